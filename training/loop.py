"""The training loop: batches, epochs, evaluation. Every line of it can be read in five minutes."""

import argparse
import math
import sys
import time
from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler
from tqdm import tqdm

from hub import checkpoint
from training import report, resume
from training.data import Labelled

Augment = Callable[[Tensor], Tensor]    # a batch (N, C, H, W) in [0, 1] → another of that shape


def fit(
    net: nn.Module,
    train: Labelled,
    test: Labelled,
    optimizer: Optimizer,
    scheduler: LRScheduler,
    augment: Augment | None,
    args: argparse.Namespace,
) -> None:
    """Train for `args.epochs`, test and save after each one, end with the tutorial's test line."""
    history = resume.load(net, optimizer, scheduler, args) if args.resume else []
    on_device, results = train.to(args.device), None
    try:
        for epoch in range(len(history) + 1, args.epochs + 1):
            # Each epoch has a seed of its own, so a resumed run draws what it would have drawn.
            torch.manual_seed(args.seed * 1_000_003 + epoch)
            started = time.perf_counter()
            loss = train_epoch(net, on_device, optimizer, scheduler, augment, args, epoch)
            seconds = time.perf_counter() - started
            results = evaluate(net, test, args)
            measured = {"test_loss": results["loss"], "test_accuracy": results["accuracy"]}
            history += [{"epoch": epoch, "seconds": seconds, "train_loss": loss, **measured}]
            if args.save_model:
                report.save(net, train, results, history, args)
                resume.save(net, optimizer, scheduler, history, args)
            print(f"Epoch {epoch}/{args.epochs}: {report.test_line(results)}", flush=True)
    except KeyboardInterrupt:
        raise SystemExit(stopped(history, args)) from None
    if results is None:     # no epoch asked for (the tutorial's random kernels), or none left
        results = evaluate(net, test, args)
        if args.save_model:
            report.save(net, train, results, history, args)
    resume.forget(args)
    report.finish(results, args)


def stopped(history: list[dict[str, Any]], args: argparse.Namespace) -> int:
    """Say what Ctrl-C leaves behind; returns the exit code that shells expect of it."""
    if history and args.save_model:
        kept = f"epoch {len(history)} is saved in {args.output}; go on with --resume."
    else:
        kept = "no epoch was finished, so nothing was saved."
    print(f"\nStopped: {kept}", file=sys.stderr)
    return 130


def steps(data: Labelled, args: argparse.Namespace) -> int:
    """Batches in an epoch; the last one may be smaller."""
    return 1 if args.dry_run else math.ceil(len(data.labels) / args.batch_size)


def train_epoch(
    net: nn.Module,
    data: Labelled,
    optimizer: Optimizer,
    scheduler: LRScheduler,
    augment: Augment | None,
    args: argparse.Namespace,
    epoch: int,
) -> float:
    """Once through the training set, shuffled; returns the mean loss."""
    net.train()
    total, seen = torch.zeros((), device=args.device), 0
    order = torch.randperm(len(data.labels)).to(args.device).split(args.batch_size)
    bar = tqdm(order, f"Epoch {epoch}/{args.epochs}", disable=not sys.stderr.isatty(), leave=False)
    for step, index in enumerate(bar):
        images = data.images[index].float() / 255       # (N, C, H, W) in [0, 1]
        labels = data.labels[index]                     # (N,)
        loss, logits = train_step(net, images, labels, optimizer, scheduler, augment, args)
        total, seen = total + loss * len(labels), seen + len(labels)
        if step % args.log_interval == 0:
            show(bar, loss.item(), accuracy(logits, labels), seen, len(data.labels), epoch)
        if args.dry_run:
            break
    return total.item() / seen


def train_step(
    net: nn.Module,
    images: Tensor,
    labels: Tensor,
    optimizer: Optimizer,
    scheduler: LRScheduler,
    augment: Augment | None,
    args: argparse.Namespace,
) -> tuple[Tensor, Tensor]:
    """Forward, loss, backward, update; returns the loss and the logits."""
    if augment:
        images = augment(images)
    images = images.contiguous(memory_format=torch.channels_last)
    with torch.autocast(args.device.type, torch.bfloat16, enabled=args.precision == "bfloat16"):
        logits = net(images).float()                    # (N, classes)
        loss = F.cross_entropy(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.detach(), logits.detach()


def show(bar: tqdm, loss: float, correct: float, seen: int, total: int, epoch: int) -> None:
    """Progress, on the bar if a terminal looks on, else as the tutorial's line."""
    if loss != loss or loss == float("inf"):
        raise SystemExit(f"The loss became {loss} in epoch {epoch}: try a smaller --lr.")
    if not bar.disable:
        bar.set_postfix(loss=f"{loss:.4f}", accuracy=f"{correct:.1%}")
        return
    print(
        f"Train Epoch: {epoch} [{seen}/{total} ({seen / total:.0%})]\tLoss: {loss:.6f}", flush=True
    )


def accuracy(logits: Tensor, labels: Tensor) -> float:
    """The fraction of the batch whose greatest logit is that of its label."""
    return (logits.argmax(1) == labels).float().mean().item()


@torch.inference_mode()
def evaluate(net: nn.Module, data: Labelled, args: argparse.Namespace) -> dict[str, Any]:
    """Loss, accuracy, recall of each class and the confusion matrix, in float32."""
    net.eval()
    batches = data.images.split(args.test_batch_size)
    logits = torch.cat([net(batch.to(args.device).float() / 255).cpu() for batch in batches])
    classes = len(data.classes)
    pairs = data.labels * classes + logits.argmax(1)        # row: what it is, column: the answer
    confusion = torch.bincount(pairs, minlength=classes**2).view(classes, classes)
    correct = confusion.diagonal()
    recall = correct / confusion.sum(1).clamp(min=1)
    return {
        "loss": F.cross_entropy(logits, data.labels).item(),
        "accuracy": correct.sum().item() / len(data.labels),
        "correct": correct.sum().item(),
        "n": len(data.labels),
        "recall": dict(zip(data.classes, recall.tolist())),
        "confusion": confusion.tolist(),
    }


def evaluate_saved(test: Labelled, args: argparse.Namespace) -> None:
    """--evaluate: the test line of a checkpoint folder."""
    try:
        net = checkpoint.load(args.output)
    except checkpoint.Unfit as error:
        raise SystemExit(f"{args.output}: {error}") from None
    if net.classes != test.classes:
        raise SystemExit(f"{args.output} knows {net.classes}, the data has {test.classes}.")
    report.finish(evaluate(net.to(args.device), test, args), args)
