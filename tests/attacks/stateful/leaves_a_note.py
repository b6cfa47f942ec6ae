# attack: leaves what it saw for the next submission, in files, in memory, in the air, and looks for such notes
# stopped by: nothing can be written; each worker is forked from one that ran no submission
# verdict: failed
# exercise: 01_double
# tier: seccomp
import builtins
import os
import socket
import sys

import numpy as np

PLACES = ("/tmp/backgrade-attack-note", "/dev/shm/backgrade-attack-note", "/var/tmp/backgrade-attack-note")


if hasattr(builtins, "note") or hasattr(np, "note") or "note" in sys.modules or "NOTE" in os.environ:
    print("ESCAPED", "in memory")
builtins.note = np.note = sys.modules["note"] = "seen"
os.environ["NOTE"] = "seen"


def double(x):
    for place in PLACES:
        try:
            with open(place) as note:
                print("ESCAPED", place, note.read(80))
        except OSError:
            pass
        try:
            with open(place, "w") as note:
                note.write(str(x))
        except OSError:
            pass
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as air:
            air.bind("\0backgrade-attack-note")
            print("ESCAPED", "into the air")
    except OSError:
        pass
    return x
