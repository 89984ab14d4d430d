"""Measure a network on real photos of garments.  `python tests/bench/garment_photos.py DIR`

DIR holds <class>/ folders of photos, with none/ for other things; its `photos.tsv`, if it is there,
tells the group of each file. `--before CHECKPOINT` adds an older network, as it was used: the photo
converted by `photo_ink`, without looking for the garment.
"""

import argparse
import json
import platform
import sys
from pathlib import Path
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[2]))  # the repository root

from whole_photo import photo_ink

from hub import checkpoint, model_card
from hub.garment import garment_ink
from hub.model_card_sections import wilson_interval
from training import calibration, photos
from training.console import progress_bar
from training.image_folders import ink_to_bytes

COLUMNS = ("group", "bg", "background", "style", "worn")    # of photos.tsv, where they exist
LEAST = 5                                                   # smaller groups get no row


class Answers(NamedTuple):
    """A network's logits for all photos, (N, classes), and the labels; the last one is none."""

    net: nn.Module
    logits: Tensor
    labels: Tensor

    def select(self, chosen: Tensor) -> "Answers":
        """Return the answers to some of the photos, by a mask."""
        return self._replace(logits=self.logits[chosen], labels=self.labels[chosen])


@torch.inference_mode()
def classify_photos(net: nn.Module, found: list[tuple[Path, int]], convert) -> Answers:
    """Convert and classify every photo; one in which nothing is found counts as none."""
    inks = [ink_to_bytes(convert(Image.open(path))) for path, _ in progress_bar(found, "Photos")]
    images = torch.stack(inks).float() / 255
    logits = net(images)
    logits[images.flatten(1).amax(1) == 0] = -200
    return Answers(net, logits, torch.tensor([label for _, label in found]))


def read_groups(folder: Path, found: list[tuple[Path, int]]) -> dict[str, Tensor]:
    """Return a mask of the photos for each value of each column of photos.tsv."""
    table = folder / "photos.tsv"
    rows = {row["file"]: row for row in photos.read_table(table)} if table.exists() else {}
    own = [rows.get(path.relative_to(folder).as_posix(), {}) for path, _ in found]
    named: dict[str, list[bool]] = {}
    for column in COLUMNS:
        for value in sorted({row.get(column, "") for row in own} - {""}):
            named[f"{column}: {value}"] = [row.get(column) == value for row in own]
    pairs = {(row["group"], row["style"]) for row in own if "group" in row and "style" in row}
    for group, style in sorted(pairs):
        named[f"{group}, {style}"] = [
            (row.get("group"), row.get("style")) == (group, style) for row in own
        ]
    return {name: torch.tensor(mask) for name, mask in named.items()}


def percent(hits: Tensor) -> str:
    """Format a share with its 95 % interval, and n."""
    correct, n = int(hits.sum()), len(hits)
    low, high = wilson_interval(correct, n)
    return f"{correct / n:.1%} ({low:.0%}–{high:.0%})"


def measure(answers: Answers) -> list[str]:
    """Return top-1 and top-2 accuracy, and the share refused, of photos of the classes."""
    ranked = answers.logits.argsort(1, descending=True)
    right = ranked == answers.labels[:, None]
    return [percent(right[:, 0]), percent(right[:, :2].any(1)), percent(refused(answers))]


def refused(answers: Answers) -> Tensor:
    """Return a mask of the photos that the network takes for none of its classes."""
    evidence, threshold = answers.logits.logsumexp(1), answers.net.threshold
    return evidence < (-99 if threshold is None else threshold)


def format_table(runs: list[Answers], groups: dict[str, Tensor]) -> list[str]:
    """Format a row for each group: top-1, top-2 and refused, of every network in turn."""
    garments = runs[0].labels < len(runs[0].net.classes)
    lines = ["| photos | n |" + " top-1 | top-2 | refused |" * len(runs)]
    lines += ["|---|---|" + "---|---|---|" * len(runs)]
    classes = {name: runs[0].labels == k for k, name in enumerate(runs[0].net.classes)}
    for name, mask in {"all garments": garments, **groups, **classes}.items():
        mask = mask & garments
        if mask.sum() >= LEAST:
            cells = [cell for run in runs for cell in measure(run.select(mask))]
            lines.append(f"| {name} | {mask.sum()} | " + " | ".join(cells) + " |")
    if (~garments).any():
        cells = [f"– | – | {percent(refused(run.select(~garments)))}" for run in runs]
        lines.append(f"| none of the classes | {(~garments).sum()} | " + " | ".join(cells) + " |")
    errors = [
        calibration.calibration_error(run.logits[garments].softmax(1), run.labels[garments])
        for run in runs
    ]
    said = "Expected calibration error of the garments' probabilities: "
    return [*lines, "", said + ", ".join(f"{error:.1%}" for error in errors) + " (15 bins)."]


def record_table(folder: Path, lines: list[str]) -> None:
    """Write the table into a checkpoint's metrics.json and on its card."""
    net, metrics = checkpoint.load(folder), checkpoint.load_metrics(folder) | {"photos": lines}
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    names = {path.name for path in folder.iterdir()} - {"runs"}
    card = model_card.render_card(net, metrics, names)
    (folder / "README.md").write_text(card, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--checkpoint", type=Path, default=checkpoint.BUNDLED / "fashion_mnist")
    parser.add_argument("--before", type=Path, help="an older checkpoint, for comparison")
    parser.add_argument(
        "--record", action="store_true", help="write the table on the checkpoint's card"
    )
    args = parser.parse_args()
    net = checkpoint.load(args.checkpoint)
    found = photos.list_labelled(args.folder, net.classes)
    runs = [classify_photos(net, found, garment_ink)]
    if args.before:
        old = checkpoint.load(args.before)
        runs = [classify_photos(old, found, photo_ink), classify_photos(old, found, garment_ink),
                *runs]  # fmt: skip
        print("Before, before with the garment found, now.")
    print(f"{len(found)} photos, {platform.machine()}, torch {torch.__version__}\n")
    groups = read_groups(args.folder, found)
    print("\n".join(format_table(runs, groups)))
    if args.record:
        record_table(args.checkpoint, format_table(runs[-1:], groups))


if __name__ == "__main__":
    main()
