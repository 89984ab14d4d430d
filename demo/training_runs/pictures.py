"""Show test pictures with a network's predictions: mistakes, a cell of the matrix, a cloud."""

from typing import Any

import torch
from PIL import Image
from torch import Tensor

from demo.i18n import both, class_words
from demo.images import png_url
from demo.networks.sample_pictures import describe_picture, picture_items, to_image
from demo.training_runs.charts import class_colour, class_symbol
from hub.predictions import Predictions
from hub.run_record import RunRecord

PAGE_SIZE = 24      # mistakes shown at first, and added by each click
SHEET_COLUMNS = 12  # pictures in a row of the cloud's sheet


def sort_by_confidence(found: Predictions, places: Tensor) -> Tensor:
    """Sort indices of stored pictures, the most confident prediction first."""
    confidence = found.confidence[found.kept[places].long()]
    return places[confidence.argsort(descending=True)]


def mistake_places(found: Predictions) -> Tensor:
    """Return the indices of the stored mistakes, the most confident first."""
    kept = found.kept.long()
    return sort_by_confidence(found, (found.labels[kept] != found.answers[kept]).nonzero()[:, 0])


def mistake_gallery(run: RunRecord, most: int = PAGE_SIZE) -> dict[str, Any]:
    """Show the `most` most confident mistakes, and how many there are."""
    found = run.answers
    places, errors = mistake_places(found), found.labels != found.answers
    sure = errors & (found.confidence.float().exp() > 0.9)
    note = both(
        "runs_mistakes_count", wrong=f"{int(errors.sum()):,}", n=f"{len(errors):,}",
        sure=f"{int(sure.sum()):,}", kept=len(places), shown=min(most, len(places)),
    )
    return {"notes": [note], "pictures": picture_items(run, places[:most].tolist())}


def cell_gallery(run: RunRecord, row: int, column: int) -> dict[str, Any]:
    """Show the stored pictures of a cell of the confusion matrix."""
    found = run.answers
    kept = found.kept.long()
    in_cell = (found.labels[kept] == row) & (found.answers[kept] == column)
    places = sort_by_confidence(found, in_cell.nonzero()[:, 0])
    places = places.flip(0) if row == column else places
    label, answer = (class_words(run.classes[k]) for k in (row, column))
    count = int(((found.labels == row) & (found.answers == column)).sum())
    note = both("runs_cell", label=label, answer=answer, count=f"{count:,}", kept=len(places))
    order = both("runs_cell_right" if row == column else "runs_cell_wrong")
    return {"notes": [note, order], "pictures": picture_items(run, places[:PAGE_SIZE].tolist())}


def embedding_cloud(run: RunRecord) -> dict[str, Any]:
    """Return the random test pictures as points in space, by their pixels and their features."""
    found = run.answers
    labels = found.labels[found.kept[found.embedded.long()].long()].long()
    clouds = {"features": found.features, "pixels": found.pixels}
    return {
        **thumbnail_sheet(found.pictures[found.embedded.long()]),
        "clouds": {name: [[round(x, 3) for x in point] for point in points.tolist()]
                   for name, points in clouds.items()},
        "labels": labels.tolist(), "names": [class_words(name) for name in run.classes],
        "colours": [class_colour(k) for k in range(len(run.classes))],
        "symbols": [class_symbol(k) for k in range(len(run.classes))],
        "captions": [point_caption(describe_picture(run, n)) for n in found.embedded.tolist()],
        "notes": {"pixels": neighbour_note(found.pixels, labels, found.spread[0]),
                  "features": neighbour_note(found.features, labels, found.spread[1])},
    }


def point_caption(picture: dict[str, Any]) -> dict[str, str]:
    """Return a point's prediction and label in both languages."""
    mark = "✓" if picture["style"] == "right" else "✗"
    return both("runs_caption", mark=mark, **picture)


def neighbour_note(points: Tensor, labels: Tensor, spread: Tensor) -> dict[str, str]:
    """Count the points, (E, 3), whose nearest neighbour is of their own class."""
    apart = torch.cdist(points, points).fill_diagonal_(float("inf"))
    same = int((labels[apart.argmin(1)] == labels).sum())
    share = f"{spread.sum():.0%}"
    return both("runs_neighbours", n=len(labels), same=same, share=share)


def thumbnail_sheet(pictures: Tensor) -> dict[str, Any]:
    """Lay (E, channels, side, side) out on one sheet, a data URL, with the sheet's measures."""
    side = pictures.shape[-1]
    sheet = Image.new("RGB", (SHEET_COLUMNS * side, -(-len(pictures) // SHEET_COLUMNS) * side))
    for n, pixels in enumerate(pictures):
        sheet.paste(to_image(pixels), (n % SHEET_COLUMNS * side, n // SHEET_COLUMNS * side))
    return {"sheet": png_url(sheet), "side": side, "columns": SHEET_COLUMNS}
