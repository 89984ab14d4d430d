"""The Training page: recorded training runs, and training from the page."""
