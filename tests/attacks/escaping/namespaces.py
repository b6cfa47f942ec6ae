# attack: makes namespaces of its own, mounts, changes its root, enters those of others
# stopped by: seccomp; it has no capabilities to do so either
# verdict: failed
# exercise: 01_double
# tier: seccomp
import ctypes

CALLS = {  # of x86_64
    "unshare": (272, 0x10000000), "setns": (308, 0, 0), "chroot": (161, b"/"), "pivot_root": (155, b"/", b"/"),
    "mount": (165, b"none", b"/tmp", b"tmpfs", 0, 0), "umount": (166, b"/tmp", 2), "fsopen": (430, b"tmpfs", 0),
    "open_tree": (428, -100, b"/", 1), "move_mount": (429, -100, b"/", -100, b"/", 0), "mount_setattr": (442,),
}


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    for name, arguments in CALLS.items():
        if call(*arguments) >= 0:
            print("ESCAPED", name)
    return x
