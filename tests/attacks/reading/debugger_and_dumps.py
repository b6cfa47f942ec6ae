# attack: asks for a core dump, a fault handler's trace and a debugger of its process
# stopped by: no core dumps, and all they would show is its own
# verdict: failed,crashed
# exercise: 01_double
# tier: seccomp
import faulthandler
import os
import resource
import signal
import sys


def double(x):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))
        print("ESCAPED", "core dumps")
    except (ValueError, OSError):
        pass
    try:
        faulthandler.dump_traceback(2)
    except (OSError, ValueError, RuntimeError, AttributeError):
        pass
    print(sys.gettrace(), signal.getsignal(signal.SIGUSR1), os.path.exists("core"))
    return x
