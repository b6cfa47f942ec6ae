"""The side of the conversation that runs a submission: in a sandboxed process, or direct for our own code.

It imports `grader.wire` alone and works without the rest of the package. It decides nothing: every
answer it gives is only what the submission says of itself.
"""
