"""The command line: words to one call, its result to a renderer, and an exit code.

Commands are loaded when they are used, so that `grade --help` starts no NumPy and no pytest.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from grader import __version__

_COMMANDS = {
    "exercise": "Grade your file for one exercise.",
    "hint": "Show the next hint of an exercise.",
    "repro": "Print a script with exactly the failing call of a check.",
    "list": "Show the exercises of the course.",
    "doctor": "Check this machine: Python, packages, isolation, course.",
    "bulk": "Grade a whole class: a folder of submissions.",
    "new": "Make a new exercise whose files say what is missing (for authors).",
    "validate": "Prove that exercises are sound (for authors and CI).",
    "demo": "Grade a wrong Adam and a right one, to see what grading looks like.",
}


class _Lazy(click.Group):
    """A group that knows its commands by name and loads `grader.cli.NAME` when one is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"grader.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"did you mean `grade {near[0]}`?" if near else "`grade --help` lists them."
            raise click.UsageError(f"There is no command `{args[0]}`; {hint}", ctx) from None


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--course", metavar="DIR", help="The course to use instead of the one that is shipped.")
@click.version_option(__version__, prog_name="grade")
@click.pass_context
def cli(context: click.Context, course: str | None) -> None:
    """Graded exercises on how neural networks are optimized.

    Start with `grade list`, then `grade exercise 15`.
    """
    context.obj = course


def main() -> None:
    """Runs the command line and turns every ending into its exit code, here and nowhere else.

    0 all checks passed, 1 not all, 2 usage or course, 3 our fault.
    """
    try:
        code: Any = cli.main(prog_name="grade", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        code = 130
    except Exception as error:
        code = _told(error)
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> int:
    """Says what went wrong in a sentence; for our own faults also where the details are."""
    from grader.errors import BackgradeError

    if isinstance(error, BackgradeError):
        click.echo(f"grade: {error}", err=True)
        return error.exit_code
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="grade-fault-", suffix=".txt", delete=False) as file:
        traceback.print_exception(error, file=file)
    text = f"grade: this is our fault, not yours: {type(error).__name__}: {error}"
    click.echo(f"{text}\nThe details are in {file.name}; please send them to us.", err=True)
    return 3
