"""Push checkpoints to the Hugging Face Hub, pull them, and verify them."""
