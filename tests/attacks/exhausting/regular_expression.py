# attack: a regular expression that takes longer than the universe has
# stopped by: the time limit is kept from outside
# verdict: timeout
# exercise: 01_double
import re


def double(x):
    return re.match(r"(a|a)*$", "a" * 99 + "b")
