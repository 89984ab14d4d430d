"""Lesson: one training step."""
