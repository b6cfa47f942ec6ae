"""Where submissions run, and how the grader talks to them.

`tiers` finds the strongest isolation to be had, `workers` starts and ends one process for one submission,
`conversation` asks it, `proxy` makes asking look like calling. What the answers are worth is left to
`grader.judge`.
"""
