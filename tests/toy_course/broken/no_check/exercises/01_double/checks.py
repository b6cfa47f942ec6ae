"""Checks of a broken toy exercise: none."""
