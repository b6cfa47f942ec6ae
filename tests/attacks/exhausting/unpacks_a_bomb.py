# attack: a kilobyte that unpacks to a gigabyte
# stopped by: the limit on address space
# verdict: memory,timeout
# exercise: 01_double
import zlib

packer = zlib.compressobj(9)
BOMB = b"".join(packer.compress(bytes(1 << 20)) for _ in range(2)) + packer.flush()


def double(x):
    return [zlib.decompress(BOMB) * 600 for _ in range(9)]
