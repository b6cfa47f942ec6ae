"""Start of a worker process: `python -I -S .../grader/worker SETTINGS`, SETTINGS a JSON object.

    paths    folders that hold NumPy, msgpack and this package; gone from `sys.path` once they are loaded
    control  a zygote's: the socket it takes requests from; see `grader.worker.zygote` for what else it reads

or, for a worker that serves one submission itself:

    reading  descriptor to read frames from
    writing  descriptor to write frames to
    output   bytes that standard output and error may grow to together
    memory   bytes of address space, 0 for no limit
    cpu      whole seconds of processor time, 0 for no limit
    files    open descriptors, 0 for no limit

Nothing of the grader but `wire` and `worker` is in this process.
"""

import json
import sys


def main() -> None:
    """Loads what a worker needs and serves one submission until the grader hangs up."""
    settings = json.loads(sys.argv[1])
    before = list(sys.path)
    sys.path[:0] = settings["paths"]
    from grader.worker import serve  # the path to it is only known now

    if "control" in settings:
        from grader.worker import zygote  # Linux only

    sys.path[:] = before[1:]  # without this folder, which Python put first
    sys.argv[:] = [""]
    if "control" in settings:
        zygote.run(settings)
    serve.confine_here(settings)
    serve.serve(settings["reading"], settings["writing"], settings["output"])


main()
