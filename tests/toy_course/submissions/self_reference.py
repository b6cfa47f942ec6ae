"""Answers with a list that contains itself."""


def double(x):
    answer = [2 * x]
    answer.append(answer)
    return answer


class Counter:
    def __init__(self, start=0):
        self.total = start

    def add(self, n):
        self.total += n
        return self.total
