# attack: tries a hundred system calls, with arguments that do no harm, for one that was forgotten
# stopped by: seccomp lists what is allowed, not what is not
# verdict: failed
# exercise: 01_double
# tier: seccomp
import ctypes
import errno
import platform

FORBIDDEN = [29, 30, 31, 41, 42, 43, 46, 47, 49, 50, 54, 57, 58, 59, 61, 101, 103, 105, 106, 109]
FORBIDDEN += [112, 113, 114, 116, 117, 119, 122, 123, 126, 129, 141, 142, 144, 154, 155, 156]
for first, last in ((64, 71), (76, 78), (82, 88), (90, 95), (132, 139), (159, 185), (187, 200), (205, 212)):
    FORBIDDEN += [number for number in range(first, last + 1) if number not in (89, 95, 204)]  # of x86_64


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    for number in FORBIDDEN if platform.machine() == "x86_64" else ():
        ctypes.set_errno(0)
        if call(number, -1, -1, -1, -1, -1, -1) >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
            print("ESCAPED", number, ctypes.get_errno())
    return x
