"""One picture of a whole network at work, for several pages."""
