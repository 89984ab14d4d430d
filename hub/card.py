"""The model card: what a checkpoint is, how to use it, what was measured, what it never saw."""

import hashlib
import re
from typing import Any

from huggingface_hub import EvalResult, ModelCardData
from torch import nn

DATASETS = {    # title: (name on the Hub, what it holds, what a network does not learn from it)
    "MNIST": (
        "ylecun/mnist",
        "handwritten digits, 28×28, grey",
        "It has seen single digits, centred as MNIST centres them. Letters, several digits or an "
        "uncentred drawing get a digit all the same: bring drawings through `hub/preprocess.py`.",
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
OWN = (None, "pictures of your own", "It knows the classes of its training folder and no others.")


def text(net: nn.Module, metrics: dict[str, Any]) -> str:
    """The README.md of a checkpoint folder: metadata that the Hub renders, then the card."""
    dataset, _, _ = DATASETS.get(metrics["dataset"], OWN)
    result = EvalResult(
        task_type="image-classification",
        dataset_type=dataset or "imagefolder",
        dataset_name=metrics["dataset"],
        dataset_split="test",
        metric_type="accuracy",
        metric_value=round(metrics["accuracy"], 4),
    )
    data = ModelCardData(
        license="mit",
        library_name="pytorch",
        pipeline_tag="image-classification",
        tags=["image-classification", "cnn", "convlens", "pytorch_model_hub_mixin"],
        datasets=[dataset] if dataset else None,
        metrics=["accuracy"],
        model_name=f"convlens-{metrics['name']}",
        eval_results=[result],
    )
    words = body(net, metrics)
    return f"---\n{data.to_yaml()}\n---\n{words}{MARK.format(sha=sha(words))}"


def sha(words: str) -> str:
    """A short fingerprint of a card's words."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def renewed(ours: bytes, theirs: bytes | None) -> bytes:
    """Our card; or, if a person has edited the words of theirs, theirs with our metadata."""
    _, metadata, _ = ours.decode().split("---\n", 2)
    words = re.sub(r"\A---\n.*?\n---\n", "", (theirs or b"").decode(), flags=re.DOTALL)
    mark = re.search(MARK.format(sha=r"(\w+)"), words)
    ours_still = mark and mark[1] == sha(words[: mark.start()])
    edited = words.strip() and not ours_still
    return f"---\n{metadata}---\n{words}".encode() if edited else ours


def body(net: nn.Module, metrics: dict[str, Any]) -> str:
    """The words below the metadata."""
    _, holds, limits = DATASETS.get(metrics["dataset"], OWN)
    name = metrics["name"]
    network = type(net).__name__
    flags = ", ".join(f"{k} {v}" for k, v in metrics["flags"].items() if v is not None)
    recall = "\n".join(f"| {label} | {value:.1%} |" for label, value in metrics["recall"].items())
    return f"""
# convlens-{name}

`{network}`, {metrics["parameters"]:,} parameters, trained on {metrics["dataset"]} ({holds}).
It takes pixels in [0, 1] and returns logits; mean and deviation are inside.

## Use it

With this project's code at hand:

```python
from hub.models import {network}

net = {network}.from_pretrained("OWNER/NAME", strict=True).eval()   # or a folder
```

From a folder, checked file by file: `hub.checkpoint.load("{name}")`.

## Measured

Test set of {metrics["n"]:,} pictures: **accuracy {metrics["accuracy"]:.2%}**, \
loss {metrics["loss"]:.4f}. The confusion matrix and every epoch are in `metrics.json`.

| class | recall |
|---|---|
{recall}

## Trained

{metrics["epochs"]} epochs in {metrics["seconds"]:.0f} s ({metrics["device"]}, \
torch {metrics["versions"]["torch"]}), with: {flags}.
The test pictures chose no moment to stop: the last epoch is the one that is kept.

![25 training pictures with their labels](samples.png)

## Limits

{limits}
"""
