# attack: overwrites, truncates, renames, links, unlinks and retags what is there
# stopped by: seccomp has none of these calls; a box is read-only; else Landlock
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os

FILE = "@COURSE@/exercises/01_double/notes.txt"


def double(x):
    for change in (
        lambda: os.truncate(FILE, 0),
        lambda: os.open(FILE, os.O_WRONLY | os.O_APPEND),
        lambda: os.open(FILE, os.O_RDONLY | os.O_TRUNC),
        lambda: os.rename(FILE, FILE + "-backgrade-attack"),
        lambda: os.link(FILE, "/tmp/backgrade-attack"),
        lambda: os.symlink(FILE, "/tmp/backgrade-attack"),
        lambda: os.mkfifo("/tmp/backgrade-attack"),
        lambda: os.mknod("/tmp/backgrade-attack"),
        lambda: os.mkdir("/tmp/backgrade-attack"),
        lambda: os.chmod(FILE, 0o777),
        lambda: os.utime(FILE, (0, 0)),
        lambda: os.setxattr(FILE, "user.a", b"b"),
        lambda: os.unlink(FILE),
    ):
        try:
            change()
            print("ESCAPED")
        except OSError:
            pass
    return x
