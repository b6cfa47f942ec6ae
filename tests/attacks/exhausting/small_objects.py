# attack: fills its memory with small objects
# stopped by: the limit on address space, or the time limit
# verdict: memory,timeout,crashed
# exercise: 01_double


def double(x):
    chain = None
    while True:
        chain = (chain, chain, chain, chain, chain, chain, chain, chain, chain, chain, chain, chain)
