# attack: an object whose length and items have no end
# stopped by: a length is a number below 2^63, and a check takes no more items than it needs
# verdict: failed,raised
# exercise: 02_walk


class Tape:
    total = 6.0

    def __init__(self, numbers):
        pass

    def __len__(self):
        return 2**70

    def __getitem__(self, place):
        return 1.0

    def __iter__(self):
        return iter(int, 1)
