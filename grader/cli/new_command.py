"""`grade new`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from grader.cli.asking import course_of


@click.command("new")
@click.argument("id_", metavar="ID_SLUG")
@click.pass_context
def command(context: click.Context, id_: str) -> None:
    """Make a new exercise, such as 49_weight_decay, whose files say what is missing."""
    from grader.render.made import made_text
    from grader.validate.template import make_room

    made = make_room(course_of(context), id_)
    given = context.find_root().obj
    course = f" --course {shlex.quote(given)}" if given else ""
    click.echo(made_text(made, Path.cwd(), f"grade{course} validate {id_}"), nl=False)
