"""`grade repro`."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

import click

from grader.cli.asking import course_of, shown


@click.command("repro")
@click.argument("what", metavar="ID.CHECK")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The seed of the run to reproduce.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, never over one.")
@click.pass_context
def command(context: click.Context, what: str, file: Path | None, seed: int | None, out: Path | None) -> int:
    """Print a short script with exactly the call at which a check fails, for your debugger.

    ID.CHECK is an exercise and one of its checks, by name or by number: 15.test_tiny_gradients or 15.3.
    """
    from grader.errors import UsageError
    from grader.workspace import learner_file, read_submission

    course = course_of(context)
    words, _, check = what.partition(".")
    if not check:
        raise UsageError(f"`{what}` names no check; write `{what}.1` for its first one.")
    exercise = course.exercise(words)
    place = learner_file(exercise, course.clone, file, Path.cwd())
    submission = read_submission(place, shown(place))
    seed = secrets.randbits(32) if seed is None else seed

    from grader.sandbox.tiers import spawner_for

    with contextlib.closing(spawner_for(None, exercise.file.limits)) as spawner:
        from grader.diagnosis.candidates import Candidates
        from grader.diagnosis.explaining import failing_call
        from grader.grading import grade_in
        from grader.judge.lane import Lane, in_lane
        from grader.render.repro import script

        def body(lane: Lane) -> str:
            names = [mark.name for mark in lane.marks]
            wanted = names[int(check) - 1] if check.isdigit() and 0 < int(check) <= len(names) else check
            if wanted not in names:
                raise UsageError(f"There is no check `{check}`; there are {', '.join(names)}.")
            graded = grade_in(lane, submission, seed, spawner)
            run = graded.transcript.runs[names.index(wanted)]
            with contextlib.closing(Candidates(lane)) as candidates:
                event = failing_call(run, names.index(wanted), seed, candidates)
            if event is None:
                raise UsageError(f"`{wanted}` is {run.outcome}: there is no failing call to reproduce.")
            return script(run, event, str(place.resolve()), exercise.module, seed)

        text = in_lane(exercise, body)
    if out is None:
        click.echo(text, nl=False)
    else:
        try:
            with out.open("x", encoding="utf-8") as new:
                new.write(text)
        except FileExistsError:
            raise UsageError(f"`{out}` is there already; name another file.") from None
        click.echo(f"Wrote {out}; run it with `python {out}`.")
    return 0
