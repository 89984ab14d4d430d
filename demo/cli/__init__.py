"""The command line: pictures in, JSON out."""
