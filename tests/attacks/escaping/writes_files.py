# attack: leaves a file wherever something can be written
# stopped by: a box is read-only; else Landlock; else seccomp opens nothing for writing
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os

FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/", "/run", "/home", "/root", "@COURSE@", "@COURSE@/exercises/01_double")


def double(x):
    for folder in FOLDERS:
        for flags in (os.O_CREAT | os.O_WRONLY, os.O_RDWR | os.O_TMPFILE):
            try:
                name = folder if flags & os.O_TMPFILE == os.O_TMPFILE else folder + "/backgrade-attack"
                os.close(os.open(name, flags, 0o600))
                print("ESCAPED", name)
            except OSError:
                pass
    return x
