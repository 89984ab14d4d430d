"""Networks in use, and the choice between them."""
