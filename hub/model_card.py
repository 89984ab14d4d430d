"""The model card of a checkpoint: usage, results, training command and limitations."""

import re
from collections.abc import Collection
from typing import Any

from torch import nn

from hub import model_card_sections as sections
from hub.model_card_mark import PROJECT, mark_card
from hub.model_card_metadata import (
    DATASETS,
    OWN_PICTURES,
    card_metadata,
    default_title,
    trained_part,
)
from hub.model_card_usage import usage_section

PICTURES = {    # file of a checkpoint: its description on the card
    "mistakes.png": "test pictures with prediction, probability and label; mistakes in red",
    "confusion.png": "confusion matrix: rows are the true classes, columns the predictions",
    "curves.png": "loss and accuracy on training and test set after each epoch",
    "samples.png": "25 training pictures with their labels",
}


def render_card(net: nn.Module, metrics: dict[str, Any], files: Collection[str] = ()) -> str:
    """Return the README.md of a checkpoint folder: metadata for the Hub, then the text.

    `files` names the folder's other files; the card shows only those that are there.
    """
    metadata = card_metadata(metrics, files).to_yaml()
    return mark_card(metadata, render_body(net, metrics, files))


def render_body(net: nn.Module, metrics: dict[str, Any], files: Collection[str]) -> str:
    """Return the text below the metadata."""
    _, contents, limitations = DATASETS.get(metrics["dataset"], OWN_PICTURES)
    network, part = type(net).__name__, trained_part(metrics)
    part = part and f"\n**This is a trial:** {part}.\n"
    low, high = sections.wilson_interval(metrics["correct"], metrics["n"])
    if metrics["flags"]["recipe"] == "photos":
        limitations = sections.PHOTO_LIMITS
    epochs, planned = metrics["epochs"], metrics["flags"]["epochs"]
    if epochs < planned:    # interrupted; --resume may continue it
        epochs = f"{epochs} of these {planned}"
    noun = "epoch" if planned == 1 else "epochs"
    images = {name: f"![{alt}]({name})" for name, alt in PICTURES.items() if name in files}
    text = f"""
# {default_title(metrics["name"])}

`{network}` with {metrics["parameters"]:,} parameters, trained on {metrics["dataset"]} ({contents}).
It takes pixels in [0, 1] and returns logits; the network itself normalizes its input. {PROJECT}
{part}

{images.get("mistakes.png", "")}

{usage_section(net)}

## Results

Test set of {metrics["n"]:,} pictures, none of them used in training: **accuracy \
{metrics["accuracy"]:.2%}** ({metrics["correct"]:,} correct; 95 % confidence interval {low:.2%} to \
{high:.2%}, Wilson), loss {metrics["loss"]:.4f}. The interval accounts for the size of the test \
set only; another seed changes the figure as well.

| class | recall | most often mistaken for |
|---|---|---|
{sections.class_rows(metrics)}

{sections.calibration_section(net, metrics)}

{sections.photo_section(metrics)}

{images.get("confusion.png", "")}

## Training

```bash
{sections.training_command(metrics, metrics["dataset"] not in DATASETS)}
```

{epochs} {noun} in {metrics["seconds"]:.0f} s ({metrics["device"]}, \
torch {metrics["versions"]["torch"]}). The last epoch is the one that is kept: the test set was \
not used to choose it. `metrics.json` holds the results of every epoch and the confusion matrix.
{sections.files_section(files)}
{sections.added_data_section(net, metrics)}

{images.get("curves.png", "")}

{images.get("samples.png", "")}

## Limitations

{limitations}

## Licence

MIT, like the code.
"""
    return re.sub(r"\n{3,}", "\n\n", text)      # an absent part leaves no gap
