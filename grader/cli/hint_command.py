"""`grade hint`."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.asking import course_of


@click.command("hint")
@click.argument("id")
@click.option("--again", is_flag=True, help="Show the hints you have seen, and no new one.")
@click.pass_context
def command(
    context: click.Context,
    id: str,  # noqa: A002 - click names the parameter after the argument
    again: bool,
) -> int:
    """Show the next of the three hints of exercise ID: the idea, the formula, the line in words.

    A hint costs nothing; how many you have seen is kept beside your work.
    """
    from grader.render.hints import hints_text
    from grader.workspace import Progress, working_folder

    course = course_of(context)
    exercise = course.exercise(id)
    progress = Progress.read(working_folder(course.clone, Path.cwd()))
    hints = exercise.file.hints
    seen = progress.hints(exercise.id)
    if not again:
        seen = min(seen + 1, len(hints))
        progress.set_hints(exercise.id, seen)
    click.echo(hints_text(exercise, seen), nl=False)
    return 0
