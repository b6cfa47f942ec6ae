"""One submission's stay: loads it into a worker, asks it, replaces a worker that died, frees everything."""

from __future__ import annotations

from typing import Any

from grader.models import Limits, Outcome, Submission, Tier, cleaned
from grader.sandbox.conversation import Conversation, Link
from grader.sandbox.failure import Ended
from grader.sandbox.meter import Meter
from grader.sandbox.proxy import Remote, module_proxy
from grader.sandbox.workers import KILLED, Spawner, Worker
from grader.wire import Answer, Codec, Descriptors, Line, TooLarge

PATIENCE = 0.5  # seconds between the end of a worker's stream and its own end: a core dump takes its time
MAX_TAKEN = 256 << 20  # bytes of our memory that one check may fill with results: its transcript keeps them
MAX_RESPAWNS = 3  # of a worker that died: one bad check costs not the others, a bad file costs not the batch


class Host:
    """A place where one submission runs; subclasses say how a session is opened and what is freed."""

    tier: Tier

    def __init__(self, submission: Submission, module: str, limits: Limits) -> None:
        self.submission = submission
        self.limits = limits
        self.conversation = Conversation(limits, Remote)
        self._module = module

    @property
    def proxy(self) -> Remote:
        """The submission's module, as checks use it."""
        return module_proxy(self.conversation)

    def load(self) -> None:
        """Runs the submission's module. RemoteError when it raises, Ended when its process dies."""
        self.conversation.link = self._open()
        file = f"{self._module}.py"
        self.conversation.ask("load", file, self._module, self.submission.source)

    def ready(self) -> bool:
        """Whether the next check can be run; starts another worker after one that died."""
        return True

    def excuse(self) -> None:
        """The last end of a worker was not the submission's doing: it does not count."""

    def begin(self, seed: int) -> None:
        """Starts a check with a fresh table of names and the submission's global randomness seeded."""
        self.conversation.begin(seed)

    def printed(self) -> str:
        """What the submission printed since the last call of this, cleaned and cut."""
        return ""

    def close(self) -> None:
        """Ends the worker and frees all it held."""

    def _open(self) -> Link:
        raise NotImplementedError


class Sandboxed(Host):
    """A submission in a worker process of its own."""

    def __init__(self, submission: Submission, module: str, limits: Limits, spawner: Spawner) -> None:
        super().__init__(submission, module, limits)
        self.tier = spawner.tier  # until a worker is spawned: an empty file never needs one
        self.meter = Meter(limits)
        self._spawner = spawner
        self._worker: Worker | None = None
        self._respawns = 0
        self._read = 0

    def ready(self) -> bool:
        """See `Host`. False when the budget is gone, or too many workers have died."""
        if self.meter.exhausted:
            return False
        if self.conversation.link is not None:
            return True
        if self._respawns == MAX_RESPAWNS:
            return False
        self._respawns += 1
        self.load()
        return True

    def excuse(self) -> None:
        """See `Host`."""
        self._respawns -= 1

    def begin(self, seed: int) -> None:
        """See `Host`."""
        self.meter.begin_check()
        if isinstance(self.conversation.link, _SocketLink):
            self.conversation.link.forget()
        super().begin(seed)

    def printed(self) -> str:
        """See `Host`."""
        if self._worker is None:
            return ""
        data = self._worker.printed(self._read)
        self._read += len(data)
        return cleaned(data.decode("utf-8", "replace"))

    def close(self) -> None:
        """See `Host`."""
        self.conversation.link = None
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def lost(self, patience: float = 0.0) -> str:
        """Ends the worker; tells how it had ended by itself, "" when it lived on for `patience` seconds."""
        self.conversation.link = None
        worker, self._worker = self._worker, None
        return worker.end(patience) if worker is not None else ""

    def _open(self) -> Link:
        self._worker = self._spawner.spawn(self.limits)
        self.tier = self._spawner.tier
        self._read = 0
        self.meter.attach(self._worker.cpu)
        return _SocketLink(self._worker.stream(self.meter), self.conversation.codec, self)


def _is_callback(message: Any) -> bool:
    """Whether a message claims to be one; an array in its first place has no truth value to ask."""
    return type(message) is list and len(message) > 0 and type(message[0]) is str and message[0] == "callback"


class _SocketLink:
    """Requests and replies as frames; whatever goes wrong on the way ends the worker."""

    def __init__(self, stream: Descriptors, codec: Codec, host: Sandboxed) -> None:
        self._line = Line(stream, codec)
        self._host = host

    def exchange(self, request: list[Any], answer: Answer) -> Any:
        """See `Link`."""
        meter = self._host.meter
        meter.begin_call()
        try:
            self._line.send(request)
            while True:
                message = self._line.receive()
                if self._line.taken > MAX_TAKEN:
                    text = f"Your code returned more than {MAX_TAKEN >> 20} MB in one check."
                    raise Ended(Outcome.TOO_LARGE, text)
                if not _is_callback(message):
                    return message
                reply = answer(message)
                if self._host.conversation.link is not self:  # a nested call has lost the worker
                    raise EOFError
                self._answer(reply)
        except EOFError:
            how = self._host.lost(PATIENCE)
            if meter.exhausted:
                meter.timed_out = True
                text = f"Your code ran for more than {self._host.limits.cpu:g} s in all."
                raise Ended(Outcome.TIMEOUT, text) from None
            text = f"The process of your code ended: {how or 'it hung up'}."
            raise Ended(Outcome.CRASHED, text, killed=how == KILLED) from None
        except BaseException:
            self._host.lost()
            raise
        finally:
            meter.end_call()

    def forget(self) -> None:
        """Starts to count anew what was received: a check's transcript may be large, not that of all."""
        self._line.taken = 0

    def cut(self) -> None:
        """See `Link`."""
        self._host.lost()

    def _answer(self, reply: list[Any]) -> None:
        try:
            self._line.send(reply)
        except TooLarge as error:
            self._line.send(["failure", ["ValueError", f"the result is too large: {error}"], []])
