# attack: returns an object whose class hides its name, or has one of megabytes
# stopped by: names are cut where they are sent, and vetted where they arrive
# verdict: failed,raised,too_large,violation,crashed
# exercise: 01_double


class Meta(type):
    @property
    def __name__(cls):
        return "float64" * 10**6


def double(x):
    return Meta("Odd", (), {})()
