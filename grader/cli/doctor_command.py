"""`grade doctor`."""

from __future__ import annotations

import contextlib
import importlib
import platform
import sys
import tempfile
from pathlib import Path

import click

from grader.cli.asking import course_of
from grader.errors import BackgradeError
from grader.models import Limits, Submission, Tier
from grader.render.machine import Finding, Section, machine_text

_PACKAGES = (("NumPy", "numpy"), ("pytest", "pytest"), ("msgpack", "msgpack"))
_PROMISES: dict[Tier, str] = {
    "box": "your code sees Python and NumPy, no other file, no network",
    "landlock": "your code opens no file but Python's and NumPy's, no network",
    "seccomp": "no network, no other programs; it can read what all can read",
    "process": "a process of its own; stops honest mistakes only",
}


@click.command("doctor")
@click.pass_context
def command(context: click.Context) -> int:
    """Check this machine: Python, packages, isolation, course.

    Ends with 0 when exercises can be graded here, with 1 when not.
    """
    packages = _packages()
    course = _course(context)
    isolation: list[Finding] = []
    if all(finding.ok for finding in packages):  # a worker needs them all
        isolation = [*_tiers(), _trial()]
    works = bool(isolation) and isolation[-1].ok and course.ok
    sections = [
        Section("Python and packages", (_python(), *packages)),
        Section("Isolation of submissions, strongest first", tuple(isolation)),
        Section("Course and folders", (course, _cache())),
    ]
    verdict = "Exercises can be graded here." if works else "Exercises cannot be graded here yet: see --."
    click.echo(machine_text([section for section in sections if section.findings], verdict), nl=False)
    return 0 if works else 1


def _python() -> Finding:
    return Finding("Python", ok=True, text=f"{platform.python_version()}  {_home(Path(sys.executable))}")


def _packages() -> list[Finding]:
    """Imports each package: one that is installed may still not load."""
    findings = []
    for name, module in _PACKAGES:
        try:
            version = importlib.import_module(module).__version__
            findings.append(Finding(name, ok=True, text=str(version)))
        except Exception as error:  # whatever a broken installation raises
            text = f"cannot be imported ({type(error).__name__}); install Backgrade anew with pip."
            findings.append(Finding(name, ok=False, text=text))
    return findings


def _tiers() -> list[Finding]:
    """Every tier, tried; what one that is to be had keeps your code from."""
    from grader.sandbox.tiers import found

    return [
        Finding(tier, ok, f"{_PROMISES[tier]} ({advice})" if ok else advice) for tier, ok, advice in found()
    ]


def _trial() -> Finding:
    """Loads a submission of one line the way `grade exercise` does: what is started must also answer."""
    from grader.sandbox.failure import Ended
    from grader.sandbox.host import Sandboxed
    from grader.sandbox.tiers import spawner_for

    limits = Limits()
    try:
        with contextlib.closing(spawner_for(None, limits)) as spawner:
            host = Sandboxed(Submission("trial.py", b"one = 1\n"), "trial", limits, spawner)
            with contextlib.closing(host):
                host.load()
            return Finding("trial", ok=True, text=f"a one-line file was loaded at the tier `{spawner.tier}`")
    except (BackgradeError, Ended, OSError) as error:
        return Finding("trial", ok=False, text=f"a one-line file could not be loaded: {error}")


def _course(context: click.Context) -> Finding:
    """The course, with every exercise's own file read."""
    try:
        course = course_of(context)
        ids = [course.exercise(id_).id for id_ in course.ids]
    except BackgradeError as error:
        return Finding("course", ok=False, text=str(error))
    count = "1 exercise" if len(ids) == 1 else f"{len(ids)} exercises"
    return Finding("course", ok=bool(ids), text=f"{count} in {_home(course.folder)}")


def _cache() -> Finding:
    """Whether the cache can be written; without it all works, and each start takes 0.1 s longer."""
    from grader.course.files import cache_folder

    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        text = f"{_home(folder)} cannot be written ({error.strerror}): every start takes a moment longer"
        return Finding("cache", ok=False, text=text)
    return Finding("cache", ok=True, text=f"{_home(folder)} can be written")


def _home(path: Path) -> str:
    """`path` with the user's home as `~`."""
    with contextlib.suppress(ValueError, RuntimeError):
        return str(Path("~") / path.relative_to(Path.home()))
    return str(path)
