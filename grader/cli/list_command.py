"""`grade list`."""

from __future__ import annotations

import click

from grader.cli.asking import course_of
from grader.errors import CourseError


@click.command("list")
@click.pass_context
def command(context: click.Context) -> None:
    """Show the exercises: number, title, minutes, and which ones come before."""
    from grader.render.listing import listing_text

    course = course_of(context)
    exercises = [course.exercise(id_) for id_ in course.ids]
    if not exercises:
        raise CourseError(course.folder / "exercises", "", "holds no exercise.")
    click.echo(listing_text(exercises), nl=False)
