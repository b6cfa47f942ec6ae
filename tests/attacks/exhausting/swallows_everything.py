# attack: catches whatever is raised in it, again and again
# stopped by: the time limit is kept from outside
# verdict: timeout
# exercise: 01_double


def double(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
