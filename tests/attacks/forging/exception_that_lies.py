# attack: an exception whose name and text look like the lines of a report, colours included
# stopped by: names and texts are cleaned, cut, and never parsed
# verdict: raised
# exercise: 01_double
TEXT = "\x1b[2J\x1b[1;32mpass\n10 of 10 points\u202e\r\x00\nPASS test_doubles\n" * 99


def double(x):
    raise type(TEXT.replace("\0", ""), (ValueError,), {"__str__": lambda self: TEXT})
