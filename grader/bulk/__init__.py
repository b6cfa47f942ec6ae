"""Grades many submissions at once: every one ends in one line of `results.jsonl`, whatever it does.

`intake` finds and reads the files without following where they lead, `batch` is the folder a run is kept
in, `run` spreads the submissions over lanes.
"""
