"""Backgrade: graded exercises on how neural networks are optimized.

This file stays empty of imports: the worker that runs a submission loads it too.
"""

__version__ = "0.1.0"
