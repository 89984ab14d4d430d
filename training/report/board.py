"""Write what TensorBoard shows of a run.  `tensorboard --logdir runs`

A step is the number of batches trained so far, so that all tabs share one axis. TensorBoard and
matplotlib, 30 MB and most of a second, are imported where they are used: --no-board needs neither.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from torch import Tensor, nn

from training import evaluation
from training.report.board_files import board_folder, list_board_files
from training.report.board_guard import disable_board, never_fatal, silence_writer_thread
from training.report.board_pictures import log_batch_predictions, log_figure, log_predictions
from training.report.graph import log_graph
from training.report.hyperparameters import log_flags, log_session_end
from training.report.projector import (
    EMBEDDED,
    add_point_cloud,
    last_layer_inputs,
    sample_images,
)
from training.run import Run

CHARTS = {      # of the tab Custom Scalars: training and test in one
    "training and test": {
        kind: ["Multiline", [f"{kind}/{part}" for part in ("running", "train", "test")]]
        for kind in ("loss", "accuracy")
    }
}


@contextmanager
def open_board(run: Run, step: int) -> Iterator[Run]:
    """Give the run a board, unless --no-board; close it whatever ends the run."""
    run, stopped = start_board(run, step) if run.args.board else run, True
    try:
        yield run
        stopped = False
    finally:
        close_board(run, stopped)


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
        log_figure(run, "samples", figures.sample_sheet(run.shown or run.train), step)
        log_predictions(run, step)
        log_flags(run, step)
        log_graph(run.board, run.net, run.test.images[:1])
        run.board.add_custom_scalars(CHARTS)
        logits = evaluation.compute_logits(run.net, run.test.images, run.args.test_batch_size)
        log_test(run, step, evaluation.score(logits, run.test))


@never_fatal
def log_batch(run: Run, step: int, windows: list[list[float]], index: Tensor) -> None:
    """Log running loss and accuracy, learning rate, and predictions for pictures of this batch.

    `windows` are those of this epoch, the newest last; `index` numbers the pictures of the batch.
    """
    _, loss, accuracy = windows[-1]
    run.board.add_scalar("loss/running", loss, step)
    run.board.add_scalar("accuracy/running", accuracy, step)
    run.board.add_scalar("learning rate", run.scheduler.get_last_lr()[0], step)
    log_batch_predictions(run, step, len(windows), index)


@never_fatal
def log_epoch(
    run: Run, step: int, logits: Tensor, results: dict[str, Any], history: list[dict[str, Any]]
) -> None:
    """Log the test after an epoch, weights and gradients; `logits` is (N, classes)."""
    from training.report import charts

    board, test = run.board, run.test
    if history:
        log_test(run, step, results)
        for kind in ("loss", "accuracy"):
            board.add_scalar(f"{kind}/train", history[-1][f"train_{kind}"], step)
    for k, (name, probs) in enumerate(zip(test.classes, logits.softmax(1).unbind(1))):
        board.add_pr_curve(f"precision-recall/{name}", test.labels == k, probs, step)
    for name, weights in list_matrices(run.net):
        if weights.grad is not None:        # the last batch's
            board.add_histogram(f"gradients/{name}", weights.grad, step)
    matrix = charts.confusion_matrix(results["confusion"], test.classes)
    log_figure(run, "confusion", matrix, step)
    log_predictions(run, step)
    board.flush()       # before the epoch is saved, or --resume would not write it again


def log_test(run: Run, step: int, results: dict[str, Any]) -> None:
    """Log loss and accuracy of the test, and the weights that gave them."""
    for kind in ("loss", "accuracy"):
        run.board.add_scalar(f"{kind}/test", results[kind], step)
    for name, weights in list_matrices(run.net):
        run.board.add_histogram(f"weights/{name}", weights, step)


def list_matrices(net: nn.Module) -> list[tuple[str, nn.Parameter]]:
    """List kernels and matrices by name: biases are too few for a histogram that says much."""
    return [(name, weights) for name, weights in net.named_parameters() if weights.dim() > 1]


@never_fatal
def log_end(run: Run, step: int) -> None:
    """Log, after the last epoch, the test images as the network's last layer sees them."""
    shown = sample_images(run.test, EMBEDDED)
    add_point_cloud(run.board, "features", last_layer_inputs(run.net, shown.images), shown, step)
    log_session_end(run, "STATUS_SUCCESS")
    run.board.close()


@never_fatal
def close_board(run: Run, stopped: bool) -> None:
    """Mark a run that was stopped, and write everything to disk."""
    if stopped:
        log_session_end(run, "STATUS_FAILURE")
    run.board.close()
