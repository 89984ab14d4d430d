"""Lesson: TensorBoard, tab by tab."""
