# attack: starts thousands of threads that stay
# stopped by: the limit on address space, in which every thread needs a stack
# verdict: raised,memory,failed,timeout,crashed
# exercise: 01_double
# tier: seccomp
import threading


def double(x):
    wait = threading.Event()
    for _ in range(5000):
        threading.Thread(target=wait.wait, daemon=True).start()
    print("ESCAPED")
    return x
