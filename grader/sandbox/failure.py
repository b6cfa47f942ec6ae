"""How a submission's process can end a conversation before its time."""

from __future__ import annotations

from grader.models import Outcome


class Unavailable(Exception):  # noqa: N818 - a fact about this machine, told to whoever asks for the tier
    """A tier of isolation cannot be had here; the message says why.

    `killed` when its process was killed and not by us: that says nothing about this machine.
    """

    def __init__(self, message: str, *, killed: bool = False) -> None:
        super().__init__(message)
        self.killed = killed


class Ended(Exception):  # noqa: N818 - it tells how the worker ended, which need not be an error of ours
    """The worker is gone, or its answer cannot be used; `outcome` is the verdict, `message` one sentence.

    `killed` when the process was killed and not by us: then it may be no doing of the submission's.
    """

    def __init__(self, outcome: Outcome, message: str, *, killed: bool = False) -> None:
        super().__init__(message)
        self.outcome = outcome
        self.message = message
        self.killed = killed


class MissingName(Exception):  # noqa: N818 - it names what the learner's file lacks
    """A check asked for a name the submission does not define; `defined` lists what it does.

    `sentence` says so in words of ours alone, `seen` in the submission's.
    """

    def __init__(self, name: str, defined: tuple[str, ...]) -> None:
        self.name = name
        self.defined = defined
        self.sentence = f"Your file does not define `{name}`."
        has = ", ".join(f"`{each}`" for each in defined) or "no public name"
        self.seen = f"a file that defines {has}"
        super().__init__(f"{self.sentence[:-1]}; it defines {has}.")


class NotAValue(TypeError):  # noqa: N818 - told to the learner as a wrong kind of result
    """A check needs a plain value where the submission gave an object that stays in its process.

    `sentence` says so in words of ours alone, `seen` tells the object's type, a name of the submission's.
    """

    def __init__(self, sentence: str, type_name: str) -> None:
        self.sentence = sentence
        self.seen = f"an object of type `{type_name}`"
        super().__init__(f"{sentence[:-1]}: {self.seen}.")
