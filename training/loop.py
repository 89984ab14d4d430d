"""The training loop: batches, epochs, their tests. Every line of it can be read in five minutes."""

import math
import sys
import time
from argparse import Namespace
from typing import Any

import torch
from tqdm import tqdm

from hub import checkpoint
from training import calibration, console, evaluation, resume
from training.data import LabelledImages
from training.report import board
from training.report import checkpoint as report
from training.run import Run
from training.speed import cuda_graph, distributed


def fit(run: Run) -> None:
    """Train, test and save, epoch after epoch; end with the tutorial's test line."""
    args = run.args
    history = resume.load_state(run) if args.resume else []
    distributed.require_equal(len(run.train.labels), "number of training pictures")
    distributed.require_equal(len(history), "number of finished epochs")
    run = run._replace(train=run.train.to(args.device), learner=distributed.wrap_model(run.net))
    with console.report_interruption(history, args):
        results = run_all_epochs(run, history)
    distributed.shutdown()
    if distributed.is_main():
        resume.delete_state(args)
        report.push_and_print_result(results, args)


def run_all_epochs(run: Run, history: list[dict[str, Any]]) -> dict[str, Any]:
    """All epochs that are left, drawn on the board; `history` grows by them."""
    args, results = run.args, None
    try:
        run = board.open_board(run, len(history) * steps_per_epoch(run.train, args))
        while len(history) < args.epochs:
            results = run_epoch(run, history)
        # No epoch was asked for (the tutorial's random kernels), or none was left.
        return results or evaluate_epoch(run, history)
    except RuntimeError as error:
        if not distributed.is_peer_failure(error):
            raise
        ended = f"Another process of this run has ended: {console.describe_saved(history, args)}"
        raise SystemExit(distributed.main_message(ended)) from None
    finally:
        board.close_board(run)


def run_epoch(run: Run, history: list[dict[str, Any]]) -> dict[str, Any]:
    """One epoch, its test and its checkpoint; `history` grows by it."""
    number = len(history) + 1
    # Each epoch has a seed of its own, so a resumed run draws what it would have drawn.
    torch.manual_seed(run.args.seed * 1_000_003 + number)
    if number > run.args.epochs - run.plain:
        run = run._replace(augment=None)
    started = time.perf_counter()
    loss, correct = train_one_epoch(run, number)
    seconds = time.perf_counter() - started
    measured = {"epoch": number, "seconds": seconds, "train_loss": loss, "train_accuracy": correct}
    console.check_loss(loss, number, run.args)
    if number == run.args.epochs and run.args.storage == "float16":
        checkpoint.round_to_float16(run.net)       # before the test: what is measured is what is kept
    results = evaluate_epoch(run, [*history, measured])
    resume.write_state(run, [*history, measured])
    history.append(measured)
    if distributed.is_main():
        print(f"Epoch {number}/{run.args.epochs}: {report.format_test_line(results)}", flush=True)
    return results


def evaluate_epoch(run: Run, history: list[dict[str, Any]]) -> dict[str, Any]:
    """The test after an epoch, drawn and saved; the last entry of `history` grows by it.

    Of several processes only the first does it.
    """
    if not distributed.is_main():
        return {}
    step = len(history) * steps_per_epoch(run.train, run.args)
    found = calibration.fit_calibration(run.net, run.held_out) if run.held_out else {}
    logits = evaluation.compute_logits(run.net, run.test.images, run.args.test_batch_size)
    results = evaluation.score(logits, run.test) | calibration.measure_calibration(run.net, logits, run.test)
    results |= found
    console.check_loss(results["loss"], len(history), run.args)
    if history:
        history[-1] |= {"test_loss": results["loss"], "test_accuracy": results["accuracy"]}
    board.log_epoch(run, step, logits, results, history)
    if len(history) == run.args.epochs:
        board.log_end(run, step)
    report.save_checkpoint(run, logits, results, history)
    return results


def train_one_epoch(run: Run, number: int) -> tuple[float, float]:
    """Once through the training set, shuffled; returns mean loss and accuracy while it learned."""
    args, data = run.args, run.train
    run.net.train()
    total, right, seen, losses = 0.0, 0, 0, []
    order = torch.randperm(len(data.labels)).to(args.device).split(args.batch_size)
    hidden = not (sys.stderr.isatty() and distributed.is_main())
    bar = tqdm(order, f"Epoch {number}/{args.epochs}", disable=hidden, leave=False)
    way = cuda_graph.choose_step(run)
    for step, index in enumerate(bar):
        images = data.images[index].float() / 255       # (N, C, H, W) in [0, 1]
        labels = data.labels[index]                     # (N,)
        loss, correct = cuda_graph.train_step(run, images, labels, way)
        total, right, seen = total + loss * len(labels), right + correct, seen + len(labels)
        losses.append(loss)
        if step % args.log_interval == 0:
            console.check_loss(total.item(), number, args)       # of all batches so far
            share = correct.item() / len(labels)
            console.print_progress(bar, loss.item(), share, seen, len(data.labels), number)
            running = torch.stack(losses[-args.log_interval :]).mean()
            board.log_batch(run, (number - 1) * len(order) + step + 1, running.item())
        if args.dry_run:
            break
    return total.item() / seen, right.item() / seen


def steps_per_epoch(data: LabelledImages, args: Namespace) -> int:
    """Batches in an epoch; the last one may be smaller."""
    return 1 if args.dry_run else math.ceil(len(data.labels) / args.batch_size)


def evaluate_saved(test: LabelledImages, args: Namespace) -> None:
    """--evaluate: the test line of a checkpoint folder."""
    distributed.shutdown()
    if not distributed.is_main():
        return
    try:
        net = checkpoint.load(args.output)
    except checkpoint.InvalidCheckpoint as error:
        raise SystemExit(f"{args.output}: {error}") from None
    if net.classes != test.classes:
        raise SystemExit(f"{args.output} knows {net.classes}, the data has {test.classes}.")
    logits = evaluation.compute_logits(net.to(args.device), test.images, args.test_batch_size)
    report.push_and_print_result(evaluation.score(logits, test), args)
