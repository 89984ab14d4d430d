"""What a run leaves behind: the checkpoint with metrics, card and pictures; the test line."""

import argparse
import platform
from importlib.metadata import version
from typing import Any

import huggingface_hub
import safetensors
import torch
from safetensors import SafetensorError
from torch import Tensor

from hub import checkpoint, kernel_history, model_card, predictions
from hub.remote import push
from training.arguments import RECORDED_FLAGS
from training.report import board
from training.report.predictions import collect_predictions as answered
from training.run import Run
from training.speed import distributed


def format_test_line(results: dict[str, Any]) -> str:
    """The tutorial's last words."""
    return (
        f"Test set: Average loss: {results['loss']:.4f}, Accuracy: "
        f"{results['correct']}/{results['n']} ({results['accuracy']:.2%})"
    )


def collect_metrics(
    run: Run, results: dict[str, Any], history: list[dict[str, Any]]
) -> dict[str, Any]:
    """All that is worth knowing of a run; no path, so that it may be published as it is."""
    args = run.args
    return {
        "name": args.name,
        "started": args.started,
        "dataset": run.train.title,
        **results,
        "parameters": sum(p.numel() for p in run.net.parameters()),
        "seconds": sum(epoch["seconds"] for epoch in history),
        "epochs": len(history),
        "seed": args.seed,
        "device": describe_device(args.device),
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "torchvision": version("torchvision"),
            "safetensors": safetensors.__version__,
            "huggingface_hub": huggingface_hub.__version__,
        },
        "flags": {flag: getattr(args, flag) for flag in RECORDED_FLAGS},
        "history": history,
    }


def describe_device(device: torch.device) -> str:
    """What computed, in words."""
    if device.type == "cuda":
        return f"{distributed.process_count()} × " * (distributed.process_count() > 1) + torch.cuda.get_device_name(device)
    alone = f"{device.type}, {platform.machine()}, {torch.get_num_threads()} threads"
    return alone if distributed.process_count() == 1 else f"{distributed.process_count()} × ({alone})"


def save_checkpoint(
    run: Run, logits: Tensor, results: dict[str, Any], history: list[dict[str, Any]]
) -> None:
    """The checkpoint folder, whole or not at all; `logits` are those of the test set."""
    output = run.args.output
    if not run.args.save_model:
        return
    measured, files = collect_metrics(run, results, history), {}
    if run.kernels is not None:
        kernel_history.record_kernels(run.kernels, len(history), run.net)
        files[kernel_history.FILE] = kernel_history.kernels_to_bytes(run.kernels)
    found = answered(run.net, run.test, logits)
    if found is not None:
        files[predictions.FILE] = predictions.predictions_to_bytes(found)
    if len(history) == run.args.epochs:     # a second's work, for people who look when it is done
        files |= draw_pictures(run, logits, results, history) | board.board_files(run.args)
    try:
        checkpoint.save(output, run.net, measured, model_card.render_card(run.net, measured, files), files)
    except (OSError, SafetensorError, checkpoint.InvalidCheckpoint) as error:   # a full disk, say
        raise SystemExit(
            f"The checkpoint could not be saved in {output}: {error}. What was there is still "
            "there; make room, then start again, with --resume if an epoch was finished."
        ) from None


def draw_pictures(
    run: Run, logits: Tensor, results: dict[str, Any], history: list[dict[str, Any]]
) -> dict[str, bytes]:
    """What the card shows, by file name."""
    from training.report import (
        figures,  # matplotlib: 26 MB that are not needed before a run is done
    )

    drawn = {
        "samples.png": figures.sample_sheet(run.train),
        "mistakes.png": figures.mistake_sheet(run.test, logits),
        "confusion.png": figures.confusion_matrix(results["confusion"], run.test.classes),
    }
    if history:
        drawn["curves.png"] = figures.learning_curves(history)
    return {name: figures.to_png(figure) for name, figure in drawn.items()}


def push_and_print_result(results: dict[str, Any], args: argparse.Namespace) -> None:
    """Push if asked, then the test line, last."""
    if args.save_model and not args.evaluate:
        print(f"Saved in {args.output}")
    if args.push:
        try:
            print(f"Pushed: {push.push(args.output, args.repo_id, args.private, args.tag)}")
        except push.PushFailed as error:
            raise SystemExit(
                f"Saved in {args.output}, but not pushed to {args.repo_id}: {error}. "
                "The same command with --evaluate tries again without training."
            ) from None
    print(format_test_line(results), flush=True)
