# attack: opens the hidden checks where they are
# stopped by: in a box there is no such file; else Landlock
# verdict: failed
# exercise: 01_double
# tier: landlock
FILES = ("checks.py", "exercise.toml", "notes.txt", "double.py", "__pycache__/checks.cpython-311.pyc")


def double(x):
    for file in FILES:
        try:
            with open("@COURSE@/exercises/01_double/" + file, "rb") as opened:
                print("ESCAPED", file, opened.read(200))
        except OSError:
            pass
    return x
