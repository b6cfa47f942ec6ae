"""Runs code of our own in this process, through the same session, codec and proxy as a sandboxed worker."""

from __future__ import annotations

import contextlib
import io
import itertools
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from grader.models import Limits, Submission, Tier
from grader.sandbox.conversation import Conversation, Link
from grader.sandbox.host import Host
from grader.wire import Answer, Codec, TooLarge, passed_through
from grader.worker.session import Session

_numbers = itertools.count()


class Direct(Host):
    """A submission of ours: the reference, an accepted variant, a known mistake."""

    tier: Tier = "direct"

    def __init__(self, submission: Submission, module: str, limits: Limits) -> None:
        super().__init__(submission, module, limits)
        self._name = f"_direct_{next(_numbers)}_{module}"

    def load(self) -> None:
        """See `Host`."""
        self.conversation.link = self._open()
        self.conversation.ask("load", f"{self._module}.py", self._name, self.submission.source)

    def close(self) -> None:
        """See `Host`."""
        self.conversation.link = None
        sys.modules.pop(self._name, None)

    def _open(self) -> Link:
        return _DirectLink(self.conversation)


class _DirectLink:
    """Requests and replies are encoded and decoded as on a socket, without one."""

    def __init__(self, conversation: Conversation) -> None:
        self._ours = conversation.codec
        self._session = Session(self._ask)
        self._theirs = Codec(self._session)
        self._answers: list[Answer] = []

    def exchange(self, request: list[Any], answer: Answer) -> Any:
        """See `Link`."""
        arrived = passed_through(request, self._ours, self._theirs)
        self._answers.append(answer)
        try:
            with _quiet():
                reply = self._session.handle(arrived)
            try:
                return passed_through(reply, self._theirs, self._ours)
            except TooLarge as error:
                return [*self._session.told(error), reply[3]]
        finally:
            self._answers.pop()

    def cut(self) -> None:
        """See `Link`. What disturbs the grader here is a fault of ours."""

    def _ask(self, request: list[Any]) -> Any:
        asked = passed_through(request, self._theirs, self._ours)
        return passed_through(self._answers[-1](asked), self._ours, self._theirs)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(action="ignore"), contextlib.redirect_stdout(io.StringIO()):
        yield
