"""Deploy the app as a Space on the Hugging Face Hub."""
