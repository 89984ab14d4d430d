"""What a visitor sees: one page a file, each a page() to place and handlers to call."""
