"""A local server that speaks the Hub's protocol."""
