"""The numbers of a bundled run, as TensorBoard's tabs show them."""

from typing import Any

import torch
from torch import Tensor, nn

from hub import checkpoint, kernel_history, run_record
from hub.checkpoint import BUNDLED

RUN, KERNELS = "feature_maps", "conv2"
COMPARED = ["mnist", "mnist_tutorial", "fashion_mnist", "fashion_mnist_tutorial", "feature_maps"]
SIDE = 32           # of a picture of CIFAR-10
BINS = 32           # of a histogram
CURVE_POINTS = 34   # of a precision-recall curve's 100
FLAGS = ["recipe", "epochs", "batch_size", "lr"]    # as training/report/hyperparameters.py logs


def collect_run() -> dict[str, Any]:
    """Return everything that the lesson draws."""
    folder = BUNDLED / RUN
    net = checkpoint.load(folder)
    run = run_record.load_run(folder, net.classes)
    names = ("train_loss", "test_loss", "test_accuracy")
    return {
        "name": RUN, "classes": net.classes, "confusion": run.confusion,
        "scalars": {name: [round(epoch[name], 4) for epoch in run.history] for name in names},
        "histograms": kernel_histograms(), "curves": thin_curves(run.answers),
        "cloud": project_cloud(run.answers),
        "layers": list_layers(net),
        "hparams": [hyperparameter_row(name) for name in COMPARED],
    }  # fmt: skip


@torch.inference_mode()
def list_layers(net: nn.Module) -> list[list[str]]:
    """Return the network's layers in order, each with the shape of its output for N pictures."""
    layers, hooks = [["input", f"(N, 3, {SIDE}, {SIDE})"]], []
    for name, layer in net.named_children():
        def note(_: nn.Module, __: Any, output: Tensor, name: str = name) -> None:
            layers.append([name, f"(N, {', '.join(map(str, output.shape[1:]))})"])
        hooks.append(layer.register_forward_hook(note))
    net(torch.zeros(1, 3, SIDE, SIDE))
    for hook in hooks:
        hook.remove()
    return layers


def kernel_histograms() -> dict[str, Any]:
    """Count the weights of one layer in bins from `low` to `high`, before and after each epoch."""
    epochs = kernel_history.load_epochs(BUNDLED / RUN)
    weights = torch.stack(
        [kernels[f"{KERNELS}.weight"].float().flatten() for kernels in epochs])    # (epochs + 1, N)
    low, high = weights.min().item(), weights.max().item()
    counts = [torch.histc(row, BINS, low, high).int().tolist() for row in weights]
    return {"low": round(low, 3), "high": round(high, 3), "counts": counts}


def thin_curves(answers: Any) -> list[list[list[float]]]:
    """Return some points, (recall, precision), of each class's curve."""
    step = answers.recall.shape[1] // CURVE_POINTS + 1
    points = torch.stack([answers.recall, answers.precision], 2)[:, ::step]     # (C, P, 2)
    return [[[round(x, 3) for x in point] for point in curve] for curve in points.tolist()]


def project_cloud(answers: Any) -> dict[str, Any]:
    """Return the features of the embedded pictures on two axes, each from 0 to 1, and labels."""
    labels = answers.labels[answers.kept[answers.embedded.long()].long()]
    flat: Tensor = answers.features[:, :2]
    low, high = flat.amin(0), flat.amax(0)
    points = [[round(x, 3) for x in point] for point in ((flat - low) / (high - low)).tolist()]
    return {"points": points, "labels": labels.tolist()}


def hyperparameter_row(name: str) -> list[str]:
    """Return a bundled run's flags and results, as text."""
    metrics = checkpoint.load_metrics(BUNDLED / name)
    results = [f"{metrics['accuracy']:.4f}", f"{metrics['loss']:.4f}"]
    return [name, *(str(metrics["flags"][flag]) for flag in FLAGS), *results]
