"""Which known mistake a submission behaves like, and where it first goes wrong.

`matching` compares two runs of the same checks under the same seed, call by call.
"""
