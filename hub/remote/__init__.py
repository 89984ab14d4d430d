"""The Hub: push, pull and verify checkpoints."""
