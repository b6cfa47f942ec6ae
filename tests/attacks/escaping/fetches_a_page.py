# attack: asks a server on this machine by the means of the standard library
# stopped by: a box has a network of its own; seccomp makes no sockets
# verdict: failed
# exercise: 01_double
# tier: seccomp
import urllib.request


def double(x):
    try:
        with urllib.request.urlopen("http://127.0.0.1:@PORT@/", timeout=0.2) as page:
            print("ESCAPED", page.read(80))
    except OSError:
        pass
    return x
