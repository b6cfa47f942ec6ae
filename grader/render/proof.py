"""What validation found, as text, JSON, and JUnit XML."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from grader.validate.findings import Problem, RoomProof
from grader.validate.record import plain


def room_text(proof: RoomProof, here: Path) -> str:
    """One room: a line, then its problems, each with file and field."""
    mark = "ok  " if not proof.errors else "BAD "
    named = f" ({proof.named} of {proof.nameable} named)" if proof.nameable else ""
    mistakes = f"{len(proof.kills)} mistakes{named}"
    parts = [f"{len(proof.checks)} checks", mistakes, f"{proof.accepted} accepted"]
    if proof.killed is not None:
        equivalent = sum(m.fate == "equivalent" for m in proof.mutants)
        parts.append(f"{proof.killed:.1%} of {len(proof.mutants) - equivalent} mutants killed")
    if proof.statistical:
        parts.append(f"false alarms {proof.false_alarms:.0e}")
    parts.append("proven before" if proof.cached else f"{proof.seconds:.1f} s")
    lines = [f"{mark} {proof.id:<28} {', '.join(parts)}"]
    lines += [f"      {_problem(problem, here)}" for problem in proof.problems]
    for mutant in proof.mutants:
        if mutant.fate == "survived":
            lines += [f"      survived, line {mutant.line} ({mutant.rule}):"]
            lines += [f"        - {mutant.before}", f"        + {mutant.after}"]
    return "\n".join(lines)


def verdict_text(proofs: list[RoomProof]) -> str:
    """One verdict for all rooms."""
    errors = sum(len(proof.errors) for proof in proofs)
    alarms = sum(proof.false_alarms for proof in proofs)
    budget = f"; a right submission to all fails by chance in {alarms:.0e} of the runs" if alarms else ""
    if not errors:
        return f"{len(proofs)} of {len(proofs)} exercises are proven{budget}."
    good = sum(not proof.errors for proof in proofs)
    noun = "problem" if errors == 1 else "problems"
    return f"{good} of {len(proofs)} exercises are proven; {errors} {noun} to mend."


def margins_text(proof: RoomProof) -> str:
    """How near right submissions and mistakes come to each limit."""
    lines = [proof.id]
    for each in proof.margins:
        used = "-" if each.used is None else f"{each.used:.1e}"
        near = "-" if each.nearest is None else f"{each.nearest:.1e}"
        limits = f"right uses {used:>8}   nearest mistake {near:>8} {each.mistake}"
        lines.append(f"  {each.check:<44} {each.kind:<9} {limits}")
    return "\n".join(lines)


def _problem(problem: Problem, here: Path) -> str:
    file = problem.file
    shown = file.relative_to(here) if file.is_relative_to(here) else file
    field = f" `{problem.field}`" if problem.field else ""
    severity = "warning: " if problem.severity == "warning" else ""
    return f"{severity}{shown}{field} {problem.sentence}"


def proofs_json(proofs: list[RoomProof]) -> str:
    """All proofs, format 1."""
    rooms = [{**plain(proof), "false_alarms": proof.false_alarms, "killed": proof.killed} for proof in proofs]
    return json.dumps({"format": 1, "rooms": rooms}, indent=2, ensure_ascii=False)


def proofs_junit(proofs: list[RoomProof], here: Path) -> str:
    """One test case for each room, failed by its first problem, with all of them in the text."""
    totals = {
        "tests": str(len(proofs)),
        "failures": str(sum(bool(proof.errors) for proof in proofs)),
        "errors": "0",
        "skipped": "0",
        "time": f"{sum(proof.seconds for proof in proofs):.3f}",
    }
    root = ET.Element("testsuites")
    suite = ET.SubElement(root, "testsuite", {"name": "grade validate", **totals})
    for proof in proofs:
        named = {"classname": "validate", "name": proof.id, "time": f"{proof.seconds:.3f}"}
        case = ET.SubElement(suite, "testcase", named)
        if proof.errors:
            told = [_problem(problem, here) for problem in proof.errors]
            ET.SubElement(case, "failure", {"message": told[0]}).text = "\n".join(told)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"
