"""Plot accuracy against seconds of training, for tests/bench/training.py."""

from pathlib import Path

from matplotlib.figure import Figure

LOWEST = {"MNIST": 97, "Fashion-MNIST": 83}     # per cent that is shown: some epochs dip far


def plot(
    machines: dict[str, dict[str, dict[str, dict[str, dict]]]],
    goals: dict[str, tuple[float, ...]], ways: list[str], file: Path,
) -> None:
    """Draw a line for each run: colours are ways, columns are machines, rows are data sets.

    `machines` has runs by machine, data set, way and seed; a "curve" is [seconds, accuracy] pairs.
    """
    colors = {way: f"C{k}" for k, way in enumerate(ways)}
    figure = Figure(figsize=(5.5 * len(machines), 8), layout="constrained")
    grid = figure.subplots(len(goals), len(machines), squeeze=False)
    for column, (name, sets) in zip(grid.T, machines.items()):
        column[0].set_title(name)
        for axes, (data, found) in zip(column, sets.items()):
            for way, runs in found.items():
                for label, run in zip([way, *[None] * len(runs)], runs.values()):
                    seconds, accuracy = zip(*run["curve"])
                    percent = [100 * a for a in accuracy]
                    axes.plot(seconds, percent, ".-", color=colors[way], label=label)
            for goal in goals[data]:
                axes.axhline(100 * goal, color="0.6", linestyle=":")
            axes.set(xscale="log", xlabel="seconds of training", ylabel=f"{data} test accuracy, %")
            axes.set_ylim(bottom=LOWEST[data])
            axes.legend()
    figure.savefig(file, dpi=150)
