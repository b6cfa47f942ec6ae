# attack: declares a coding: utf-16 that it is not written in
# stopped by: what Python cannot compile is refused
# verdict: refused
# exercise: 01_double



def double(x):
    return x
