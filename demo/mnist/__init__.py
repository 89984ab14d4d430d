"""The Digits page: a sketchpad whose answer follows the pen."""
