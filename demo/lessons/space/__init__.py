"""Lesson: from script to Space."""
