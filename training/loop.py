"""The training loop: batches, epochs, evaluation. Every line of it can be read in five minutes."""

import math
import sys
import time
from argparse import Namespace
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from tqdm import tqdm

from hub import checkpoint
from training import calibration, report, resume
from training.data import Labelled
from training.run import Run


def fit(run: Run) -> None:
    """Train, test and save, epoch after epoch; end with the tutorial's test line."""
    args, results = run.args, None
    history = resume.load(run) if args.resume else []
    run = run._replace(train=run.train.to(args.device))
    try:
        while len(history) < args.epochs:
            results = epoch(run, history)
            print(f"Epoch {len(history)}/{args.epochs}: {report.test_line(results)}", flush=True)
    except KeyboardInterrupt:
        raise SystemExit(stopped(history, args)) from None
    if results is None:     # no epoch asked for (the tutorial's random kernels), or none left
        results = evaluate(run.net, run.test, args)
        report.save(run, results, history)
    resume.forget(args)
    report.finish(results, args)


def epoch(run: Run, history: list[dict[str, Any]]) -> dict[str, Any]:
    """One epoch, its test and its checkpoint; `history` grows by it."""
    number = len(history) + 1
    # Each epoch has a seed of its own, so a resumed run draws what it would have drawn.
    torch.manual_seed(run.args.seed * 1_000_003 + number)
    started = time.perf_counter()
    loss = train_epoch(run, number)
    seconds = time.perf_counter() - started
    found = calibration.calibrate(run.net, run.held_out, run.args) if run.held_out else {}
    results = evaluate(run.net, run.test, run.args) | found
    measured = {"test_loss": results["loss"], "test_accuracy": results["accuracy"]}
    history.append({"epoch": number, "seconds": seconds, "train_loss": loss, **measured})
    report.save(run, results, history)
    resume.save(run, history)
    return results


def train_epoch(run: Run, number: int) -> float:
    """Once through the training set, shuffled; returns the mean loss."""
    args, data = run.args, run.train
    run.net.train()
    total, seen = torch.zeros((), device=args.device), 0
    order = torch.randperm(len(data.labels)).to(args.device).split(args.batch_size)
    hidden = not sys.stderr.isatty()
    bar = tqdm(order, f"Epoch {number}/{args.epochs}", disable=hidden, leave=False)
    for step, index in enumerate(bar):
        images = data.images[index].float() / 255       # (N, C, H, W) in [0, 1]
        labels = data.labels[index]                     # (N,)
        loss, logits = train_step(run, images, labels)
        total, seen = total + loss * len(labels), seen + len(labels)
        if step % args.log_interval == 0:
            show(bar, loss.item(), accuracy(logits, labels), seen, len(data.labels), number)
        if args.dry_run:
            break
    return total.item() / seen


def train_step(run: Run, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Forward, loss, backward, update; returns the loss and the logits.

    Where there are pictures of no class, "none" is a logit more, always 0: the others must go
    far below it for them, and one of the others far above it for a picture of its class.
    """
    args, reduced = run.args, run.args.precision == "bfloat16"
    if run.augment:
        images = run.augment(images)
    images = images.contiguous(memory_format=torch.channels_last)
    with torch.autocast(args.device.type, torch.bfloat16, enabled=reduced):
        logits = run.net(images).float()                # (N, classes)
        logits = F.pad(logits, (0, 1)) if run.held_out else logits      # (N, classes + 1)
        loss = F.cross_entropy(logits, labels, label_smoothing=args.label_smoothing)
    run.optimizer.zero_grad()
    loss.backward()
    run.optimizer.step()
    run.scheduler.step()
    return loss.detach(), logits.detach()


def show(bar: tqdm, loss: float, correct: float, seen: int, total: int, number: int) -> None:
    """Progress, on the bar if a terminal looks on, else as the tutorial's line."""
    if not math.isfinite(loss):
        raise SystemExit(f"The loss became {loss} in epoch {number}: try a smaller --lr.")
    if not bar.disable:
        bar.set_postfix(loss=f"{loss:.4f}", accuracy=f"{correct:.1%}")
        return
    part = f"[{seen}/{total} ({seen / total:.0%})]"
    print(f"Train Epoch: {number} {part}\tLoss: {loss:.6f}", flush=True)


def stopped(history: list[dict[str, Any]], args: Namespace) -> int:
    """Say what Ctrl-C leaves behind; returns the exit code that shells expect of it."""
    kept = "no epoch was finished, so nothing was saved."
    if history and args.save_model:
        kept = f"epoch {len(history)} is saved in {args.output}; go on with --resume."
    print(f"\nStopped: {kept}", file=sys.stderr)
    return 130


def steps(data: Labelled, args: Namespace) -> int:
    """Batches in an epoch; the last one may be smaller."""
    return 1 if args.dry_run else math.ceil(len(data.labels) / args.batch_size)


def accuracy(logits: Tensor, labels: Tensor) -> float:
    """The fraction of the batch whose greatest logit is that of its label."""
    return (logits.argmax(1) == labels).float().mean().item()


@torch.inference_mode()
def evaluate(net: nn.Module, data: Labelled, args: Namespace) -> dict[str, Any]:
    """Loss, accuracy, recall of each class, the confusion matrix and honesty, in float32."""
    logits = calibration.logits_of(net, data, args)
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
        **calibration.honesty(net, logits, data.labels),
    }


def evaluate_saved(test: Labelled, args: Namespace) -> None:
    """--evaluate: the test line of a checkpoint folder."""
    try:
        net = checkpoint.load(args.output)
    except checkpoint.Unfit as error:
        raise SystemExit(f"{args.output}: {error}") from None
    if net.classes != test.classes:
        raise SystemExit(f"{args.output} knows {net.classes}, the data has {test.classes}.")
    report.finish(evaluate(net.to(args.device), test, args), args)
