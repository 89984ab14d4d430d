"""Lesson: output sizes."""
