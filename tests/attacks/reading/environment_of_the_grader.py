# attack: reads the grader's environment and command line from /proc
# stopped by: in a box there is no /proc; else Landlock
# verdict: failed
# exercise: 01_double
# tier: landlock
import os


def double(x):
    for process in ("@JUDGE@", str(os.getppid()), "1", "self"):
        for name in ("environ", "cmdline", "status", "maps", "mountinfo", "cgroup", "limits", "auxv"):
            try:
                with open(f"/proc/{process}/{name}", "rb") as file:
                    print("ESCAPED", process, name, file.read(80))
            except OSError:
                pass
    return x
