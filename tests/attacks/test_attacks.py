"""Hostile submissions, graded: none earns what it should not, learns what it was not sent, or harms the next.

Every file in the folders beside this one is a submission. Its head says what it tries, which layer stops it,
how its first check that does not pass may end, and from which tier on that is promised. What it finds it
prints, after the word ESCAPED where it should have found nothing; `@COURSE@`, `@JUDGE@` and `@PORT@` in it
stand for what a stranger would have to guess: where the course lies, our process, a port we listen at.

The strongest tier here is always tested; BACKGRADE_TIERS=all, as in `make full`, adds all others.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import secrets
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.course import Course
from grader.diagnosis.candidates import Candidates
from grader.diagnosis.explaining import explain
from grader.grading import grade_in
from grader.judge.lane import Lane, in_lane
from grader.models import Limits, Outcome, Report, Reveal, State, Submission
from grader.render.json import report_json
from grader.render.text import report_text
from grader.sandbox.tiers import TIERS, found, spawner_for
from grader.sandbox.workers import Spawner

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MARK = "backgrade-attack"  # in the name of every file an attack may leave
SEED = secrets.randbits(62)
TIGHT = Limits(
    call_cpu=0.3, call_wall=1.0, cpu=0.6, wall=2.0, memory=512 << 20, output=1 << 16, callbacks=2000
)
PLAIN = dataclasses.replace(TIGHT, call_cpu=1.0, call_wall=3.0, cpu=2.0, wall=6.0)  # each imports NumPy anew
SLACK = 10.0  # seconds a busy machine may add to a grading; what hangs, hangs for longer
MEMORY = 3 << 30  # bytes the grader may ever take, when attacked: it keeps what one check was told, twice
EVERY_TIER = os.environ.get("BACKGRADE_TIERS") == "all"


@dataclass(frozen=True)
class Attack:
    """One hostile submission and what its head says of it."""

    file: Path
    said: dict[str, str]

    @classmethod
    def read(cls, file: Path) -> Attack:
        lines = file.read_text("utf-8").splitlines()
        head = [line[2:].partition(": ") for line in lines if line.startswith("# ")]
        return cls(file, {name: value for name, _, value in head})

    @property
    def name(self) -> str:
        return f"{self.file.parent.name}-{self.file.stem}"

    @property
    def verdicts(self) -> list[str]:
        return self.said["verdict"].split(",")

    def promised_at(self, tier: str) -> bool:
        return TIERS.index(tier) <= TIERS.index(self.said.get("tier", "process"))


ATTACKS = [Attack.read(file) for file in sorted(HERE.glob("*/*.py"))]


@dataclass
class Traces:
    """What a process of ours could leave behind, as it is now."""

    descriptors: dict[str, str]
    mounts: str
    files: set[str]
    course: dict[str, bytes]
    memory: str

    @classmethod
    def taken(cls, course: Path, own: Path) -> Traces:
        folders = [
            own,
            course.parent,
            *map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/", "/run", "/root", "/home")),
        ]
        names = [each for folder in folders if folder.is_dir() for each in _listed(folder)]
        return cls(
            descriptors=_descriptors(),
            mounts=Path("/proc/mounts").read_text(),
            files={name for name in names if MARK in name or name.startswith(str(own))},
            course={
                str(f.relative_to(course)): f.read_bytes() for f in course.rglob("*.*") if f.suffix != ".pyc"
            },
            memory=Path("/proc/sysvipc/shm").read_text() if Path("/proc/sysvipc/shm").exists() else "",
        )


def _listed(folder: Path) -> list[str]:
    with contextlib.suppress(OSError):
        return [str(each) for each in folder.iterdir()]
    return []


def _descriptors() -> dict[str, str]:
    held = {}
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # the one this list was read with
            held[name] = os.readlink(f"/proc/self/fd/{name}")
    return held


def descendants() -> set[tuple[int, str]]:
    """All processes below this one, each with the time it was started at: numbers are used again."""
    parents: dict[int, tuple[int, str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                words = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(words[1]), words[19]
    below = {os.getpid()}
    while more := {pid for pid, (parent, _) in parents.items() if parent in below} - below:
        below |= more
    return {(pid, parents[pid][1]) for pid in below if pid != os.getpid()}


@dataclass
class Graded:
    """Everything seen while the attacks were graded at one tier."""

    tier: str
    reports: dict[str, list[Report]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    honest: dict[str, float | None] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    processes: set[tuple[int, str]] = field(default_factory=set)
    calls: int = 0
    before: Traces | None = None
    after: Traces | None = None


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A course with a secret in each place a submission must not see, and the secrets by place."""
    folder = tmp_path_factory.mktemp("attacked") / "course"
    planted = {place: f"CANARY-{place}-{secrets.token_hex(8)}" for place in ("checks", "reference", "notes")}
    toy = HERE.parent / "toy_course"
    for home, id_ in ((toy, "01_double"), (toy, "02_walk"), (ROOT, "15_adam")):
        module = id_.partition("_")[2]
        for part in ("exercises", "reference"):
            shutil.copytree(
                home / part / id_, folder / part / id_, ignore=shutil.ignore_patterns("__pycache__")
            )
        checks = folder / "exercises" / id_ / "checks.py"
        checks.write_text(f"# {planted['checks']}\n{checks.read_text('utf-8')}", "utf-8")
        (checks.parent / "notes.txt").write_text(planted["notes"])
        reference = folder / "reference" / id_ / f"{module}.py"
        reference.write_text(f"{reference.read_text('utf-8')}\n# {planted['reference']}\n", "utf-8")
    return folder, planted


def tiers() -> list[str]:
    if not EVERY_TIER:
        return ["strongest"]
    return [tier for tier, there, _ in found() if there]


@pytest.fixture(scope="module", params=tiers())
def graded(
    request: pytest.FixtureRequest,
    course: tuple[Path, dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Graded]:
    """Grades every attack that is asked for, each before an honest submission, with one spawner."""
    folder, planted = course
    wanted = {
        item.callspec.params["attack"].name  # type: ignore[attr-defined]  # a parameter is any object
        for item in request.session.items
        if isinstance(item, pytest.Function)
        and hasattr(item, "callspec")
        and "attack" in item.callspec.params
    }
    tier = None if request.param == "strongest" else request.param
    own = tmp_path_factory.mktemp("own")
    seen = Graded(str(tier), secrets={**planted, "seed": str(SEED)})
    with pytest.MonkeyPatch.context() as patch:
        for place in ("environment", "memory"):
            seen.secrets[place] = f"CANARY-{place}-{secrets.token_hex(8)}"
        patch.setenv("BACKGRADE_CANARY", seen.secrets["environment"])
        patch.setattr(tempfile, "tempdir", str(own))
        seen.before = Traces.taken(folder, own)
        limits = PLAIN if tier == "process" else TIGHT
        with listening() as server, contextlib.closing(spawner_for(tier, limits, keep_ahead=True)) as spawner:
            words = {"@COURSE@": str(folder), "@JUDGE@": str(os.getpid()), "@PORT@": str(server.port)}
            for id_ in ("01_double", "02_walk", "15_adam"):
                grade_all(seen, Course(folder), id_, limits, spawner, words, wanted)
            seen.tier = spawner.tier
            seen.calls = server.calls()
        wait_for_the_end_of(seen.processes)
        seen.after = Traces.taken(folder, own)
    yield seen


def grade_all(
    seen: Graded,
    course: Course,
    id_: str,
    limits: Limits,
    spawner: Spawner,
    words: dict[str, str],
    wanted: set[str],
) -> None:
    """Grades the attacks on one exercise, in one lane."""
    room = course.exercise(id_)
    room = dataclasses.replace(room, file=dataclasses.replace(room.file, limits=limits))
    solution = Submission(room.stub.name, (room.reference / room.stub.name).read_bytes())

    def body(lane: Lane, candidates: Candidates) -> None:
        grade_in(lane, solution, SEED, spawner)  # so that the tier is known
        for attack in ATTACKS:
            if (
                attack.said["exercise"] != id_
                or attack.name not in wanted
                or not attack.promised_at(spawner.tier)
            ):
                continue
            source = attack.file.read_text("utf-8")
            for word, value in words.items():
                source = source.replace(word, value)
            submission = Submission(room.stub.name, source.encode())
            reports = seen.reports[attack.name] = []
            began = time.monotonic()
            for _ in range(2 if attack.file.parent.name == "stateful" else 1):
                result = grade_in(lane, submission, SEED, spawner)
                reports.append(explain(result, candidates))
                seen.printed[attack.name] = "".join(run.printed for run in result.transcript.runs)
                seen.processes |= descendants()
            seen.seconds[attack.name] = (time.monotonic() - began) / len(reports)
            seen.honest[attack.name] = grade_in(lane, solution, SEED, spawner).report.points

    def explained(lane: Lane) -> None:
        with contextlib.closing(Candidates(lane)) as candidates:
            body(lane, candidates)

    in_lane(room, explained)


@dataclass
class Server:
    """Listens on this machine, and counts who calls."""

    stream: socket.socket
    packets: socket.socket

    @property
    def port(self) -> int:
        return int(self.stream.getsockname()[1])

    def calls(self) -> int:
        count = 0
        for listener, take in (
            (self.stream, self.stream.accept),
            (self.packets, lambda: self.packets.recv(9)),
        ):
            listener.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                taken = take()
                count += 1
                if isinstance(taken, tuple):
                    taken[0].close()
        return count


@contextlib.contextmanager
def listening() -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as stream, socket.socket(type=socket.SOCK_DGRAM) as packets:
        packets.bind(stream.getsockname())
        yield Server(stream, packets)


def wait_for_the_end_of(processes: set[tuple[int, str]]) -> None:
    """Gives the kernel a moment: what dies with its parent does so after it."""
    ends = time.monotonic() + SLACK
    while processes & running() and time.monotonic() < ends:
        time.sleep(0.01)


def running() -> set[tuple[int, str]]:
    alive = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                words = (entry / "stat").read_text().rpartition(")")[2].split()
                alive.add((int(entry.name), words[19]))
    return alive


def report_of(graded: Graded, attack: Attack) -> Report:
    """Of the last time it was graded."""
    if not attack.promised_at(graded.tier):
        pytest.skip(f"the tier {graded.tier} does not promise to stop this")
    return graded.reports[attack.name][-1]


def verdict(report: Report) -> str:
    if report.outcome in (State.REFUSED, State.INTERNAL):
        return str(report.outcome)
    failing = [check.outcome for check in report.checks if check.outcome is not Outcome.PASSED]
    return str(failing[0]) if failing else "passed"


every_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)


# ---------------------------------------------------------------- each of them


@every_attack
def test_it_gets_its_verdict(graded: Graded, attack: Attack) -> None:
    for report in graded.reports.get(attack.name, [report_of(graded, attack)]):
        told = [(str(c.outcome), c.message) for c in report.checks]
        assert verdict(report) in attack.verdicts, (report.message, told)


@every_attack
def test_it_earns_nothing_it_should_not(graded: Graded, attack: Attack) -> None:
    report = report_of(graded, attack)

    assert report.points is not None
    assert report.points <= float(attack.said.get("points", 0))
    assert not any(check.outcome is Outcome.INTERNAL for check in report.checks)


@every_attack
def test_it_learns_nothing_it_was_not_sent(graded: Graded, attack: Attack) -> None:
    report = report_of(graded, attack)

    told = report_json(dataclasses.replace(report, seed=0)) + graded.printed[attack.name]
    assert "ESCAPED" not in told, told
    for place, secret in graded.secrets.items():
        assert secret.removeprefix(f"CANARY-{place}-") not in told, place
    for level in Reveal:
        shown = report_text(report.at(level), every=True)
        assert all(character.isprintable() or character == "\n" for character in shown)


@every_attack
def test_it_ends_in_time(graded: Graded, attack: Attack) -> None:
    report_of(graded, attack)

    limits = PLAIN if graded.tier == "process" else TIGHT
    assert graded.seconds[attack.name] < limits.wall + SLACK


@every_attack
def test_the_next_submission_gets_all_its_points(graded: Graded, attack: Attack) -> None:
    report_of(graded, attack)

    assert graded.honest[attack.name] == 10


# ---------------------------------------------------------------- all of them


def test_nothing_is_left_when_they_are_gone(graded: Graded) -> None:
    assert graded.before == graded.after
    assert not graded.processes & running()


def test_nobody_called_from_inside(graded: Graded) -> None:
    assert graded.calls == 0


def test_the_grader_stays_small(graded: Graded) -> None:
    import resource

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < MEMORY


def test_every_head_is_complete() -> None:
    outcomes = {"refused", "passed", *map(str, Outcome)} - {"internal"}
    for attack in ATTACKS:
        assert {"attack", "stopped by", "verdict", "exercise"} <= set(attack.said), attack.name
        assert set(attack.said) <= {"attack", "stopped by", "verdict", "exercise", "points", "tier"}, (
            attack.name
        )
        assert set(attack.verdicts) <= outcomes, attack.name
        assert attack.said.get("tier", "process") in TIERS, attack.name


def test_every_family_is_there() -> None:
    families = {attack.file.parent.name for attack in ATTACKS}

    assert families == {"forging", "reading", "escaping", "exhausting", "stateful"}
    assert len(ATTACKS) >= 80
