"""`grade bulk`."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import click

from grader.cli.asking import course_of


@click.command("bulk")
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where results go."
)
@click.option("--exercise", "id_", required=True, metavar="ID", help="The exercise to grade.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), help="Lanes at a time; one for each processor by default."
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="The batch's seed; drawn once by default.")
@click.option(
    "--reveal", type=click.Choice(["full", "diff", "named", "verdict"]),
    help="Show less than the exercise allows; never more.",
)  # fmt: skip
@click.option("--isolation", metavar="TIER", help="Isolate at this tier; landlock or better by default.")
@click.option("--dry-run", is_flag=True, help="Say what would be graded and grade nothing.")
@click.pass_context
def command(
    context: click.Context,
    source: Path,
    out: Path,
    id_: str,
    jobs: int | None,
    seed: int | None,
    reveal: str | None,
    isolation: str | None,
    dry_run: bool,
) -> int:
    """Grade every submission in SOURCE: a folder for each learner, with the exercise's file in it.

    The same command goes on where it was stopped. Ends with 0 when all are graded, 1 when it was stopped,
    3 when the grader itself failed on any.
    """
    from grader.bulk import intake
    from grader.models import Reveal

    course = course_of(context)
    exercise = course.exercise(id_)
    level = max(exercise.file.reveal, Reveal(reveal or "full"), key=lambda each: each.rank)
    found = intake.find(source, exercise.stub.name)
    if dry_run:
        from grader.render.bulk import plan_text

        click.echo(plan_text(exercise, found))
        return 0

    from grader.bulk.batch import Batch, Results
    from grader.bulk.run import Task, run
    from grader.render.bulk import Bar, summary_text
    from grader.render.json import plain

    batch = Batch.opened(
        out, exercise=exercise.id, source=source, seed=seed, reveal=level.value, isolation=isolation
    )
    results = Results(out)
    left = [each for each in found if each.learner not in results.done]
    task = Task(batch, exercise, source, plain)
    counts: Counter[str] = Counter()
    began, stopped = time.monotonic(), False
    results.open()
    with Bar(len(left), sys.stderr) as bar:
        try:
            for line in run(task, left, jobs or os.cpu_count() or 1):
                results.add(line)
                counts[line["outcome"]] += 1
                bar.advance(line)
        except KeyboardInterrupt:
            stopped = True
        finally:
            results.close()
    click.echo(
        summary_text(counts, len(found) - len(left), len(left), time.monotonic() - began, out, stopped)
    )
    return _exit_code(results.done, stopped)


def _exit_code(done: dict[str, Any], stopped: bool) -> int:
    if stopped:
        return 1
    return 3 if any(line["points"] is None for line in done.values()) else 0
