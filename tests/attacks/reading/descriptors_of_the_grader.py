# attack: opens the grader's descriptors, and those of its zygote and siblings, through /proc
# stopped by: in a box there is no /proc; else Landlock; else the grader is not dumpable
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os


def double(x):
    for process in {int("@JUDGE@"), os.getppid(), os.getpid() + 1, os.getpid() - 1}:
        for number in range(3, 40):
            try:
                os.open(f"/proc/{process}/fd/{number}", os.O_RDONLY | os.O_NONBLOCK)
                print("ESCAPED", process, number)
            except OSError:
                pass
    return x
