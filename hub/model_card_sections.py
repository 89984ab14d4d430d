"""Parts of the model card, made from metrics.json: interval, command, table and paragraphs."""

import math
import textwrap
from collections.abc import Collection
from typing import Any

from torch import nn

from hub import predictions

HANDWRITING = """
In addition to MNIST, the training set holds: a quarter of MNIST's training digits, reduced to their
skeletons and drawn again; synthetic digits, half as many as MNIST's or more, in seventy handwriting
styles from around the world or more (a 1 with a long upstroke or a foot, a crossed 7, an open 4, a
4 as one zigzag, a slashed 0, a flat 3 …) with random irregularities; and, labelled "none", a third
as many negatives: letters, shapes, scribbles, dots and digits side by side. All of these were
rendered like drawings on a pad of 280×280 pixels, with pens of 6 to 45 pixels, anywhere on it, at
15 to 100 % of its size, and converted by `hub/preprocess.py`.
"""
FONTS = """
The network was first trained on these (`--recipe wide`), then further with two hundred styles (a 7
whose bar sits low or is joined to its stem, a looped 4, a 9 like a g …), three quarters as many as
MNIST's digits, a tenth of them with a gap, and with fonts that Debian packages under free licences:
Noto, Lohit, Samyak, Gargi, Sahadeva, Annapurna SIL, Kalimati, Chandas, Ani, Jamrul, Mukti, Mitra,
the Thai fonts of TLWG and Arundina, the Malayalam fonts of SMC, KACST, Thabit, FreeFarsi, Lateef,
Harmattan, Scheherazade, Un, WenQuanYi and Arphic UMing. Their Arabic, Persian, Devanagari, Bengali,
Thai, Malayalam and Chinese numerals, a fifth as many as MNIST's digits, are labelled "none", except
those that look like one of our digits (such as ٥, ٦ and ৪); their digits 0 to 9, a twentieth as
many, keep their labels. Two thirds were thinned to a skeleton and drawn with a pen. No font is part
of this repository.
"""
PHOTOS = """
The network was first trained on Fashion-MNIST alone (`--recipe wide`). Then the second and third
block were widened by 40 and 80 channels, which read the channels before them and only add to the
logits. These alone were trained: five sixths of each batch are real photos, in which
`hub/garment.py` looks for the garment, equally many for each class; on the last sixth, pictures of
Fashion-MNIST, they learn to add nothing. The photos:

- people's photos of their own clothes: clothing-dataset-small and clothing-dataset by Alexey
  Grigorev and contributors, CC0 1.0; 145 pairs of shoes labelled by hand;
- bags, shoes and worn garments cut from the street photos of clothing-co-parsing (W. Yang, P. Luo
  and L. Lin), Apache-2.0 licence; its README does not say who took the photos;
- objects, a few shoes and bags: dreambooth (Google), CC-BY 4.0, with photos from Unsplash.

Of none of the classes, and labelled so: hats, shorts and skirts of the clothing data sets, other
parts of the street photos, objects of dreambooth, products of GroceryStoreDataset (M. Klasson),
MIT, screenshots of LinuxCommandLibrary, Apache-2.0, and of diaryvault, MIT, CIFAR-10's training
pictures whose numbers end in 0 or 5, and 600 digits of MNIST. A fifth of all source photos was held
out, to choose settings and to calibrate. No photo is part of this repository.
"""
PHOTO_LIMITS = """Made for single pieces on a ground that contrasts with them. Worn
clothes, pairs of shoes from above and several things at once are recognised less often, see the
table; knitwear, shirts and coats are often taken for each other. Shorts, skirts and hats are none
of the ten classes, but close to some of them."""


def wilson_interval(correct: int, n: int) -> tuple[float, float]:
    """Return the 95 % confidence interval of an accuracy measured on n pictures.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of
    the American Statistical Association 22 (1927); unlike p ± 1.96 s it stays within 0 and 1.
    """
    z = 1.959964        # 95 % of a normal distribution lies within ± z standard deviations
    p = correct / n
    centre = p + z**2 / (2 * n)
    half_width = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low, high = (round((centre + side * half_width) / (1 + z**2 / n), 12) for side in (-1, 1))
    return max(low, 0.0), min(high, 1.0)


def training_command(metrics: dict[str, Any], own_pictures: bool) -> str:
    """Return the training command, every flag spelt out because recipes may change."""
    flags = {flag: value for flag, value in metrics["flags"].items() if value is not None}
    stem = metrics["name"].removesuffix(f"_{flags['recipe']}")
    parts = [f"python training/{stem}.py"] + ["--data-dir DIR"] * own_pictures
    if flags["recipe"] == "photos":
        parts += ["--photos DIR DIR", "--negatives DIR", "--start DIR"]
    if flags["recipe"] == "hands":
        parts += ["--fonts DIR", "--start DIR"]
    parts += [f"--{flag.replace('_', '-')} {value}" for flag, value in flags.items()]
    lines = textwrap.wrap(" ".join(parts), 80, break_on_hyphens=False, subsequent_indent="    ")
    return " \\\n".join(lines)


def calibration_section(net: nn.Module, metrics: dict[str, Any]) -> str:
    """Describe the calibration, and when the network answers "none"."""
    text = ""
    if "ece" in metrics:
        text = f"Expected calibration error: {metrics['ece']:.2%} (15 bins).\n"
    if getattr(net, "threshold", None) is None:
        return text
    thing = "digit" if metrics["dataset"] == "MNIST" else "garment"
    return text + f"""
**No {thing}.** If `net(pictures).logsumexp(1)` is below {net.threshold}, the picture \
does not show a
{thing} (see `hub/predict.py`). This rejects {metrics["refused"]:.2%} of the test pictures, and \
{metrics["caught"]:.1%} of the held-out
pictures without a {thing}. The threshold, and the temperature {net.temperature} that divides the
logits, were fitted on pictures held out of the training; none of them is a test picture.
"""


def added_data_section(net: nn.Module, metrics: dict[str, Any]) -> str:
    """Describe the additional training data of a network that can answer "none"."""
    if getattr(net, "threshold", None) is None:
        return ""
    handwriting = HANDWRITING + FONTS * (metrics["flags"]["recipe"] == "hands")
    return {"MNIST": handwriting, "Fashion-MNIST": PHOTOS}.get(metrics["dataset"], "")


def photo_section(metrics: dict[str, Any]) -> str:
    """Return the table of tests/bench/garment_photos.py, if these photos were measured."""
    if "photos" not in metrics:
        return ""
    return "\n".join([
        "**Real photos**, none of them used in training, choices or calibration. Shares with their",
        "95 % confidence interval (Wilson); refused: taken for none of the classes.", "",
        *metrics["photos"],
    ])  # fmt: skip


def files_section(files: Collection[str]) -> str:
    """Describe the predictions and the TensorBoard files, if they are there."""
    text = ""
    if predictions.FILE in files:
        text += f"`{predictions.FILE}` holds the predictions for the test set; "
        text += "the app shows them on its Training page.\n"
    if any(name.startswith("runs/") for name in files):
        text += "`tensorboard --logdir runs` shows the curves of the training.\n"
    return text


def class_rows(metrics: dict[str, Any]) -> str:
    """Return a table row per class: its recall, and its most frequent wrong prediction."""
    names, rows = list(metrics["recall"]), []
    for k, (name, counts) in enumerate(zip(names, metrics["confusion"])):
        wrong = {other: count for j, (other, count) in enumerate(zip(names, counts)) if j != k}
        other = max(wrong, key=wrong.get)
        mistake = f"{other}, {wrong[other]:,} of {sum(counts):,}" if wrong[other] else "–"
        cells = (name, f"{metrics['recall'][name]:.1%}", mistake)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)
