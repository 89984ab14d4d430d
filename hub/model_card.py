"""The model card: what a checkpoint is, how to use it, what was measured, what it never saw."""

import hashlib
import re
from collections.abc import Collection
from typing import Any

from huggingface_hub import EvalResult, ModelCardData
from torch import nn

from hub import predictions
from hub.model_card_sections import (
    calibration_section,
    class_rows,
    handwriting_section,
    training_command,
    wilson_interval,
)

DATASETS = {    # title: (name on the Hub, what it holds, what a network does not learn from it)
    "MNIST": (
        "ylecun/mnist",
        "handwritten digits, 28×28, grey",
        "It has seen single digits, centred as MNIST centres them: bring drawings through "
        "`hub/preprocess.py`.",
    ),
    "Fashion-MNIST": (
        "zalando-datasets/fashion_mnist",
        "clothes, 28×28, grey",
        "It has seen shop pictures of single garments on an empty background, small and grey. "
        "Photographs of people wearing them are another matter.",
    ),
    "CIFAR-10": (
        "uoft-cs/cifar10",
        "photographs of ten kinds, 32×32, colour",
        "Its purpose is to be looked into, not to classify: with two convolutions it sees edges "
        "and colours. It has seen ten kinds of things only.",
    ),
}
MARK = "\n<!-- written by ConvLens, words {sha} -->\n"    # gone or wrong: a person has edited them
OWN_PICTURES = (None, "pictures of your own", "It knows the classes of its training folder and no others.")
REPO_ID_PLACEHOLDER = "OWNER/NAME"      # until a push knows better
PICTURES = {    # what text() shows of the files that go along, and what it says of each
    "mistakes.png": "test pictures with the answer, its probability and the label; wrong ones red",
    "confusion.png": "confusion matrix: how often each class, a row, was given each answer",
    "curves.png": "loss and accuracy of training and test after each epoch",
    "samples.png": "25 training pictures with their labels",
}


def render_card(net: nn.Module, metrics: dict[str, Any], files: Collection[str] = ()) -> str:
    """The README.md of a checkpoint folder: metadata that the Hub renders, then the card.

    `files` are the names of what else lies in the folder; only what is there is shown.
    """
    dataset, _, _ = DATASETS.get(metrics["dataset"], OWN_PICTURES)
    result = EvalResult(
        task_type="image-classification",
        dataset_type=dataset or "imagefolder",
        dataset_name=metrics["dataset"],
        dataset_split="test",
        metric_type="accuracy",
        metric_value=round(metrics["accuracy"], 4),
    )
    tags = ["image-classification", "cnn", "convlens", "pytorch_model_hub_mixin"]
    data = ModelCardData(
        license="mit",
        library_name="pytorch",
        pipeline_tag="image-classification",
        tags=tags + ["tensorboard"] * any(name.startswith("runs/") for name in files),
        datasets=[dataset] if dataset else None,
        metrics=["accuracy"],
        model_name=f"convlens-{metrics['name']}",
        eval_results=[result],
    )
    return sign_card(data.to_yaml(), render_body(net, metrics, files))


def sign_card(metadata: str, words: str) -> str:
    """A card that tells whether a person has edited its words since."""
    return f"---\n{metadata.strip()}\n---\n{words}{MARK.format(sha=fingerprint(words))}"


def fingerprint(words: str) -> str:
    """A short fingerprint of a card's words."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def split_card(card: str) -> tuple[str, str, bool]:
    """Metadata, words without the mark, and whether the words are still those that we wrote."""
    found = re.match(r"---\n(.*?\n)---\n", card, re.DOTALL)
    metadata, words = (found[1], card[found.end() :]) if found else ("", card)
    mark = re.search(MARK.format(sha=r"(\w+)"), words)
    ours = bool(mark) and mark[1] == fingerprint(words[: mark.start()])
    return metadata, words[: mark.start()] if ours else words, ours


def fill_address(card: bytes, repo_id: str) -> bytes:
    """The card with the repository's own name in what it says of loading; edited ones stay."""
    metadata, words, ours = split_card(card.decode())
    return sign_card(metadata, words.replace(REPO_ID_PLACEHOLDER, repo_id)).encode() if ours else card


def merge_card(ours: bytes, theirs: bytes | None) -> bytes:
    """Our card; or, if a person has edited the words of theirs, theirs with our metadata."""
    metadata, _, _ = split_card(ours.decode())
    _, words, written_by_us = split_card((theirs or b"").decode())
    edited = words.strip() and not written_by_us
    return f"---\n{metadata}---\n{words}".encode() if edited else ours


def render_body(net: nn.Module, metrics: dict[str, Any], files: Collection[str]) -> str:
    """The words below the metadata."""
    _, holds, limits = DATASETS.get(metrics["dataset"], OWN_PICTURES)
    network, channels = type(net).__name__, len(net.normalize.mean)
    low, high = wilson_interval(metrics["correct"], metrics["n"])
    epochs, wanted = metrics["epochs"], metrics["flags"]["epochs"]
    if epochs < wanted:     # stopped, and perhaps resumed one day
        epochs = f"{epochs} of these {wanted}"
    shown = {name: f"\n![{what}]({name})\n" for name, what in PICTURES.items() if name in files}
    told = f"What it answered is in `{predictions.FILE}`; the app's Training page shows it.\n"
    answered = told * (predictions.FILE in files)
    board = "`tensorboard --logdir runs` shows how it was trained.\n" * any(
        name.startswith("runs/") for name in files
    )
    return f"""
# convlens-{metrics["name"]}

`{network}`, {metrics["parameters"]:,} parameters, trained on {metrics["dataset"]} ({holds}).
It takes pixels in [0, 1] and returns logits; mean and deviation are inside.
{shown.get("mistakes.png", "")}
## Use it

With this project's code at hand:

```python
from hub.models import {network}
net = {network}.from_pretrained("{REPO_ID_PLACEHOLDER}", strict=True).eval()
probs = net(pictures).softmax(1)    # (N, {channels}, H, W) in [0, 1] → (N, {len(net.classes)})
```

Or checked file by file, so that a broken or foreign file is refused before it is believed:

```python
from huggingface_hub import snapshot_download
from hub import checkpoint
net = checkpoint.load(snapshot_download("{REPO_ID_PLACEHOLDER}"))   # or any folder
```

## Measured

Test set of {metrics["n"]:,} pictures, none of them trained on: **accuracy \
{metrics["accuracy"]:.2%}**, {metrics["correct"]:,} right, 95 % confidence interval {low:.2%} to \
{high:.2%} (Wilson); loss {metrics["loss"]:.4f}. The interval is that of so many test pictures; \
another seed would change the figure as well.

| class | recall | most often taken for |
|---|---|---|
{class_rows(metrics)}

{calibration_section(net, metrics)}
{shown.get("confusion.png", "")}
## Trained

```bash
{training_command(metrics, metrics["dataset"] not in DATASETS)}
```

{epochs} epochs in {metrics["seconds"]:.0f} s ({metrics["device"]}, \
torch {metrics["versions"]["torch"]}). The test pictures chose no moment to stop: the last epoch \
is the one that is kept. Every epoch, and the confusion matrix in numbers, are in `metrics.json`.
{answered}{handwriting_section(net)}{board}{shown.get("curves.png", "")}{shown.get("samples.png", "")}
## Limits

{limits}

## Licence

MIT, as the code.
"""
