"""`grade validate`."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.asking import course_of
from grader.errors import UsageError


@click.command("validate")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--changed", is_flag=True, help="Only rooms that were not proven as they are now.")
@click.option("--mutants", is_flag=True, help="Also change each reference by machine and see what is caught.")
@click.option("--sample", type=click.IntRange(1), default=1, help="With --mutants: every Nth of them only.")
@click.option("--margins", is_flag=True, help="Also show how near each check's limits are.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--junit", type=click.Path(path_type=Path), metavar="FILE", help="Also write JUnit XML.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), help="Rooms at a time; one for each processor by default."
)
@click.pass_context
def command(
    context: click.Context,
    ids: tuple[str, ...],
    changed: bool,
    mutants: bool,
    sample: int,
    margins: bool,
    as_json: bool,
    junit: Path | None,
    jobs: int | None,
) -> int:
    """Prove that exercises are sound: references pass, stubs fail, every known mistake is caught."""
    from grader.render.proof import margins_text, proofs_json, proofs_junit, room_text, verdict_text
    from grader.validate.course import Wanted, prove_all
    from grader.validate.proof import chosen

    course, here = course_of(context), Path.cwd()
    if junit is not None:
        _try_to_write(junit)
    wanted = Wanted(changed=changed, sample=sample if mutants else 0, jobs=jobs)
    proofs = []
    for proof in prove_all(course, chosen(course, ids), wanted):
        proofs.append(proof)
        if not as_json:
            click.echo(room_text(proof, here))
            if margins:
                click.echo(margins_text(proof))
    proofs.sort(key=lambda proof: proof.id)
    if junit is not None:
        junit.write_text(proofs_junit(proofs, here), "utf-8")
    click.echo(proofs_json(proofs) if as_json else verdict_text(proofs))
    return 2 if any(proof.errors for proof in proofs) else 0


def _try_to_write(file: Path) -> None:
    """Makes sure of the file before minutes of work are done for it."""
    try:
        file.touch()
    except OSError as error:
        raise UsageError(f"`{file}` cannot be written: {error.strerror}.") from None
