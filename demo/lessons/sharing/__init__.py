"""Lesson: full or local connections."""
