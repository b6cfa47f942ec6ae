"""Everything a check can ask for, right."""


def walk(slope, start, steps):
    x = start
    yield x
    for _ in range(steps):
        x = x - slope(x)
        yield x


class Tape:
    def __init__(self, numbers):
        self.numbers = list(numbers)

    @property
    def total(self):
        return sum(self.numbers)

    def __len__(self):
        return len(self.numbers)

    def __getitem__(self, place):
        if not place < len(self.numbers):
            raise IndexError(f"there is no place {place} on this tape")
        return self.numbers[place]

    def __setitem__(self, place, number):
        self.numbers[place] = number

    def __iter__(self):
        return iter(self.numbers)

    def __add__(self, number):
        return Tape([each + number for each in self.numbers])


def shuffled(rng, n):
    for number in rng.permutation(n):
        yield int(number)
    yield rng.random()


def drive(model, steps):
    losses = []
    for k in range(1, steps + 1):
        model.step(k)
        losses.append(model.loss())
    return losses


def keep(thing):
    return {"a": thing, "b": [thing]}
