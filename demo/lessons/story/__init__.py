"""The story: one digit from the picture to the scores."""
