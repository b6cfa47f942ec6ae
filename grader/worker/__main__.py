"""Start of a worker process: `python -I -S .../grader/worker SETTINGS`, SETTINGS a JSON object.

    paths    folders that hold NumPy, msgpack and this package; gone from `sys.path` once they are loaded
    reading  descriptor to read frames from
    writing  descriptor to write frames to
    output   bytes that standard output and error may grow to together
    memory   bytes of address space, 0 for no limit
    cpu      whole seconds of processor time, 0 for no limit
    files    open descriptors, 0 for no limit

Only descriptors 0, 1, 2 and those two are open. Nothing of the grader is in this process.
"""

import json
import sys


def main() -> None:
    """Loads what a worker needs and serves one submission until the grader hangs up."""
    settings = json.loads(sys.argv[1])
    before = list(sys.path)
    sys.path[:0] = settings["paths"]
    from grader.worker import serve  # the path to it is only known now

    sys.path[:] = before[1:]  # without this folder, which Python put first
    sys.argv[:] = [""]
    serve.confine_here(settings)
    serve.serve(settings["reading"], settings["writing"], settings["output"])


main()
