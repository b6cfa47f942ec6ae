"""Runs an exercise's hidden checks on one submission after another and tells how each ended.

`lane` keeps the collected pytest session, `transcript` what was said and found, `verdict` turns what
ended a check into its outcome, `direct` runs our own code without a sandbox, `plugin` is the authors'.
"""
