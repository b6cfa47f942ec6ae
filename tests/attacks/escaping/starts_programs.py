# attack: starts a shell, by every way the standard library has
# stopped by: seccomp
# verdict: failed
# exercise: 01_double
# tier: seccomp
import os
import subprocess


def double(x):
    for start in (
        lambda: subprocess.run(["/bin/true"], check=True),
        lambda: os.posix_spawn("/bin/true", ["true"], {}),
        lambda: os.spawnv(os.P_WAIT, "/bin/true", ["true"]) and 1 / 0,
        lambda: os.popen("echo shell").read() or 1 / 0,
        lambda: os.system("true") and 1 / 0,
    ):
        try:
            start()
            print("ESCAPED")
        except (OSError, ZeroDivisionError, ValueError):
            pass
    return x
