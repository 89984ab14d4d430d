"""Lesson: optimizers and schedules."""
