"""The Feature maps page: every layer of a network, down to one number."""
