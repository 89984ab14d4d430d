"""Write what TensorBoard shows of a run.  `tensorboard --logdir runs`

A step is the number of batches trained so far, so that all tabs share one axis. TensorBoard and
matplotlib, 30 MB and most of a second, are imported where they are used: --no-board needs neither.
"""

import copy
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from training import evaluation
from training.report.board_files import board_folder, list_board_files
from training.report.board_guard import disable_board, never_fatal, silence_writer_thread
from training.report.hyperparameters import log_flags, log_session_end
from training.report.projector import (
    EMBEDDED,
    add_point_cloud,
    last_layer_inputs,
    sample_images,
)
from training.run import Run, steps_per_epoch

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PREDICTIONS_IN_EPOCH = 15       # at most twice as many: the tutorial's one epoch has 15 intervals


@contextmanager
def open_board(run: Run, step: int) -> Iterator[Run]:
    """Give the run a board, unless --no-board; close it whatever ends the run."""
    run = start_board(run, step) if run.args.board else run
    try:
        yield run
    finally:
        close_board(run)


def start_board(run: Run, step: int) -> Run:
    """Return the run with a new board, or the one of the stopped run; without if that fails."""
    from torch.utils.tensorboard import SummaryWriter

    args = run.args
    found = list_board_files(board_folder(args))
    if found and not args.resume:       # another run began in the same second
        args.started += f"-{os.getpid()}"
    fresh = not (found and args.resume)
    silence_writer_thread()
    try:
        # What a stopped run has written after its last saved epoch will be written again.
        purge_step = None if fresh else step + 1
        board = SummaryWriter(board_folder(args), purge_step=purge_step, flush_secs=30)
    except OSError as error:
        disable_board(args, error)
        return run
    run = run._replace(board=board)
    log_start(run, step, fresh)
    return run


@never_fatal
def log_start(run: Run, step: int, fresh: bool) -> None:
    """Log what is known before the first batch; after --resume, only what is written anew."""
    from training.report import figures

    shown = sample_images(run.test, EMBEDDED)
    add_point_cloud(run.board, "pixels", shown.images.flatten(1), shown, 0)
    if fresh:
        log_figure(run, "samples", figures.sample_sheet(run.train), step)
        log_predictions(run, step)
        log_flags(run, step)
        log_graph(run)


def log_graph(run: Run) -> None:
    """Log the network's operations, traced on a copy on the CPU in the plain memory format."""
    net = copy.deepcopy(run.net).cpu().eval().to(memory_format=torch.contiguous_format)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")     # torch.jit.trace is deprecated, but add_graph needs it
        run.board.add_graph(net, run.test.images[:1].float() / 255)


@never_fatal
def log_batch(run: Run, step: int, windows: list[list[float]], index: Tensor) -> None:
    """Log running loss and accuracy, learning rate, and predictions for pictures of this batch.

    `windows` are those of this epoch, the newest last; `index` numbers the pictures of the batch.
    """
    from training.report import figures

    _, loss, accuracy = windows[-1]
    run.board.add_scalar("loss/running", loss, step)
    run.board.add_scalar("accuracy/running", accuracy, step)
    run.board.add_scalar("learning rate", run.scheduler.get_last_lr()[0], step)
    # As the tutorial's "predictions vs. actuals"; a picture takes as long as several batches.
    in_epoch = -(-steps_per_epoch(run.train, run.args) // run.args.log_interval)
    if len(windows) % max(1, in_epoch // PREDICTIONS_IN_EPOCH) == 0:
        shown = run.train.select(index[:4]).to("cpu")
        logits = evaluation.compute_logits(run.net, shown.images)
        run.net.train()
        known = shown.labels < len(shown.classes)       # negatives have no class
        if known.any():
            sheet = figures.prediction_sheet(shown.select(known), logits[known])
            log_figure(run, "predictions vs. actuals", sheet, step)


@never_fatal
def log_epoch(
    run: Run, step: int, logits: Tensor, results: dict[str, Any], history: list[dict[str, Any]]
) -> None:
    """Log the test after an epoch, weights and gradients; `logits` is (N, classes)."""
    from training.report import charts

    board, test = run.board, run.test
    for kind in ("loss", "accuracy"):
        board.add_scalar(f"{kind}/test", results[kind], step)
        if history:
            board.add_scalar(f"{kind}/train", history[-1][f"train_{kind}"], step)
    for k, (name, probs) in enumerate(zip(test.classes, logits.softmax(1).unbind(1))):
        board.add_pr_curve(f"precision-recall/{name}", test.labels == k, probs, step)
    for name, weights in run.net.named_parameters():
        board.add_histogram(f"weights/{name}", weights, step)
        if weights.grad is not None:        # the last batch's
            board.add_histogram(f"gradients/{name}", weights.grad, step)
    matrix = charts.confusion_matrix(results["confusion"], test.classes)
    log_figure(run, "confusion", matrix, step)
    log_predictions(run, step)
    board.flush()       # before the epoch is saved, or --resume would not write it again


@never_fatal
def log_end(run: Run, step: int) -> None:
    """Log, after the last epoch, the test images as the network's last layer sees them."""
    shown = sample_images(run.test, EMBEDDED)
    add_point_cloud(run.board, "features", last_layer_inputs(run.net, shown.images), shown, step)
    log_session_end(run)
    run.board.close()


@never_fatal
def close_board(run: Run) -> None:
    """Write everything to disk."""
    run.board.close()


def log_figure(run: Run, tag: str, figure: "Figure", step: int) -> None:
    """Log a figure as an image; SummaryWriter.add_figure would import pyplot."""
    from training.report.render import to_pixels

    run.board.add_image(tag, to_pixels(figure), step, dataformats="HWC")


def log_predictions(run: Run, step: int) -> None:
    """Log the predictions for ten test images, always the same, beside their labels."""
    from training.report import figures

    shown = sample_images(run.test, 10)
    logits = evaluation.compute_logits(run.net, shown.images)
    log_figure(run, "predictions", figures.prediction_sheet(shown, logits), step)
