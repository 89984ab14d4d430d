"""Lesson: convolution."""
