# attack: compiles code under the checks' own file name, to be blamed on them
# stopped by: a traceback of the submission is its own; only its line numbers cross
# verdict: raised
# exercise: 01_double
CODE = "\n" * 17 + "def double(x):\n    raise AssertionError('the check is wrong')\n"
exec(compile(CODE, "@COURSE@/exercises/01_double/checks.py", "exec"), globals())
