# attack: tries the kernel's larger doors: io_uring, bpf, perf, userfaultfd, keys, modules, reboot
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import ctypes

CALLS = {  # of x86_64
    "io_uring_setup": (425, 8, bytes(120)), "bpf": (321, 0, bytes(72), 72), "userfaultfd": (323, 1),
    "perf_event_open": (298, bytes(128), 0, -1, -1, 0), "add_key": (248, b"user", b"a", b"b", 1, -2),
    "keyctl": (250, 0, -3, 1), "init_module": (175, b"", 0, b""), "kexec_load": (246, 0, 0, 0, 0),
    "seccomp": (317, 1, 0, 0), "personality": (135, 0x40000), "acct": (163, 0), "swapon": (167, b"/", 0),
    "sethostname": (170, b"a", 1), "pkey_alloc": (330, 0, 0), "fanotify_init": (300, 0, 0),
    "inotify_init": (294, 0), "quotactl": (179, 0, 0, 0, 0), "landlock": (444, 0, 0, 1), "timer_create": (222,),
}  # fmt: skip


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    for name, arguments in CALLS.items():
        if call(*arguments) >= 0:
            print("ESCAPED", name)
    return x
