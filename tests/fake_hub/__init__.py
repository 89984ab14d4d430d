"""A local server with the protocol of the Hugging Face Hub, for tests of the real client."""
