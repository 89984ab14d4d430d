"""Save a run's checkpoint with metrics, card and pictures; format the tutorial's test line."""

import platform
from importlib.metadata import version
from typing import Any

import huggingface_hub
import safetensors
import torch
from safetensors import SafetensorError
from torch import Tensor

from hub import checkpoint, kernel_history, model_card, predictions
from training.arguments import RECORDED_FLAGS
from training.report.board_files import copy_board
from training.report.predictions import collect_predictions
from training.run import Run, describe_device
from training.write_errors import explain_write_error


def format_test_line(results: dict[str, Any]) -> str:
    """Format the line with which the tutorial's training ends."""
    return (
        f"Test set: Average loss: {results['loss']:.4f}, Accuracy: "
        f"{results['correct']}/{results['n']} ({results['accuracy']:.2%})"
    )


def collect_metrics(
    run: Run, results: dict[str, Any], history: list[dict[str, Any]]
) -> dict[str, Any]:
    """Collect a run's facts for metrics.json; no path among them, so that it can be published."""
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
        **({"dry_run": True} if args.dry_run else {}),
        "history": history,
    }


def save_checkpoint(
    run: Run, logits: Tensor, results: dict[str, Any], history: list[dict[str, Any]]
) -> None:
    """Write the checkpoint folder, completely or not at all; `logits` are those of the test set."""
    output = run.args.output
    if not run.args.save_model:
        return
    metrics, files = collect_metrics(run, results, history), {}
    if run.kernels is not None:
        kernel_history.record_kernels(run.kernels, len(history), run.net)
        files[kernel_history.FILE] = kernel_history.kernels_to_bytes(run.kernels)
    found = collect_predictions(run.net, run.test, logits)
    if found is not None:
        files[predictions.FILE] = predictions.predictions_to_bytes(found)
    if len(history) == run.args.epochs:     # takes a second, and is looked at after the run
        files |= draw_pictures(run, logits, results, history) | copy_board(run.args)
    card = model_card.render_card(run.net, metrics, files)
    try:
        checkpoint.save(output, run.net, metrics, card, files)
    except (OSError, SafetensorError, checkpoint.InvalidCheckpoint) as error:
        raise SystemExit(
            f"The checkpoint could not be saved in {output}: {explain_write_error(error)}. What "
            "was there is still there; start again, with --resume if an epoch was finished."
        ) from None


def draw_pictures(
    run: Run, logits: Tensor, results: dict[str, Any], history: list[dict[str, Any]]
) -> dict[str, bytes]:
    """Draw the pictures of the model card, by file name."""
    # Imported here: matplotlib takes 26 MB, which are not needed before the end of a run.
    from training.report import charts, figures
    from training.report.render import to_png

    drawn = {
        "samples.png": figures.sample_sheet(run.shown or run.train),
        "mistakes.png": figures.mistake_sheet(run.test, logits),
        "confusion.png": charts.confusion_matrix(results["confusion"], run.test.classes),
    }
    if history:
        drawn["curves.png"] = charts.learning_curves(history)
    return {name: to_png(figure) for name, figure in drawn.items()}
