"""The folded line "For engineers" at the foot of each page."""
