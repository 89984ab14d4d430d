"""Test pictures with what a network answered: mistakes, guesses, a cell of its matrix, a cloud."""

from typing import Any

import torch
from PIL import Image
from torch import Tensor

from demo.i18n import bilingual, both, class_name
from demo.images import png_url
from demo.training_runs.charts import colour
from hub.predictions import Predictions
from hub.run_record import RunRecord

PAGE = 24       # mistakes, and as many more at each click
DRAWN = 12      # predictions at a time
ACROSS = 12     # pictures in a row of the cloud's sheet


def picture(pixels: Tensor) -> Image.Image:
    """(channels, H, W) in uint8."""
    return Image.fromarray(pixels.permute(1, 2, 0).squeeze(2).numpy())


def shown(run: RunRecord, places: list[int]) -> list[dict[str, str]]:
    """Kept pictures, by their places among them, as the template shows them."""
    pictures = run.answers.pictures
    return [{"url": png_url(picture(pictures[n])), **told(run, n)} for n in places]


def told(run: RunRecord, place: int) -> dict[str, str]:
    """Answer, probability and label of a kept picture."""
    found = run.answers
    number, probs = found.kept[place], found.probs[place].float()
    label, answer = int(found.labels[number]), int(found.answers[number])
    values, classes = probs.topk(min(3, len(probs)))
    likeliest = zip(map(run.classes.__getitem__, classes), values.tolist())
    labelled = f"{bilingual('label')}: {class_name(run.classes[label])}"
    return {
        "look": "right" if label == answer else "wrong",
        "answer": class_name(run.classes[answer]), "percent": f"{probs[answer]:.1%}",
        "label": class_name(run.classes[label]),
        "words": f"{labelled}; " + ", ".join(f"{class_name(k)} {p:.1%}" for k, p in likeliest),
    }


def surest(found: Predictions, places: Tensor) -> Tensor:
    """Places among the kept pictures, the most confident answers first."""
    confidence = found.confidence[found.kept[places].long()]
    return places[confidence.argsort(descending=True)]


def wrong(found: Predictions) -> Tensor:
    """The places of the mistakes among the kept pictures, the surest first."""
    kept = found.kept.long()
    return surest(found, (found.labels[kept] != found.answers[kept]).nonzero()[:, 0])


def mistakes(run: RunRecord, most: int = PAGE) -> dict[str, Any]:
    """The surest wrong answers."""
    found = run.answers
    places, errors = wrong(found), found.labels != found.answers
    sure = errors & (found.confidence.float().exp() > 0.9)
    note = both(
        "runs_mistakes_count", wrong=f"{int(errors.sum()):,}", n=f"{len(errors):,}",
        sure=f"{int(sure.sum()):,}", kept=len(places), shown=min(most, len(places)),
    )
    return {"notes": [note], "pictures": shown(run, places[:most].tolist()), "of": len(places)}


def predictions(run: RunRecord, start: int = 0) -> dict[str, Any]:
    """Some of the pictures that were drawn at random; from `start` on, then round again."""
    places = run.answers.embedded.roll(-start)[:DRAWN].tolist()
    pictures = shown(run, places)
    right = sum(picture["look"] == "right" for picture in pictures)
    return {"notes": [both("runs_predictions_count", right=right, n=len(pictures))],
            "pictures": pictures}


def cell(run: RunRecord, row: int, column: int) -> dict[str, Any]:
    """The kept pictures of a cell of the confusion matrix."""
    found = run.answers
    kept = found.kept.long()
    here = (found.labels[kept] == row) & (found.answers[kept] == column)
    places = surest(found, here.nonzero()[:, 0])
    places = places.flip(0) if row == column else places
    label, answer = (class_name(run.classes[k]) for k in (row, column))
    count = int(((found.labels == row) & (found.answers == column)).sum())
    here = both("runs_cell", label=label, answer=answer, count=f"{count:,}", kept=len(places))
    order = both("runs_cell_right" if row == column else "runs_cell_wrong")
    return {"notes": [here, order], "pictures": shown(run, places[:PAGE].tolist())}


def cloud(run: RunRecord) -> dict[str, Any]:
    """The embedded pictures as points, by their pixels and by their features."""
    found = run.answers
    labels = found.labels[found.kept[found.embedded.long()].long()].long()
    clouds = {"features": found.features, "pixels": found.pixels}
    return {
        **sheet(found.pictures[found.embedded.long()]),
        "clouds": {name: [[round(x, 3) for x in point] for point in points.tolist()]
                   for name, points in clouds.items()},
        "labels": labels.tolist(), "names": [class_name(name) for name in run.classes],
        "colours": [colour(k) for k in range(len(run.classes))],
        "captions": [caption(told(run, place)) for place in found.embedded.tolist()],
        "told": {"pixels": neighbours(found.pixels, labels, found.spread[0]),
                 "features": neighbours(found.features, labels, found.spread[1])},
    }


def caption(known: dict[str, str]) -> dict[str, str]:
    """What is said of a point."""
    mark = "✓" if known["look"] == "right" else "✗"
    said = f"{mark} {known['answer']} {known['percent']} ({bilingual('label')}: {known['label']})"
    return {"en": said, "zh": said}


def neighbours(points: Tensor, labels: Tensor, spread: Tensor) -> dict[str, str]:
    """How far a cloud is sorted by class: whose nearest neighbour is one of their own."""
    apart = torch.cdist(points, points).fill_diagonal_(float("inf"))
    same = int((labels[apart.argmin(1)] == labels).sum())
    share = f"{spread.sum():.0%}"
    return both("runs_neighbours", n=len(labels), same=same, share=share)


def sheet(pictures: Tensor) -> dict[str, Any]:
    """(E, channels, side, side) as one picture, and where its parts are."""
    side = pictures.shape[-1]
    drawn = Image.new("RGB", (ACROSS * side, -(-len(pictures) // ACROSS) * side))
    for n, pixels in enumerate(pictures):
        drawn.paste(picture(pixels), (n % ACROSS * side, n // ACROSS * side))
    return {"sheet": png_url(drawn), "side": side, "columns": ACROSS}
