# attack: kills everything it may: its group, all processes, its parent, the grader, its neighbours
# stopped by: seccomp lets it signal itself alone; in a box the others have no number
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os
import signal


def double(x):
    near = [os.getpid() + i for i in range(-4, 5) if i]
    for process in (0, -1, -os.getpid(), 1, 2, os.getppid(), int("@JUDGE@"), *near):
        if process == os.getpid():
            continue
        for number in (0, signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
            try:
                os.kill(process, number)
                print("ESCAPED", process, number)
            except OSError:
                pass
    return x
