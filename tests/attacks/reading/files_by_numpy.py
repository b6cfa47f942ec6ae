# attack: reads the checks by NumPy's own ways to read files, which are written in C
# stopped by: in a box there is no such file; else Landlock
# verdict: failed
# exercise: 01_double
# tier: landlock
import numpy as np

FILE = "@COURSE@/exercises/01_double/checks.py"


def double(x):
    for read in (
        lambda: np.fromfile(FILE, "u1"),
        lambda: np.memmap(FILE, "u1", "r"),
        lambda: np.loadtxt(FILE, dtype=str, delimiter="\n"),
        lambda: np.genfromtxt(FILE, dtype=str, delimiter="\n"),
    ):
        try:
            print("ESCAPED", bytes(str(read()), "utf-8")[:200])
        except OSError:
            pass
    return x
