"""The running loss and accuracy of a training: their means over every --log-interval batches."""

import torch
from torch import Tensor

MOST_KEPT = 4000        # windows in metrics.json, of all epochs


class RunningMeans:
    """Collects batches until a window is full, or the epoch ends."""

    def __init__(self, interval: int, batches: int) -> None:
        self.interval, self.batches = interval, batches
        self.windows: list[list[float]] = []    # share of the epoch, loss, accuracy
        self.values: list[Tensor] = []          # loss and accuracy of each batch of this window

    def add(self, step: int, loss: Tensor, correct: Tensor, size: int) -> bool:
        """Add a batch of `size` pictures; tell whether it completes a window.

        The numbers stay on the device until then: to read each would make a GPU wait.
        """
        self.values.append(torch.stack([loss, correct / size]))
        if len(self.values) < self.interval and step + 1 < self.batches:
            return False
        means = torch.stack(self.values).mean(0).tolist()
        self.windows.append([round((step + 1) / self.batches, 5), *means])
        self.values = []
        return True


def thin_out(windows: list[list[float]], epochs: int) -> list[list[float]]:
    """Keep every n-th window of an epoch, the last included, so that metrics.json stays small."""
    every = -(-len(windows) // max(10, MOST_KEPT // max(epochs, 1)))
    return windows[::-1][:: max(every, 1)][::-1]
