"""One step of learning: forward, loss, backward, update; recorded, on a GPU that can replay it."""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from training.run import Run
from training.speed import distributed

WARM_UP = 3     # batches before the recording, as in PyTorch's notes on CUDA graphs


def forward_backward(run: Run, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Forward, loss, backward; returns the batch's loss and how many of it were right.

    Each of several processes changes the whole batch, then learns from its own slice. Where there
    are pictures of no class, "none" is a logit more, always 0: the others must go far below it for
    them, and one of the others far above it for a picture of its class.
    """
    args, reduced = run.args, run.args.precision == "bfloat16"
    if run.augment:
        images = run.augment(images)
    whole, images, labels = len(labels), distributed.shard(images), distributed.shard(labels)
    images = images.contiguous(memory_format=torch.channels_last)
    with torch.autocast(args.device.type, torch.bfloat16, enabled=reduced):
        logits = run.learner(images).float()            # (N, classes)
        logits = F.pad(logits, (0, 1)) if run.held_out else logits      # (N, classes + 1)
        smooth = args.label_smoothing
        loss = F.cross_entropy(logits, labels, label_smoothing=smooth, reduction="sum") / whole
    run.optimizer.zero_grad()
    (loss * distributed.process_count()).backward()       # wanted is the sum of all gradients; DDP takes the mean
    return loss.detach(), (logits.argmax(1) == labels).sum()


ForwardBackward = Callable[[Run, Tensor, Tensor], tuple[Tensor, Tensor]]


def train_step(
    run: Run, images: Tensor, labels: Tensor, gradients: ForwardBackward = forward_backward
) -> tuple[Tensor, Tensor]:
    """Gradients and update; images (N, C, H, W) in [0, 1]. Returns loss and how many were right."""
    loss, correct = gradients(run, images, labels)
    run.optimizer.step()
    run.scheduler.step()
    return distributed.all_reduce(torch.stack([loss, correct])).unbind()


def choose_step(run: Run) -> ForwardBackward:
    """How the batches of an epoch are best learned from on this device."""
    keep_freed_memory()
    recordable = run.args.device.type == "cuda" and distributed.process_count() == 1
    return GraphedStep() if recordable else forward_backward


def keep_freed_memory() -> None:
    """Let up to 32 MB of freed memory stay at hand, on Linux: the next batch needs it again.

    Otherwise glibc gives back whatever is large, and the kernel has to fill its pages with zeros
    before it comes again. A freed block, of 32 MB at most, tells glibc that blocks of its size come
    and go, and to keep twice as much (M_MMAP_THRESHOLD in mallopt(3)).
    """
    torch.empty(16 << 20, dtype=torch.uint8)


class GraphedStep:
    """`gradients` of one epoch as a CUDA graph: recorded at one batch, replayed for all others.

    A small network's step is a hundred commands of a few microseconds each, and the GPU waits for
    Python to give them one by one. A recording is a single command.
    """

    def __init__(self) -> None:
        self.seen, self.graph, self.aside = 0, torch.cuda.CUDAGraph(), torch.cuda.Stream()

    def __call__(self, run: Run, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        self.seen += 1
        if self.seen <= WARM_UP or len(labels) < run.args.batch_size:   # the last may be smaller
            return self.unrecorded(run, images, labels)
        if self.seen == WARM_UP + 1:
            self.record(run, images, labels)
        self.images.copy_(images)
        self.labels.copy_(labels)
        self.graph.replay()
        return self.found

    def unrecorded(self, run: Run, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """As without a recording, but on a stream aside, as CUDA wants it before one."""
        usual = torch.cuda.current_stream()
        self.aside.wait_stream(usual)
        with torch.cuda.stream(self.aside):
            found = forward_backward(run, images, labels)
        usual.wait_stream(self.aside)
        return found

    def record(self, run: Run, images: Tensor, labels: Tensor) -> None:
        """Note every command for a batch of this shape; none of them is carried out yet."""
        self.images, self.labels = images.clone(), labels.clone()
        with torch.cuda.graph(self.graph):
            self.found = forward_backward(run, self.images, self.labels)
