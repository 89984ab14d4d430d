"""What metrics.json says of a run, for people: an interval, a command, the rows of a table."""

import math
import textwrap
from typing import Any

from torch import nn

HANDWRITING = """
Beside MNIST it learned from a quarter of MNIST's training digits thinned to their middle lines and
written again; from half as many digits in some seventy styles of the world (a 1 with a long
up-stroke or a foot, a crossed 7, an open 4, a 4 as one zigzag, a slashed 0, a flat 3 …), written by
a program with unsteady hands; and, labelled "none", from a third as many letters, shapes,
scribbles, dots and digits side by side. All of these were drawn as on a pad of 280 pixels, with
pens of 6 to 45, anywhere, in 15 to 100 % of its size, and came through `hub/preprocess.py`.
"""


def wilson_interval(correct: int, n: int) -> tuple[float, float]:
    """The 95 % confidence interval of an accuracy that was measured on n pictures.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of
    the American Statistical Association 22 (1927); unlike p ± 1.96 s it stays within 0 and 1.
    """
    z = 1.959964        # 95 % of a normal distribution lies within ± z deviations
    p = correct / n
    centre = p + z**2 / (2 * n)
    reach = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low, high = (round((centre + side * reach) / (1 + z**2 / n), 12) for side in (-1, 1))
    return max(low, 0.0), min(high, 1.0)


def training_command(metrics: dict[str, Any], own_pictures: bool) -> str:
    """What trains it, with every flag that matters spelt out: a recipe may change one day."""
    flags = {flag: value for flag, value in metrics["flags"].items() if value is not None}
    stem = metrics["name"].removesuffix(f"_{flags['recipe']}")
    words = [f"python training/{stem}.py"] + ["--data-dir DIR"] * own_pictures
    words += [f"--{flag.replace('_', '-')} {value}" for flag, value in flags.items()]
    lines = textwrap.wrap(" ".join(words), 80, break_on_hyphens=False, subsequent_indent="    ")
    return " \\\n".join(lines)


def calibration_section(net: nn.Module, metrics: dict[str, Any]) -> str:
    """How far its confidence may be believed, and when it says "none of them"."""
    words = ""
    if "ece" in metrics:
        words = f"Expected calibration error: {metrics['ece']:.2%} (15 bins).\n"
    if getattr(net, "threshold", None) is None:
        return words
    told = f"; of the held-out pictures that are no digit, {metrics['caught']:.1%} are"
    return words + f"""
**None of the ten.** Where `net(pictures).logsumexp(1)` is below {net.threshold}, the picture shows
no digit (`hub/predict.py`). So {metrics["refused"]:.2%} of the test pictures are refused{told}.
That threshold, and the temperature {net.temperature} that divides the logits, were found on
pictures held out of the training, none of them test pictures.
"""


def handwriting_section(net: nn.Module) -> str:
    """What a network that can say "none" has learned from."""
    return "" if getattr(net, "threshold", None) is None else HANDWRITING


def class_rows(metrics: dict[str, Any]) -> str:
    """Of each class a row: its recall, and what it was most often taken for."""
    names, rows = list(metrics["recall"]), []
    for k, (name, counts) in enumerate(zip(names, metrics["confusion"])):
        wrong = {other: count for j, (other, count) in enumerate(zip(names, counts)) if j != k}
        other = max(wrong, key=wrong.get)
        taken = f"{other}, {wrong[other]:,} of {sum(counts):,}" if wrong[other] else "nothing else"
        cells = (name, f"{metrics['recall'][name]:.1%}", taken)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)
