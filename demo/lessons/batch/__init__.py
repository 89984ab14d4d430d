"""Lesson: from picture to batch."""
