# attack: lists what else runs on the machine
# stopped by: in a box there is no /proc; else Landlock
# verdict: failed
# exercise: 01_double
# tier: landlock
import os


def double(x):
    try:
        print("ESCAPED", [name for name in os.listdir("/proc") if name.isdigit()][:9])
    except OSError:
        pass
    return x
