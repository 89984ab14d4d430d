"""Train the last blocks of a network on photos, and keep what it knows of its own data set.

The first block stays as it is, so its outputs are computed once and stored: an epoch then takes
less than half of the time. The augmentation is drawn once, too.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from hub.models import CompactNet
from training import console
from training.run import Run, steps_per_epoch
from training.running import RunningMeans, thin_out

FROZEN = 1              # so many blocks stay: edges look the same in photos
CHUNK = 500             # pictures whose outputs are computed at once
# Divides the logits of the network as it was. It was trained with a tenth of each label spread over
# all classes; of pictures that it has learned it then says 99 %, not 91 %.
SHARPEN = 0.6


class Stored(NamedTuple):
    """The first block's outputs for the training set, and the network's answers to a half of it."""

    maps: Tensor        # (N, C, H, W), bfloat16
    answers: Tensor     # (N / 2, classes): probabilities, for the pictures of its own data set


def join_last_blocks(net: CompactNet) -> nn.Sequential:
    """Return the part of a network after its first block; both share their weights."""
    return nn.Sequential(*net.blocks[FROZEN:], nn.Flatten(), net.dropout, net.fc)


@torch.no_grad()
def store_outputs(run: Run) -> Stored:
    """Run a network's first block once on the whole training set, varied by the augmentation.

    The network knows the first half of these pictures; what it answers to them is stored too.
    """
    net, args, images = run.net.eval(), run.args, run.train.images
    first, rest = nn.Sequential(net.normalize, *net.blocks[:FROZEN]), join_last_blocks(net)
    half, maps, answers = len(images) // 2, None, []
    torch.manual_seed(args.seed)
    for start in console.progress_bar(range(0, len(images), CHUNK), "First block"):
        chunk = run.augment(images[start : start + CHUNK].to(args.device).float() / 255)
        chunk = chunk.contiguous(memory_format=torch.channels_last)
        with torch.autocast(args.device.type, torch.bfloat16, args.precision == "bfloat16"):
            found = first(chunk).bfloat16()
            if start < half:
                answers.append((rest(found).float() / SHARPEN).softmax(1))
        if maps is None:
            maps = found.new_empty(len(images), *found.shape[1:]).contiguous(
                memory_format=torch.channels_last
            )
        maps[start : start + CHUNK] = found
    return Stored(maps, torch.cat(answers)[:half])


def draw_batches(pictures: int, size: int) -> Iterable[Tensor]:
    """Shuffle picture numbers into batches, one half of each from the first half of all."""
    known, new = torch.randperm(pictures // 2), pictures // 2 + torch.randperm(pictures // 2)
    return [torch.cat(both) for both in zip(known.split(size // 2), new.split(size // 2))]


def train_last_blocks(run: Run, number: int, stored: Stored) -> dict[str, Any]:
    """Train for one epoch, as loop.train_one_epoch does; return loss and accuracy on the way."""
    args, labels = run.args, run.train.labels
    steps, rest = steps_per_epoch(run.train, args), join_last_blocks(run.net).train()
    total, right, seen, running = 0.0, 0, 0, RunningMeans(args.log_interval, steps)
    bar = console.progress_bar(draw_batches(len(labels), args.batch_size)[:steps],
                               f"Epoch {number}/{args.epochs}")  # fmt: skip
    for step, index in enumerate(bar):
        with torch.autocast(args.device.type, torch.bfloat16, args.precision == "bfloat16"):
            logits = F.pad(rest(stored.maps[index]).float(), (0, 1))    # a 0 more: "no class"
        answers = stored.answers[index[: len(index) // 2]]
        loss = taught_loss(logits, labels[index], answers, args.label_smoothing)
        run.optimizer.zero_grad()
        loss.backward()
        run.optimizer.step()
        run.scheduler.step()
        correct = (logits.argmax(1) == labels[index]).sum()
        total, right = total + loss.item() * len(index), right + correct.item()
        seen += len(index)
        running.add(step, loss.detach(), correct, len(index))
        if step % args.log_interval == 0:
            console.check_loss(total, number, args)
            console.print_progress(bar, loss.item(), correct.item() / len(index), seen,
                                   len(labels), number)  # fmt: skip
    return {
        "train_loss": total / seen, "train_accuracy": right / seen,
        "running": thin_out(running.windows, args.epochs),
    }  # fmt: skip


def taught_loss(logits: Tensor, labels: Tensor, answers: Tensor, smoothing: float) -> Tensor:
    """Return the mean cross entropy of a batch: its first half against answers, not labels.

    A network agrees with labels that it has learned whatever becomes of it; the answers, with their
    doubts, keep it near to what it was (Li & Hoiem 2016).
    """
    half = len(labels) // 2
    known = F.cross_entropy(logits[:half], F.pad(answers, (0, 1)), reduction="sum")
    smoothed = dict(reduction="sum", label_smoothing=smoothing)
    new = F.cross_entropy(logits[half:], labels[half:], **smoothed)
    return (known + new) / len(labels)
