"""Folders and TOML to models: which exercises there are, where, and what their files say.

`rooms` finds and loads exercises, `files` reads and validates one TOML file.
"""

from grader.course.files import read_toml
from grader.course.rooms import Course, find_course

__all__ = ["Course", "find_course", "read_toml"]
