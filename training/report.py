"""What a run leaves behind: the checkpoint with metrics, card and sample grid; the test line."""

import argparse
import io
import platform
from typing import Any

import huggingface_hub
import safetensors
import torch
import torchvision
from matplotlib.figure import Figure
from safetensors import SafetensorError

from hub import card, checkpoint, remote
from training.arguments import REMEMBERED
from training.data import Labelled
from training.run import Run


def test_line(results: dict[str, Any]) -> str:
    """The tutorial's last words."""
    return (
        f"Test set: Average loss: {results['loss']:.4f}, Accuracy: "
        f"{results['correct']}/{results['n']} ({results['accuracy']:.2%})"
    )


def sample_grid(data: Labelled, side: int = 5) -> bytes:
    """The tutorial's visualize(): side×side training pictures with their labels, as a PNG."""
    figure = Figure(figsize=(6, 6.4), layout="tight")
    drawn = torch.randperm(len(data.labels), generator=torch.Generator().manual_seed(0))
    for place, index in enumerate(drawn[: side * side].tolist(), start=1):
        axes = figure.add_subplot(side, side, place)
        picture = data.images[index].permute(1, 2, 0).squeeze()     # (H, W) or (H, W, 3)
        axes.imshow(picture.cpu().numpy(), cmap="gray")
        axes.set_title([*data.classes, "none"][data.labels[index]], fontsize=9)
        axes.axis("off")
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=72)
    return png.getvalue()


def metrics(
    run: Run, results: dict[str, Any], history: list[dict[str, Any]]
) -> dict[str, Any]:
    """All that is worth knowing of a run; no path, so that it may be published as it is."""
    args = run.args
    return {
        "name": args.name,
        "dataset": run.train.title,
        **results,
        "parameters": sum(p.numel() for p in run.net.parameters()),
        "seconds": sum(epoch["seconds"] for epoch in history),
        "epochs": len(history),
        "seed": args.seed,
        "device": machine(args.device),
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "torchvision": torchvision.__version__,
            "safetensors": safetensors.__version__,
            "huggingface_hub": huggingface_hub.__version__,
        },
        "flags": {flag: getattr(args, flag) for flag in REMEMBERED},
        "history": history,
    }


def machine(device: torch.device) -> str:
    """What computed, in words."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{device.type}, {platform.machine()}, {torch.get_num_threads()} threads"


def save(run: Run, results: dict[str, Any], history: list[dict[str, Any]]) -> None:
    """The checkpoint folder, whole or not at all."""
    output = run.args.output
    if not run.args.save_model:
        return
    measured = metrics(run, results, history)
    words, pictures = card.text(run.net, measured), {"samples.png": sample_grid(run.train)}
    try:
        checkpoint.save(output, run.net, measured, words, pictures)
    except (OSError, SafetensorError) as error:     # a full disk, a read-only folder
        raise SystemExit(f"The checkpoint could not be saved in {output}: {error}") from None


def finish(results: dict[str, Any], args: argparse.Namespace) -> None:
    """Push if asked, then the test line, last."""
    if args.save_model and not args.evaluate:
        print(f"Saved in {args.output}")
    if args.push:
        try:
            print(f"Pushed: {remote.push(args.output, args.repo_id, args.private, args.tag)}")
        except remote.PushFailed as error:
            raise SystemExit(
                f"Saved in {args.output}, but not pushed to {args.repo_id}: {error}. "
                "The same command with --evaluate tries again without training."
            ) from None
    print(test_line(results), flush=True)
