# attack: ignores every signal that can be ignored, then never returns
# stopped by: SIGKILL
# verdict: timeout
# exercise: 01_double
import signal


def double(x):
    for number in signal.valid_signals():
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        pass
