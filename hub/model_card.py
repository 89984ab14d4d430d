"""The model card of a checkpoint: usage, results, training command and limitations."""

import re
from collections.abc import Collection
from typing import Any

from huggingface_hub import EvalResult, ModelCardData
from torch import nn

from hub import model_card_sections as sections
from hub.model_card_mark import REPO_ID_PLACEHOLDER, mark_card

DATASETS = {    # title: (name on the Hub, contents, limitations of a network trained on it)
    "MNIST": (
        "ylecun/mnist",
        "handwritten digits, 28×28, grey",
        "Trained on single digits, centred as in MNIST: convert drawings with "
        "`hub/preprocess.py` first.",
    ),
    "Fashion-MNIST": (
        "zalando-datasets/fashion_mnist",
        "clothes, 28×28, grey",
        "Trained on small grey shop pictures of single garments on an empty background. Do not "
        "expect it to work on photographs of people wearing clothes.",
    ),
    "CIFAR-10": (
        "uoft-cs/cifar10",
        "photographs of ten classes, 32×32, colour",
        "Made to look inside, not to classify well: its two convolutions detect edges and "
        "colours. It knows ten classes only.",
    ),
}
OWN_PICTURES = (
    None, "pictures of your own", "It knows the classes of its training folder and no others."
)
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
    return mark_card(data.to_yaml(), render_body(net, metrics, files))


def render_body(net: nn.Module, metrics: dict[str, Any], files: Collection[str]) -> str:
    """Return the text below the metadata."""
    _, contents, limitations = DATASETS.get(metrics["dataset"], OWN_PICTURES)
    network, channels = type(net).__name__, len(net.normalize.mean)
    low, high = sections.wilson_interval(metrics["correct"], metrics["n"])
    if metrics["flags"]["recipe"] == "photos":
        limitations = sections.PHOTO_LIMITS
    epochs, planned = metrics["epochs"], metrics["flags"]["epochs"]
    if epochs < planned:    # interrupted; --resume may continue it
        epochs = f"{epochs} of these {planned}"
    images = {name: f"![{alt}]({name})" for name, alt in PICTURES.items() if name in files}
    text = f"""
# convlens-{metrics["name"]}

`{network}` with {metrics["parameters"]:,} parameters, trained on {metrics["dataset"]} ({contents}).
It takes pixels in [0, 1] and returns logits; the network itself normalizes its input.

{images.get("mistakes.png", "")}

## Usage

With the code of this project:

```python
from hub.models import {network}
net = {network}.from_pretrained("{REPO_ID_PLACEHOLDER}", strict=True).eval()
probs = net(pictures).softmax(1)    # (N, {channels}, H, W) in [0, 1] → (N, {len(net.classes)})
```

To validate every file first, and get an error that names a broken or foreign one:

```python
from huggingface_hub import snapshot_download
from hub import checkpoint
net = checkpoint.load(snapshot_download("{REPO_ID_PLACEHOLDER}"))   # or any folder
```

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

{epochs} epochs in {metrics["seconds"]:.0f} s ({metrics["device"]}, \
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
