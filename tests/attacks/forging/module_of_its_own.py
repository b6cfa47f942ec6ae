# attack: replaces its module by an object that decides with every question what it is
# stopped by: whatever it is, it answers with values
# verdict: failed,refused,raised
# exercise: 01_double
import sys
import types


class Module(types.ModuleType):
    def __getattribute__(self, name):
        return super().__getattribute__(name) if name.startswith("__") else lambda *_, **__: True


def double(x):
    return x


sys.modules[__name__].__class__ = Module
