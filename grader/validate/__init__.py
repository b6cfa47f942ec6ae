"""Proves a course: references pass, stubs do not, each check fails a mistake, each mistake fails a check.

`room` looks at the files, `proof` grades the known submissions, `empty` makes an answer that says nothing,
`mutants` changes the reference by machine, `findings` is what all of them report, `cache` remembers rooms
that were proven. Nothing here formats: `grader.render.proof` does.
"""
