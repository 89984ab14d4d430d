"""Number types of flags, for argparse."""

import argparse


def positive_integer(text: str) -> int:
    """Parse a whole number from 1."""
    return non_negative_integer(text, 1)


def non_negative_integer(text: str, least: int = 0) -> int:
    """Parse a whole number from 0, or from `least`."""
    value = int(text)
    if value < least:
        raise argparse.ArgumentTypeError(f"{text} is less than {least}")
    return value


def positive_number(text: str) -> float:
    """Parse a number above 0."""
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return value


def fraction(text: str) -> float:
    """Parse a number from 0 to below 1."""
    value = float(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value
