"""The Fashion page: a photo of a garment and ten probabilities."""
