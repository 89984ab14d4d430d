"""Everything that TensorBoard shows of a run.  `tensorboard --logdir runs`

A step is the number of batches trained so far, so that all tabs share one axis. TensorBoard and
matplotlib, 30 MB and most of a second, are imported by what draws: --no-board needs neither.
"""

import copy
import os
import warnings
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from training import evaluation
from training.arguments import RECORDED_FLAGS
from training.report.board_guard import silence_writer_thread, never_fatal, disable_board
from training.report.projector import EMBEDDED, add_point_cloud, last_layer_inputs, sample_images
from training.run import Run

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def board_folder(args: Namespace) -> Path:
    """Where a run's board is: one folder for each start."""
    return args.log_dir / args.name / args.started


def open_board(run: Run, step: int) -> Run:
    """The run with its board opened, unless it is to have none."""
    args = run.args
    if not args.board:
        return run
    from torch.utils.tensorboard import SummaryWriter

    if board_folder(args).exists() and not args.resume:       # another run began in the same second
        args.started += f"-{os.getpid()}"
    fresh = not board_folder(args).exists()
    silence_writer_thread()
    try:
        # What a stopped run had written after its last saved epoch will be written again.
        board = SummaryWriter(board_folder(args), purge_step=None if fresh else step + 1, flush_secs=30)
    except OSError as error:
        disable_board(args, error)
        return run
    run = run._replace(board=board)
    log_start(run, step, fresh)
    return run


@never_fatal
def log_start(run: Run, step: int, fresh: bool) -> None:
    """What is known before the first batch; most of it only once, if the run is resumed."""
    from training.report import figures

    shown = sample_images(run.test, EMBEDDED)
    add_point_cloud(run.board, "pixels", shown.images.flatten(1), shown, 0)
    if fresh:
        log_figure(run, "samples", figures.sample_sheet(run.train), step)
        log_predictions(run, step)
        log_hyperparameters(run, step)
        log_graph(run)


def log_hyperparameters(run: Run, step: int) -> None:
    """The flags, and which scalars they are judged by."""
    from torch.utils.tensorboard.summary import hparams

    flags = {flag: getattr(run.args, flag) for flag in RECORDED_FLAGS}
    # add_hparams would put them into a run of their own, below this one.
    for summary in hparams(flags, dict.fromkeys(["accuracy/test", "loss/test"]))[:2]:
        run.board.file_writer.add_summary(summary, step)


def log_graph(run: Run) -> None:
    """The network's operations, traced on a copy: on the CPU, in the plain memory format."""
    net = copy.deepcopy(run.net).cpu().eval().to(memory_format=torch.contiguous_format)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")     # torch.jit.trace is deprecated, but add_graph needs it
        run.board.add_graph(net, run.test.images[:1].float() / 255)


@never_fatal
def log_batch(run: Run, step: int, loss: float) -> None:
    """Running loss and learning rate, every --log-interval batches."""
    run.board.add_scalar("loss/running", loss, step)
    run.board.add_scalar("learning rate", run.scheduler.get_last_lr()[0], step)


@never_fatal
def log_epoch(
    run: Run, step: int, logits: Tensor, results: dict[str, Any], history: list[dict[str, Any]]
) -> None:
    """What the test after an epoch has shown; `logits` are those of the test set, (N, classes)."""
    from training.report import figures

    board, test = run.board, run.test
    for kind in ("loss", "accuracy"):
        board.add_scalar(f"{kind}/test", results[kind], step)
        if history:
            board.add_scalar(f"{kind}/train", history[-1][f"train_{kind}"], step)
    for k, (name, probs) in enumerate(zip(test.classes, logits.softmax(1).unbind(1))):
        board.add_pr_curve(f"precision-recall/{name}", test.labels == k, probs, step)
    for name, weights in run.net.named_parameters():
        board.add_histogram(f"weights/{name}", weights, step)
        if weights.grad is not None:        # that of the last batch
            board.add_histogram(f"gradients/{name}", weights.grad, step)
    log_figure(run, "confusion", figures.confusion_matrix(results["confusion"], test.classes), step)
    log_predictions(run, step)
    board.flush()       # before the epoch is saved, or --resume would not write it again


@never_fatal
def log_end(run: Run, step: int) -> None:
    """After the last epoch: the test pictures as the network has come to see them."""
    from torch.utils.tensorboard.summary import hparams

    shown = sample_images(run.test, EMBEDDED)
    add_point_cloud(run.board, "features", last_layer_inputs(run.net, shown.images), shown, step)
    *_, end = hparams({}, {})
    run.board.file_writer.add_summary(end, step)
    run.board.close()


@never_fatal
def close_board(run: Run) -> None:
    """Whatever ends the run, what was drawn is on disk."""
    run.board.close()


def board_files(args: Namespace) -> dict[str, bytes]:
    """A finished board as files for its checkpoint folder, below runs/; none without a board."""
    kept = {}
    try:
        for number, path in enumerate(sorted(board_folder(args).rglob("*")) if args.board else []):
            place = path.relative_to(args.log_dir / args.name)
            if "tfevents" in path.name:     # its name ends with this machine's: not to be published
                place = place.with_name(".".join([*path.name.split(".")[:4], f"{number:03}"]))
            if path.is_file():
                kept[f"runs/{place.as_posix()}"] = path.read_bytes()
    except OSError as error:
        disable_board(args, error)
        return {}
    return kept


def log_figure(run: Run, tag: str, drawn: "Figure", step: int) -> None:
    """A picture; SummaryWriter.add_figure would bring pyplot with it."""
    from training.report import figures

    run.board.add_image(tag, figures.to_pixels(drawn), step, dataformats="HWC")


def log_predictions(run: Run, step: int) -> None:
    """Predictions vs. actuals: the same ten test pictures every time."""
    from training.report import figures

    shown = sample_images(run.test, 10)
    logits = evaluation.compute_logits(run.net, shown.images)
    log_figure(run, "predictions", figures.prediction_sheet(shown, logits), step)
