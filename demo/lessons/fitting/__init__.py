"""Lesson: over- and underfitting."""
