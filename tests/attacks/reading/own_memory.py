# attack: searches its own memory, heap and all, for what was left there before it came
# stopped by: the process it was forked from never saw a check, a seed or a submission
# verdict: failed,crashed
# exercise: 01_double
import ctypes


def double(x):
    start = id(object()) & ~0xFFFFF
    wanted = bytes([67, 65, 78, 65, 82, 89])  # not as a text: that would be found here
    found = ctypes.string_at(start, 1 << 18).find(wanted)
    if found >= 0:
        print("ESCAPED", found)
    return x
