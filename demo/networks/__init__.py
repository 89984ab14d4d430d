"""The networks that answer, and the choice between them."""
