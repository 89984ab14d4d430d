"""Parse a script's flags, check that they fit together, and fill in those of the recipe."""

import argparse
import sys
import time
from collections.abc import Callable

import torch

from hub.remote import account, published, push
from training import run_folder
from training.flags import add_flags
from training.recipe import Recipe, describe_settings
from training.speed import distributed
from training.speed.precision import choose_precision

# These must be the same when a stopped run is resumed; they also go into metrics.json.
RECORDED_FLAGS = [
    "recipe", "epochs", "batch_size", "lr", "gamma", "label_smoothing", "precision",
    "seed", "limit", "storage",
]
RECIPE_FLAGS = [    # fields of Recipe
    "batch_size", "test_batch_size", "epochs", "lr", "gamma", "label_smoothing", "precision",
    "log_interval",
]

UNNAMED = ("compact", "wide", "photos", "hands")     # recipes of the networks that pages use


def parse_args(
    description: str, stem: str, recipes: dict[str, Recipe], argv: list[str] | None = None,
    add_own_flags: Callable[..., None] = lambda group: None,
) -> argparse.Namespace:
    """Parse a script's flags; those that were not given come from the recipe."""
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    add_flags(parser, recipes)
    add_own_flags(parser.add_argument_group("this script"))
    args = parser.parse_args(argv)
    if args.gamma is not None and recipes[args.recipe].gamma is None:
        parser.error("--gamma has no meaning here: this recipe's learning rate is one-cycle")
    if args.push and not args.save_model:
        parser.error("--push sends what was saved: leave --no-save-model out")
    args.dataset, args.own_folder, args.temporary = stem, False, None
    args.announced = False      # see plan.announce_duration
    args.started = time.strftime("%Y%m%d-%H%M%S")
    args.settings = describe_settings(args, recipes[args.recipe])
    for flag in ("repo_id", "private", "tag", "onnx"):
        if getattr(args, flag) and not args.push:
            parser.error(f"--{flag.replace('_', '-')} belongs to --push: add it, or leave both out")
    if args.evaluate and args.limit:
        print("--limit counts training pictures: the test set is used whole.", file=sys.stderr)
    for flag in RECIPE_FLAGS:
        if getattr(args, flag) is None:
            setattr(args, flag, getattr(recipes[args.recipe], flag))
    args.name = stem if args.recipe in UNNAMED else f"{stem}_{args.recipe}"
    run_folder.choose_output(args)
    boards = args.log_dir and (args.log_dir / args.name).resolve()
    if boards and boards.is_relative_to(args.output.resolve()):
        parser.error("--log-dir lies in --output, which is replaced after every epoch")
    args.epochs = 1 if args.dry_run else args.epochs
    args.device = distributed.init(choose_device(args))
    args.precision = choose_precision(args.precision, args.device)
    if not distributed.is_main():       # the main process writes for all
        args.save_model = args.board = args.push = False
    if args.push:
        args.repo_id = push_destination(args)
    return args


def push_destination(args: argparse.Namespace) -> str:
    """Return the repository to push to; ask the Hub now, before the training."""
    try:
        if args.onnx:
            published.require_onnx()
        return account.resolve_destination(args.repo_id, args.name)
    except push.PushFailed as error:
        raise SystemExit(f"--push: {error}. Nothing was trained.") from None


def choose_device(args: argparse.Namespace) -> torch.device:
    """Return the device that was named, or the fastest that is there and not switched off."""
    if args.device == "auto":
        if torch.cuda.is_available() and not args.no_cuda:
            return torch.device("cuda")
        if torch.backends.mps.is_available() and not args.no_mps:
            return torch.device("mps")
        return torch.device("cpu")
    try:
        chosen = torch.device(args.device)
        torch.empty(1, device=chosen)
    except (RuntimeError, AssertionError) as error:
        raise SystemExit(f"--device {args.device}: {str(error).splitlines()[0]}") from None
    return chosen
