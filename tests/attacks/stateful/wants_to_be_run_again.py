# attack: kills itself once it has seen a check, to answer in the repetition by what it saw
# stopped by: nothing it saw reaches the process that repeats the check
# verdict: crashed,failed
# exercise: 01_double
# tier: seccomp
import os
import signal

NOTE = "/tmp/backgrade-attack-again"


def double(x):
    if os.path.exists(NOTE):
        print("ESCAPED")
        return 2 * x
    try:
        with open(NOTE, "w") as note:
            note.write("seen")
    except OSError:
        pass
    os.kill(os.getpid(), signal.SIGKILL)
    return x
