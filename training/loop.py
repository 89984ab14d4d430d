"""The training loop: fit, train_and_save, run_epoch, train_one_epoch, train_step, in this order.

Read it from top to bottom to follow a batch from the data to the updated weights. What comes from
training/speed/ only makes it faster, with equal results, and can be skipped on a first reading.
"""

import time
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from hub import checkpoint
from training import claim, console, plan, resume
from training.report import board
from training.report.checkpoint import format_test_line
from training.report.epoch import evaluate_epoch
from training.report.outcome import push_and_print_result
from training.run import Run, steps_per_epoch
from training.running import RunningMeans, thin_out
from training.speed import distributed
from training.speed.cuda_graph import choose_step
from training.speed.distributed_layers import wrap_model


def fit(run: Run) -> None:
    """Train, test and save epoch by epoch; push if asked; end with the tutorial's test line."""
    with claim.claimed_output(run):
        train_and_save(run)


def train_and_save(run: Run) -> None:
    """Train for all epochs, in a folder that is this run's alone."""
    args, results = run.args, None
    history = resume.load_state(run) if args.resume else []     # an entry for each epoch
    distributed.require_equal(len(run.train.labels), "number of training pictures")
    distributed.require_equal(len(history), "number of finished epochs")
    run = run._replace(train=run.train.to(args.device), model=wrap_model(run.net))
    plan.print_plan(run, len(history))
    step = len(history) * steps_per_epoch(run.train, args)
    with console.report_interruption(history, args), board.open_board(run, step) as run:
        while len(history) < args.epochs:
            results = run_epoch(run, history)
        # No epoch was asked for (the tutorial's random kernels), or none was left.
        results = results or evaluate_epoch(run, history)
    distributed.shutdown()
    if distributed.is_main():
        resume.delete_state(args)
        push_and_print_result(results, args)


def run_epoch(run: Run, history: list[dict[str, Any]]) -> dict[str, Any]:
    """Train for one epoch, test and save; append the epoch to `history`, return the results."""
    args, number = run.args, len(history) + 1
    # Each epoch has a seed of its own, so a resumed run draws what it would have drawn.
    torch.manual_seed(args.seed * 1_000_003 + number)
    if number > args.epochs - run.plain_epochs:
        run = run._replace(augment=None)
    started = time.perf_counter()
    measured = (run.train_epoch or train_one_epoch)(run, number)
    epoch = {"epoch": number, "seconds": time.perf_counter() - started, **measured}
    console.check_loss(epoch["train_loss"], number, args)
    if number == args.epochs and args.storage == "float16":
        checkpoint.round_to_float16(run.net)    # before the test, which measures what is saved
    results = evaluate_epoch(run, [*history, epoch])
    resume.write_state(run, [*history, epoch])
    history.append(epoch)
    if distributed.is_main():
        print(f"Epoch {number}/{args.epochs}: {format_test_line(results)}", flush=True)
    return results


def train_one_epoch(run: Run, number: int) -> dict[str, Any]:
    """Go through the shuffled training set once; return the loss and accuracy on the way."""
    args, data = run.args, run.train
    run.net.train()
    total, right, seen, steps = 0.0, 0, 0, steps_per_epoch(data, args)
    running = RunningMeans(args.log_interval, steps)
    batches = torch.randperm(len(data.labels)).to(args.device).split(args.batch_size)
    bar = console.progress_bar(batches, f"Epoch {number}/{args.epochs}")
    compute_gradients = choose_step(run, forward_backward)      # itself, or recorded on a GPU
    for step, index in enumerate(plan.announce_duration(bar, run, number)):
        images = data.images[index].float() / 255       # (N, C, H, W) in [0, 1]
        labels = data.labels[index]                     # (N,)
        loss, correct = train_step(run, images, labels, compute_gradients)
        total, right, seen = total + loss * len(labels), right + correct, seen + len(labels)
        if step % args.log_interval == 0:
            console.check_loss(total.item(), number, args)      # of all batches so far
            accuracy = correct.item() / len(labels)
            console.print_progress(bar, loss.item(), accuracy, seen, len(data.labels), number)
        if running.add(step, loss, correct, len(labels)):
            board.log_batch(run, (number - 1) * steps + step + 1, running.windows, index)
        if args.dry_run:
            break
    return {
        "train_loss": total.item() / seen, "train_accuracy": right.item() / seen,
        "running": thin_out(running.windows, args.epochs),
    }  # fmt: skip


def forward_backward(run: Run, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Compute a batch's loss and every weight's gradient; return loss and correct answers.

    `images` is (N, C, H, W) in [0, 1], `labels` is (N,).
    """
    args, n = run.args, len(labels)
    if run.augment:
        images = run.augment(images)
    # The whole batch, or this process's part of it under torchrun:
    images, labels = distributed.shard(images), distributed.shard(labels)
    images = images.contiguous(memory_format=torch.channels_last)
    with torch.autocast(args.device.type, torch.bfloat16, enabled=args.precision == "bfloat16"):
        logits = run.model(images).float()              # (N, classes)
        if run.held_out:    # there are negatives: a logit more, always 0, stands for "no class"
            logits = F.pad(logits, (0, 1))              # (N, classes + 1)
        smoothing = dict(label_smoothing=args.label_smoothing)
        # log_softmax and nll_loss, as the tutorial has them, are one function here.
        loss = F.cross_entropy(logits, labels, reduction="sum", **smoothing) / n
    run.optimizer.zero_grad()
    # Several processes average their gradients, but their sum is wanted.
    (loss * distributed.process_count()).backward()
    return loss.detach(), (logits.argmax(1) == labels).sum()


def train_step(
    run: Run, images: Tensor, labels: Tensor, compute_gradients=forward_backward
) -> tuple[Tensor, Tensor]:
    """Learn from one batch: gradients, then new weights; return loss and correct answers."""
    loss, correct = compute_gradients(run, images, labels)
    run.optimizer.step()
    run.scheduler.step()
    return distributed.all_reduce(torch.stack([loss, correct])).unbind()
