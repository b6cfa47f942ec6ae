# attack: asks for more memory than the machine has while it is loaded
# stopped by: the limit on address space
# verdict: refused
# exercise: 01_double
WASTE = bytearray(10**11)


def double(x):
    return x
