# attack: goes up the stack and looks into every frame below it for checks and seeds
# stopped by: the checks are frames of another process
# verdict: failed
# exercise: 01_double
import sys
import threading


def double(x):
    frames = list(sys._current_frames().values())
    frame = sys._getframe()
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    for frame in frames:
        for scope in (frame.f_locals, frame.f_globals):
            text = repr(list(scope.items()))
            if "CANARY" in text or "Exercise" in text or "test_doubles" in text:
                print("ESCAPED", frame.f_code.co_name, text[:200])
    print(len(frames), threading.active_count())
    return x
