"""One script per network; each ends with a checkpoint folder, and with --push on the Hub."""
