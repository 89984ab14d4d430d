"""Measure digits by other hands, and numerals of other scripts.  `python tests/bench/hands.py`

Digits in styles that no network was trained on, by digit, with pens of 6 to 40 pixels: in the usual
styles, in those that are easily misread, and with a piece of a stroke missing. Then numerals that
are none of ours, from pen paths and, with `--fonts DIR`, from fonts: the share that is refused.
`--before DIR` adds a checkpoint.
"""

import argparse
import platform
import sys
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[2]))  # the repository root

import unseen
import unseen_hands

from hub import checkpoint
from hub.preprocess import drawing_ink
from training.handwriting import fonts
from training.handwriting.numerals import NOT_OURS
from training.handwriting.strokes import PAD, Rng, place_on_pad, rasterize, write_style

Drawings = list[np.ndarray]


def write_digit(style: str, rng: Rng, broken: float = 0) -> np.ndarray:
    """Write a style on the pad with a pen of 6 to 40 pixels, a third to all of the pad high."""
    size = rng.uniform(1 / 3, 1) * PAD
    pen = min(rng.uniform(6, 40), size / 4)
    return rasterize(place_on_pad(write_style(style, rng, broken=broken), size, pen, rng), pen)


def read(net: nn.Module, drawings: Drawings) -> list[str | None]:
    """Return a network's answer to each drawing; None: no digit."""
    images = torch.cat([drawing_ink(drawing).image for drawing in drawings])
    with torch.inference_mode():
        logits = torch.cat([net(batch) for batch in images.split(500)])
    refused = logits.logsumexp(1) < net.threshold
    return [None if no else net.classes[k] for no, k in zip(refused, logits.argmax(1))]


def print_row(name: str, drawings: Drawings, wanted: list, nets: list[nn.Module]) -> None:
    """Print how many get the answer `wanted`, from each network, and how many are refused."""
    answers = [read(net, drawings) for net in nets]
    right = [np.mean([one == label for one, label in zip(own, wanted)]) for own in answers]
    refused = [own.count(None) / len(own) for own in answers] if wanted[0] else []
    cells = " | ".join(f"{share:.1%}" for share in (*right, *refused))
    print(f"| {name} | {len(drawings):,} | {cells} |", flush=True)


def print_digits(nets: list[nn.Module], n: int, rng: Rng) -> None:
    """Print the rows of the digits, kind by kind."""
    kinds = {"usual": (unseen.DIGITS, 0), "misread": (unseen_hands.HANDS, 0),
             "usual, broken": (unseen.DIGITS, 1)}
    for kind, (styles, broken) in kinds.items():
        drawn = {digit: [write_digit(rng.choice(own), rng, broken) for _ in range(n)]
                 for digit, own in styles.items()}
        for digit, drawings in drawn.items():
            print_row(f"{kind}, {digit}", drawings, [digit] * n, nets)
        print_row(f"{kind}, all", [*chain(*drawn.values())], np.repeat([*drawn], n), nets)


def print_numerals(nets: list[nn.Module], n: int, folders: list[Path], rng: Rng) -> None:
    """Print the rows of other scripts' numerals, from pen paths and from fonts."""
    drawings = [write_digit(rng.choice(unseen_hands.NUMERALS), rng) for _ in range(n)]
    print_row("pen paths", drawings, [None] * n, nets)
    files = fonts.find_fonts(folders)
    for script, characters in NOT_OURS.items():
        glyphs = fonts.load_glyphs(files, characters)
        drawn = {one: [fonts.draw_glyph(own[k % len(own)], rng)
                       for k in range(n // len(characters) if own else 0)]
                 for one, own in glyphs.items()}
        for name, drawings in (*drawn.items(), ("all", [*chain(*drawn.values())])):
            if drawings:
                print_row(f"{script}, {name}", drawings, [None] * len(drawings), nets)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checkpoint", type=Path, default=checkpoint.BUNDLED / "mnist")
    parser.add_argument("--before", type=Path, help="another checkpoint to compare with")
    parser.add_argument("--fonts", type=Path, nargs="+", default=[], help="folders of fonts")
    parser.add_argument("--n", type=int, default=300, help="drawings a digit or script (300)")
    args = parser.parse_args()
    nets = [checkpoint.load(one) for one in (args.checkpoint, args.before) if one]
    rng, names = np.random.default_rng(2027), " | ".join(["this", "before"][: len(nets)])
    print(f"| digit | n | {names} | refused: {names} |\n{'|---' * (2 + 2 * len(nets))}|")
    print_digits(nets, args.n, rng)
    print(f"\n| numerals | n | {names} |\n{'|---' * (2 + len(nets))}|")
    print_numerals(nets, args.n, args.fonts, rng)
    print(f"\n{platform.machine()}")


if __name__ == "__main__":
    main()
