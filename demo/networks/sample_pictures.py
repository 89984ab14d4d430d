"""Show test pictures that are stored with a network, each with its prediction and label."""

import random
from typing import Any

from PIL import Image
from torch import Tensor

from demo.i18n import both, class_words
from demo.images import png_url
from hub.run_record import RunRecord

SAMPLE_SIZE = 12    # random test pictures at a time


def to_image(pixels: Tensor) -> Image.Image:
    """Turn (channels, H, W) in uint8 into a picture."""
    return Image.fromarray(pixels.permute(1, 2, 0).squeeze(2).numpy())


def picture_items(run: RunRecord, places: list[int]) -> list[dict[str, Any]]:
    """Return stored pictures, by their index among the stored ones, for `pictures.html`."""
    pictures = run.answers.pictures
    return [{"url": png_url(to_image(pictures[n])), **describe_picture(run, n)} for n in places]


def describe_picture(run: RunRecord, place: int) -> dict[str, Any]:
    """Return a stored picture's prediction, probability and label, and the likeliest classes."""
    found = run.answers
    number, probs = found.kept[place], found.probs[place].float()
    label, answer = int(found.labels[number]), int(found.answers[number])
    values, classes = probs.topk(min(3, len(probs)))
    names = [class_words(name) for name in run.classes]
    ranked = list(zip(classes.tolist(), values.tolist()))
    likeliest = {
        language: ", ".join(f"{names[k][language]} {p:.1%}" for k, p in ranked)
        for language in ("en", "zh")
    }
    return {
        "style": "right" if label == answer else "wrong",
        "answer": names[answer], "percent": f"{probs[answer]:.1%}", "label": names[label],
        "labelled": both("runs_labelled", label=names[label]),
        "alt": both("runs_alt", label=names[label], likeliest=likeliest),
    }


def sample_gallery(run: RunRecord, start: int = 0) -> dict[str, Any]:
    """Show the random test pictures from `start` on; after the last comes the first again."""
    return counted_gallery(run, run.answers.embedded.roll(-start)[:SAMPLE_SIZE].tolist())


def drawn_gallery(run: RunRecord, count: int) -> dict[str, Any]:
    """Draw `count` random test pictures and show them."""
    places = run.answers.embedded.tolist()
    return counted_gallery(run, random.sample(places, min(count, len(places))))


def counted_gallery(run: RunRecord, places: list[int]) -> dict[str, Any]:
    """Show stored pictures, and how many of the predictions are correct."""
    pictures = picture_items(run, places)
    right = sum(picture["style"] == "right" for picture in pictures)
    note = both("runs_predictions_count", right=right, n=len(pictures))
    return {"notes": [note], "pictures": pictures}
