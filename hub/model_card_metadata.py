"""Metadata of a model card, by which the Hub finds, labels and ranks a repository."""

from collections.abc import Collection
from typing import Any

from huggingface_hub import EvalResult, ModelCardData

DATASETS = {    # title: (name on the Hub, contents, limitations of a network trained on it)
    "MNIST": (
        "ylecun/mnist",
        "handwritten digits, 28×28, grey",
        "Trained on single digits, centred as in MNIST: convert drawings as `modeling.py` does.",
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
CONFIGURATIONS = {"MNIST": "mnist", "Fashion-MNIST": "fashion_mnist", "CIFAR-10": "plain_text"}
OWN_PICTURES = (
    None, "pictures of your own", "It knows the classes of its training folder and no others."
)
# The last two are the mixin's: by them the Hub knows how such a repository is loaded.
TAGS = ["image-classification", "cnn", "convlens", "model_hub_mixin", "pytorch_model_hub_mixin"]


def card_metadata(metrics: dict[str, Any], files: Collection[str]) -> ModelCardData:
    """Return the metadata of a checkpoint with these metrics and these other files."""
    title = metrics["dataset"]
    dataset, _, _ = DATASETS.get(title, OWN_PICTURES)
    part = trained_part(metrics)
    result = EvalResult(
        task_type="image-classification",
        task_name="Image Classification",
        dataset_type=dataset or "imagefolder",
        dataset_name=title,
        dataset_config=CONFIGURATIONS.get(title),
        dataset_split="test",
        metric_type="accuracy",
        metric_name=f"Accuracy, {part}" if part else "Accuracy",
        metric_value=round(metrics["accuracy"], 4),
    )
    return ModelCardData(
        license="mit",
        library_name="pytorch",
        pipeline_tag="image-classification",
        tags=TAGS + ["tensorboard"] * any(name.startswith("runs/") for name in files),
        datasets=[dataset] if dataset else None,
        metrics=["accuracy"],
        model_name=default_title(metrics["name"]),
        eval_results=[result],
    )


def default_title(name: str) -> str:
    """Return the name of a repository for a checkpoint, unless another is chosen at the push."""
    return f"convlens-{name.replace('_', '-')}"


def trained_part(metrics: dict[str, Any]) -> str:
    """Tell if only a part of the training was done, for a card's reader; else empty."""
    limit, epochs = metrics["flags"].get("limit"), metrics["flags"]["epochs"]
    parts = [f"trained on the first {limit:,} pictures only"] if limit else []
    if metrics["epochs"] < epochs:
        parts.append(f"after {metrics['epochs']} of {epochs} epochs")
    return ", ".join(parts)
