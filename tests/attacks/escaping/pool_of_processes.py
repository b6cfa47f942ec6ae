# attack: starts a pool of processes, as code in a hurry does
# stopped by: seccomp
# verdict: failed,raised,timeout
# exercise: 01_double
# tier: seccomp
import multiprocessing


def double(x):
    try:
        process = multiprocessing.get_context("fork").Process(target=print, args=("ESCAPED",))
        process.start()
        process.join(1)
        print("ESCAPED")
    except OSError:
        pass
    return x
