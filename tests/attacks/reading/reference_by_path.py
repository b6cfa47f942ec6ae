# attack: opens the reference solution where it is, and runs it
# stopped by: in a box there is no such file; else Landlock
# verdict: failed
# exercise: 15_adam
# tier: landlock


class Adam:
    def __init__(self, **settings):
        pass

    def step(self, params, grads):
        try:
            with open("@COURSE@/reference/15_adam/adam.py") as file:
                print("ESCAPED", file.read(200))
        except OSError:
            pass
        return params
