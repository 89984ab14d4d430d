"""The Training page: recorded runs, and training from the page."""
