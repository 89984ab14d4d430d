"""Faster training with equal results; skip it on a first reading."""
