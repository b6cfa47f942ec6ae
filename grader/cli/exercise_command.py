"""`grade exercise`."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

import click

from grader.cli.asking import course_of, shown, use_color
from grader.models import Exercise, Outcome, Report, Reveal, State, Submission


@click.command("exercise")
@click.argument("id")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--check", "only", metavar="NAME", help="Run this check alone.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Repeat a run: same seed, same numbers.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON, format 1.")
@click.option("--all", "every", is_flag=True, help="Expand every failed check, not only the first.")
@click.option(
    "--reveal", type=click.Choice([level.value for level in Reveal]), default="full",
    help="How much to show; `verdict` shows outcomes and points only.",
)  # fmt: skip
@click.option("--isolation", metavar="TIER", help="Isolate your code at this tier, or say why not.")
@click.pass_context
def command(
    context: click.Context,
    id: str,  # noqa: A002 - click names the parameter after the argument
    file: Path | None,
    only: str | None,
    seed: int | None,
    as_json: bool,
    every: bool,
    reveal: str,
    isolation: str | None,
) -> int:
    """Grade your file for exercise ID (5, 05, adam and 15_adam all work).

    Without FILE it is the file of that name here, or in your working folder.
    """
    from grader.workspace import learner_file, read_submission

    course = course_of(context)
    exercise = course.exercise(id)
    place = learner_file(exercise, course.clone, file, Path.cwd())
    submission = read_submission(place, shown(place))
    report = graded(exercise, submission, secrets.randbits(32) if seed is None else seed, isolation, only)
    report = report.at(Reveal(reveal))
    if as_json:
        from grader.render.json import report_json

        click.echo(report_json(report, indent=2))
    else:
        from grader.render.text import report_text

        click.echo(report_text(report, color=use_color(), every=every), nl=False)
    return exit_code(report, only)


def graded(
    exercise: Exercise, submission: Submission, seed: int, isolation: str | None, only: str | None
) -> Report:
    """Grades in a sandbox: the worker is started first, and starts while the rest is imported."""
    from grader.sandbox.tiers import spawner_for

    with contextlib.closing(spawner_for(isolation, exercise.file.limits)) as spawner:
        from grader.diagnosis.candidates import Candidates
        from grader.diagnosis.explaining import explain
        from grader.errors import UsageError
        from grader.grading import grade_in
        from grader.judge.lane import Lane, in_lane

        def body(lane: Lane) -> Report:
            names = [run.mark.name for run in lane.blank().runs]
            if only is not None and only not in names:
                raise UsageError(f"There is no check `{only}`; there are {', '.join(names)}.")
            result = grade_in(lane, submission, seed, spawner, only)
            with contextlib.closing(Candidates(lane)) as candidates:
                return explain(result, candidates)

        return in_lane(exercise, body)


def exit_code(report: Report, only: str | None = None) -> int:
    """0 all checks passed (or the one that was asked for), 1 not all, 3 the grader failed."""
    if report.points is None or report.outcome is State.INTERNAL:
        return 3
    if only is not None:
        return 0 if any(c.outcome is Outcome.PASSED for c in report.checks if c.name == only) else 1
    return 0 if report.passed else 1
