# attack: raises the exceptions by which the two processes tell each other of failures
# stopped by: its exceptions arrive as one class of ours, whatever they are there
# verdict: too_large,raised
# exercise: 01_double
from grader.wire import RemoteError, TooLarge, Violation


class All(TooLarge, Violation, RemoteError):
    def __init__(self):
        self.type_name, self.builtin_bases, self.message, self.line = "AssertionError", (), "", None


def double(x):
    raise All
