"""Say how a run has ended: where it is saved, what to do next, and the tutorial's test line."""

import argparse
from typing import Any

from hub import checkpoint, own_runs
from hub.remote import push
from training import evaluation
from training.data import LabelledImages
from training.report.checkpoint import format_test_line
from training.run_folder import newest_checkpoint, show_path
from training.speed import distributed


def push_and_print_result(results: dict[str, Any], args: argparse.Namespace) -> None:
    """Print the folder and the next commands, push the checkpoint if asked; the test line is last.
    """
    if args.own_folder and args.dry_run:
        print("A dry run: nothing was kept.")
    elif args.save_model and not args.evaluate:
        print_next_steps(args)
    if args.push:
        try:
            print(push.push_folder(args.output, args.repo_id, args.private, args.tag, args.onnx))
        except push.PushFailed as error:
            raise SystemExit(
                f"Saved in {args.output}, but not pushed to {args.repo_id}: {error}. "
                "The same command with --evaluate tries again without training."
            ) from None
    if args.epochs and not args.dry_run and not own_runs.has_learned(results):
        print(f"This network answers no better than guessing: {results['accuracy']:.1%}, loss "
              f"{results['loss']:.3g}.", describe_cure(args))  # fmt: skip
    print(format_test_line(results), flush=True)


def describe_cure(args: argparse.Namespace) -> str:
    """Say what may help a network that has learned nothing."""
    if args.evaluate:
        return "Train it again."
    return f"Try a smaller --lr, such as {args.lr / 10:g}, or more epochs. The app will not use it."


def print_next_steps(args: argparse.Namespace) -> None:
    """Print where a run is saved, and the commands that use it."""
    print(f"Saved in {show_path(args.output)}")
    script = f"python training/{args.dataset}.py --recipe {args.recipe}"
    where = "" if newest_checkpoint(args) == args.output else f" --output {show_path(args.output)}"
    steps = {}
    network = args.dataset + "_tutorial" * (args.recipe == "tutorial")
    if args.output in [run.folder for run in own_runs.runs_for(network)]:
        steps["Let the app answer with it"] = "python app.py"
    if args.board:
        boards = args.log_dir or own_runs.runs_root()
        steps["Look at its curves"] = f"tensorboard --logdir {show_path(boards)}"
    if not args.push:
        steps["Send it to the Hub"] = f"{script} --evaluate --push{where}"
    for purpose, command in steps.items():
        print(f"  {purpose + ':':<28}{command}")


def evaluate_saved(test: LabelledImages, args: argparse.Namespace) -> None:
    """Print the test line of a saved checkpoint (--evaluate), and push it if asked."""
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
    push_and_print_result(evaluation.score(logits, test), args)
