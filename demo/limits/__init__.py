"""Bounds on what anybody may send and have computed."""
