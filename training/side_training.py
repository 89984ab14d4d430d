"""Train the new channels of a widened network on photos, beside its own data set."""

from argparse import Namespace
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from hub.models import CompactNet
from training import console
from training.data import LabelledImages
from training.run import Run, steps_per_epoch
from training.running import RunningMeans, thin_out
from training.side_channels import OldChannels, SideNet, pair_weights

KNOWN = 6               # of so many pictures of a batch, one is of the network's own data set
STAY = 0.2              # weight of the squares of what is added to the logits of these


def train_new_channels(run: Run, number: int, old: CompactNet, side: SideNet) -> dict[str, Any]:
    """Train for one epoch, as loop.train_one_epoch does; return loss and accuracy on the way.

    The first half of the training set is the network's own data set, the second are photos.
    """
    args, steps = run.args, steps_per_epoch(run.train, run.args)
    copy_weights(side.train(), run.net)
    dtype = torch.bfloat16 if args.precision == "bfloat16" else torch.float32
    kept, running = OldChannels(old, dtype), RunningMeans(args.log_interval, steps)
    total, right, seen = 0.0, 0, 0
    bar = console.progress_bar(range(steps), f"Epoch {number}/{args.epochs}")
    for step in bar:
        images, labels, known = draw_batch(run.train, args.batch_size)
        loss, correct = compute_loss(kept, side, run.augment(images), labels, known, args)
        run.optimizer.zero_grad()
        loss.backward()
        run.optimizer.step()
        run.scheduler.step()
        total, right = total + loss.item() * len(labels), right + correct.item()
        seen += len(labels)
        running.add(step, loss.detach(), correct, len(labels))
        if step % args.log_interval == 0:
            console.check_loss(total, number, args)
            console.print_progress(bar, loss.item(), correct.item() / len(labels), seen,
                                   len(run.train.labels), number)  # fmt: skip
    copy_weights(side, run.net, back=True)
    return {
        "train_loss": total / seen, "train_accuracy": right / seen,
        "running": thin_out(running.windows, args.epochs),
    }  # fmt: skip


def draw_batch(data: LabelledImages, size: int) -> tuple[Tensor, Tensor, int]:
    """Draw from both halves of the training set: images, labels, how many are of the first half."""
    pictures, known = len(data.labels), max(1, size // KNOWN)
    first = torch.randint(pictures // 2, (known,))
    second = torch.randint(pictures // 2, pictures, (size - known,))
    chosen = data.select(torch.cat([first, second]))
    return chosen.images.float() / 255, chosen.labels, known


def compute_loss(
    kept: OldChannels, side: SideNet, images: Tensor, labels: Tensor, known: int, args: Namespace
) -> tuple[Tensor, Tensor]:
    """Return the loss of a batch, and its correct answers.

    Its first pictures, `known` of them, are of the network's own data set: not the labels count
    there, but that nothing is added to the old logits.
    """
    images = images.contiguous(memory_format=torch.channels_last)
    inputs, logits = kept.compute(images)
    with torch.autocast(args.device.type, torch.bfloat16, kept.dtype == torch.bfloat16):
        added = side(inputs).float()
    logits = F.pad(logits + added, (0, 1))      # a logit more, always 0, stands for "no class"
    smoothing = dict(label_smoothing=args.label_smoothing)
    learned = F.cross_entropy(logits[known:], labels[known:], **smoothing)
    stay = added[:known].square().sum(1).mean()
    return learned + STAY * stay, (logits.argmax(1) == labels).sum()


@torch.no_grad()
def copy_weights(side: SideNet, net: CompactNet, back: bool = False) -> None:
    """Copy the new channels' weights from the wide network, or back into it."""
    for own, place in pair_weights(side, net):
        if back:
            place.copy_(own)
        else:
            own.copy_(place)
