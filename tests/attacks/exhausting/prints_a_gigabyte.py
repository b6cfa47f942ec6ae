# attack: prints without end
# stopped by: what exceeds the output is dropped
# verdict: failed,timeout
# exercise: 01_double


def double(x):
    for _ in range(200):
        print("CHATTER " * 10**5)
    return x
