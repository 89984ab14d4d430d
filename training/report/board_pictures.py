"""Log figures as TensorBoard images: predictions for test pictures and for those of a batch."""

from typing import TYPE_CHECKING

from torch import Tensor

from training import evaluation
from training.report.projector import sample_images
from training.run import Run, steps_per_epoch

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WANTED_IN_EPOCH = 15    # sheets of a batch, as in the tutorial's one epoch; never twice as many


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


def log_batch_predictions(run: Run, step: int, window: int, index: Tensor) -> None:
    """Log the predictions for four pictures of a batch, as the tutorial does at every interval.

    `window` counts the intervals of this epoch, `index` numbers the pictures. A sheet takes as long
    as several batches, so of many intervals only every n-th has one.
    """
    from training.report import figures

    windows = -(-steps_per_epoch(run.train, run.args) // run.args.log_interval)
    if window % max(1, windows // WANTED_IN_EPOCH):
        return
    shown = run.train.select(index[:4]).to("cpu")
    logits = evaluation.compute_logits(run.net, shown.images)
    run.net.train()
    known = shown.labels < len(shown.classes)       # negatives have no class
    if known.any():
        sheet = figures.prediction_sheet(shown.select(known), logits[known])
        log_figure(run, "predictions vs. actuals", sheet, step)
