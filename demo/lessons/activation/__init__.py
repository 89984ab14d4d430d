"""Lesson: bias and ReLU."""
