# attack: leaves a thread that meddles with the checks after this one
# stopped by: what it can reach are the submission's own answers
# verdict: failed,violation,crashed,timeout
# exercise: 01_double
import sys
import threading
import time


def meddle():
    while True:
        for frame in sys._current_frames().values():
            while frame is not None:
                line = frame.f_locals.get("line")
                if line is not None:
                    line.send(["value", 5, [], []])
                    line.send(["value", 9, [], []])
                    return
                frame = frame.f_back
        time.sleep(0.001)


def double(x):
    threading.Thread(target=meddle, daemon=True).start()
    return x
