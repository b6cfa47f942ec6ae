# attack: is never loaded
# stopped by: the time limit
# verdict: refused
# exercise: 01_double
while True:
    pass
