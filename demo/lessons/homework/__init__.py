"""The homework: ten exercises."""
