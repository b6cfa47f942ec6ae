# attack: reads what a user's and a system's secrets are usually called
# stopped by: in a box there are no such files; else Landlock
# verdict: failed
# exercise: 01_double
# tier: landlock
import glob
import os


def double(x):
    names = ["/etc/passwd", "/etc/shadow", "/etc/hostname", "/etc/hosts", "/root/.bashrc", "/etc/machine-id"]
    names += glob.glob("/root/.ssh/*") + glob.glob("/home/*/.ssh/*") + glob.glob("/home/*/.netrc")
    names += [os.path.expanduser("~/" + name) for name in (".netrc", ".pypirc", ".git-credentials")]
    for name in names:
        try:
            with open(name, "rb") as file:
                print("ESCAPED", name, len(file.read(80)))
        except OSError:
            pass
    return x
