"""Host the app as a Space."""
