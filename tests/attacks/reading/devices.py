# attack: reads the machine's memory, disks, terminal and kernel log as devices
# stopped by: in a box there are three harmless devices; else Landlock
# verdict: failed
# exercise: 01_double
# tier: landlock
import os


def double(x):
    for name in ("mem", "kmem", "port", "kmsg", "vda", "sda", "nvme0n1", "tty", "console", "pts/0", "fuse"):
        try:
            os.open(f"/dev/{name}", os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
            print("ESCAPED", name)
        except OSError:
            pass
    return x
