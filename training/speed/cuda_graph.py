"""Record the forward and backward pass of a batch as a CUDA graph, and replay it for all others."""

from collections.abc import Callable

import torch
from torch import Tensor

from training.run import Run
from training.speed import distributed
from training.speed.memory import keep_freed_memory

WARM_UP = 3     # batches before the recording, as in PyTorch's notes on CUDA graphs
ForwardBackward = Callable[[Run, Tensor, Tensor], tuple[Tensor, Tensor]]    # as in loop.py


def choose_step(run: Run, forward_backward: ForwardBackward) -> ForwardBackward:
    """Return the fastest way to run `forward_backward` for the batches of an epoch."""
    keep_freed_memory()
    on_one_gpu = run.args.device.type == "cuda" and distributed.process_count() == 1
    return GraphedStep(forward_backward) if on_one_gpu else forward_backward


class GraphedStep:
    """One epoch's `forward_backward` as a CUDA graph: recorded once, replayed for other batches.

    A small network's step is a hundred commands of a few microseconds each, and the GPU waits for
    Python to give them one by one. A recording is a single command.
    """

    def __init__(self, forward_backward: ForwardBackward) -> None:
        self.forward_backward, self.seen = forward_backward, 0
        self.graph, self.side_stream = torch.cuda.CUDAGraph(), torch.cuda.Stream()

    def __call__(self, run: Run, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        self.seen += 1
        if self.seen <= WARM_UP or len(labels) < run.args.batch_size:   # the last may be smaller
            return self.run_unrecorded(run, images, labels)
        if self.seen == WARM_UP + 1:
            self.record(run, images, labels)
        self.images.copy_(images)
        self.labels.copy_(labels)
        self.graph.replay()
        return self.found

    def run_unrecorded(self, run: Run, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Run a batch without a recording, on a side stream: CUDA requires it before one."""
        usual = torch.cuda.current_stream()
        self.side_stream.wait_stream(usual)
        with torch.cuda.stream(self.side_stream):
            found = self.forward_backward(run, images, labels)
        usual.wait_stream(self.side_stream)
        return found

    def record(self, run: Run, images: Tensor, labels: Tensor) -> None:
        """Record every command for a batch of this shape; none is executed yet."""
        self.images, self.labels = images.clone(), labels.clone()
        with torch.cuda.graph(self.graph):
            self.found = self.forward_backward(run, self.images, self.labels)
