"""Lesson: pooling."""
