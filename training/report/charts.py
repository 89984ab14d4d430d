"""Draw a run's charts: confusion matrix and learning curves."""

from typing import Any

import numpy as np
import torch
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

DARK, PALE, FAINT = "#24292f", "#8c959f", "#d8dee4"


def confusion_matrix(counts: list[list[int]], classes: list[str]) -> Figure:
    """Draw how often each class (row) was given each answer (column)."""
    table, n = torch.tensor(counts), len(classes)
    share = table / table.sum(1, keepdim=True).clamp(min=1)
    side = min(3.4 + 0.42 * n, 12)
    figure = Figure(figsize=(side + 0.4, side), dpi=100, layout="constrained")
    axes = figure.add_subplot(xlabel="the answer", ylabel="what it is")
    # Right answers are pale, so that mistakes stand out; the square root shows one in a hundred.
    right = torch.eye(n, dtype=torch.bool)
    wrong = share.masked_fill(right, 0)
    most = max(0.1, wrong.max().item())
    axes.imshow(np.ma.masked_where(~right.numpy(), share.numpy()), cmap="Greens", vmin=0, vmax=2.5)
    marked = np.ma.masked_equal(wrong.numpy(), 0)
    axes.imshow(marked, cmap="Reds", norm=PowerNorm(0.5, 0, most))
    if n <= 40:     # more names, or more numbers than 20 × 20, could not be read
        words = max(map(len, classes)) > 2
        slant = dict(rotation=40, ha="right", rotation_mode="anchor") if words else {}
        axes.set_xticks(range(n), classes, parse_math=False, **slant)
        axes.set_yticks(range(n), classes, parse_math=False)
    for row, column in table.nonzero().tolist() if n <= 20 else []:
        color = "white" if wrong[row, column] > 0.3 * most else DARK
        style = dict(fontsize=12 if n <= 12 else 8, ha="center", va="center_baseline")
        axes.text(column, row, f"{counts[row][column]}", color=color, **style)
    edges = np.arange(n + 1) - 0.5
    axes.hlines(edges, -0.5, n - 0.5, FAINT, linewidth=0.6)
    axes.vlines(edges, -0.5, n - 0.5, FAINT, linewidth=0.6)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


def learning_curves(history: list[dict[str, Any]]) -> Figure:
    """Draw loss and accuracy: of training and test after every epoch, and running in between."""
    figure = Figure(figsize=(9, 3.6), dpi=100, layout="constrained")
    numbers = [epoch["epoch"] for epoch in history]
    running = [
        (epoch["epoch"] - 1 + share, *values)
        for epoch in history for share, *values in epoch.get("running", [])
    ]  # fmt: skip
    for k, (axes, measure) in enumerate(zip(figure.subplots(1, 2), ("loss", "accuracy")), 1):
        if running:
            places, values = zip(*((window[0], window[k]) for window in running))
            axes.plot(places, values, "-", color=PALE, linewidth=1, label="running")
        for part, style in (("train", "o-"), ("test", "s-")):
            values = [epoch.get(f"{part}_{measure}") for epoch in history]
            axes.plot(numbers, values, style, markersize=4, label=part)
        axes.set(xlabel="epoch", title=measure, xlim=(0 if running else 0.5, len(history) + 0.5))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.grid(alpha=0.3)
        axes.legend()
    figure.axes[1].yaxis.set_major_formatter(lambda value, _: f"{100 * value:.4g} %")
    return figure
