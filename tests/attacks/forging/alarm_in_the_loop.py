# attack: a signal that raises an exception in the loop between two requests
# stopped by: an end of the loop is an end of the process
# verdict: crashed,raised,failed
# exercise: 01_double
import signal


def ring(*_):
    raise SystemExit(0)


def double(x):
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    return x
