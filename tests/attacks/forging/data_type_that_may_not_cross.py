# attack: forges the data type of an array, so that reading it would run code or make objects
# stopped by: data types are on a list, and are looked up there as text
# verdict: violation
# exercise: 01_double
import msgpack
from grader.wire import codec

kind = b"O,(9)i8|object"


def double(x):
    codec.Codec._numpy = lambda *_: msgpack.ExtType(10, bytes([len(kind), 0]) + kind + b"\0" * 64)
    return x
