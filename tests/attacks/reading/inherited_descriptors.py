# attack: tries every descriptor it might have inherited: what they are, what can be read there
# stopped by: a worker has four: nothing, its output twice, and its own socket
# verdict: failed
# exercise: 01_double
import os
import stat


def double(x):
    for number in range(3, 64):
        try:
            kind = os.fstat(number).st_mode
        except OSError:
            continue
        if not stat.S_ISSOCK(kind):
            print("ESCAPED", number, oct(kind), os.pread(number, 200, 0) if stat.S_ISREG(kind) else b"")
    sockets = [n for n in range(3, 64) if os.path.exists(f"/dev/fd/{n}")]
    print(len(sockets), b"CANARY" in os.pread(1, 1 << 16, 0))
    return x
