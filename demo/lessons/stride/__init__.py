"""Lesson: stride."""
