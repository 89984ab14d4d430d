"""Rules for the values in config.json and metrics.json, which anybody may have written."""

from typing import Any

# Not allowed in class names: Gradio's HTML would take some of them for code.
UNSAFE_CHARACTERS = set("\\`${}<>")


def are_numbers(value: Any, low: float, high: float, lengths: tuple[int, ...]) -> bool:
    """Check for a list of numbers within [low, high], its length one of `lengths`; NaN is not."""
    return (
        isinstance(value, list)
        and len(value) in lengths
        and all(type(v) in (int, float) and low <= v <= high for v in value)
    )


def is_number(value: Any, low: float, high: float) -> bool:
    """Check for a finite number within [low, high]."""
    return are_numbers([value], low, high, (1,))


def are_integers(value: Any, low: int, high: int, lengths: tuple[int, ...]) -> bool:
    """Check for a list of integers within [low, high], its length one of `lengths`."""
    return are_numbers(value, low, high, lengths) and all(type(v) is int for v in value)


def are_class_names(value: Any) -> bool:
    """Check for a list of 2 to 1000 different, short, printable class names."""
    return (
        isinstance(value, list)
        and 2 <= len(value) <= 1000
        and all(isinstance(v, str) and 0 < len(v) <= 100 for v in value)
        and all(v.isprintable() and not UNSAFE_CHARACTERS & set(v) for v in value)
        and len(set(value)) == len(value)
    )


RULES = {   # constructor argument of a network: what it must be, and the check
    "classes": ("2 to 1000 different names of 1 to 100 letters, none of \\`${}<>", are_class_names),
    "mean": ("1 or 3 numbers from 0 to 1", lambda v: are_numbers(v, 0, 1, (1, 3))),
    "std": ("1 or 3 numbers from 0.001 to 1", lambda v: are_numbers(v, 0.001, 1, (1, 3))),
    "widths": ("3 whole numbers from 1 to 1024", lambda v: are_integers(v, 1, 1024, (3,))),
    "temperature": ("a number from 0.05 to 20", lambda v: is_number(v, 0.05, 20)),
    "threshold": ("a number from -100 to 100", lambda v: v is None or is_number(v, -100, 100)),
    "early": ("true or false", lambda v: isinstance(v, bool)),
    "strided": ("true or false", lambda v: isinstance(v, bool)),
    "convs": ("3 whole numbers from 1 to 4", lambda v: are_integers(v, 1, 4, (3,))),
}
