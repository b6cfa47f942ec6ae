# attack: hands the grader functions of its own that call what they are given, each in the other
# stopped by: a call back gets plain values, and runs nothing of the submission
# verdict: failed,raised,crashed,timeout,too_large
# exercise: 02_walk


def walk(slope, start, steps):
    def again(x):
        return slope(again)

    yield slope(again)
