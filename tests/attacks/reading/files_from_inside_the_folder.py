# attack: goes into the course's folder first, and opens the checks from there
# stopped by: in a box there is no such folder; Landlock asks where a file lies, not how it is named
# verdict: failed
# exercise: 01_double
# tier: landlock
import os


def double(x):
    for folder in ("@COURSE@/exercises/01_double", "@COURSE@", "/proc/self/cwd", "/proc/1/root"):
        try:
            os.chdir(folder)
            for name in ("checks.py", "./notes.txt", "../../reference/01_double/double.py"):
                with open(name) as file:
                    print("ESCAPED", file.read(200))
            print("ESCAPED", os.listdir("."))
        except OSError:
            pass
    return x
