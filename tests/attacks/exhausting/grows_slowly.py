# attack: grows bit by bit and catches every MemoryError
# stopped by: the limit on address space, then the time limit
# verdict: timeout,memory,crashed
# exercise: 01_double

KEPT = []


def double(x):
    size = 1 << 26
    while True:
        try:
            KEPT.append(bytearray(size))
        except MemoryError:
            size = max(size // 2, 1)
