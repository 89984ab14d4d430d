"""Parse the flags that all three scripts share: the tutorial's, and a few more."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import torch

from hub import checkpoint
from hub.remote import account, published, push
from training.argument_types import (
    fraction,
    non_negative_integer,
    positive_integer,
    positive_number,
)
from training.data import ROOT
from training.recipe import Recipe
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


def parse_args(
    description: str, stem: str, recipes: dict[str, Recipe], argv: list[str] | None = None,
    add_own_flags: Callable[[argparse.ArgumentParser], None] = lambda parser: None,
) -> argparse.Namespace:
    """Parse a script's flags; those that were not given come from the recipe."""
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    add_recipe_flags(parser, recipes)
    add_common_flags(parser)
    add_own_flags(parser)
    args = parser.parse_args(argv)
    if args.gamma is not None and recipes[args.recipe].gamma is None:
        parser.error("--gamma has no meaning here: this recipe's learning rate is one-cycle")
    if args.push and not args.save_model:
        parser.error("--push sends what was saved: leave --no-save-model out")
    for flag in RECIPE_FLAGS:
        if getattr(args, flag) is None:
            setattr(args, flag, getattr(recipes[args.recipe], flag))
    args.name = stem if args.recipe in ("compact", "wide", "photos") else f"{stem}_{args.recipe}"
    trial = args.dry_run or args.limit      # a trial never replaces the app's network
    args.output = args.output or (ROOT / "trials" if trial else checkpoint.BUNDLED) / args.name
    args.started = time.strftime("%Y%m%d-%H%M%S")
    if (args.log_dir / args.name).resolve().is_relative_to(args.output.resolve()):
        parser.error("--log-dir lies in --output, which is replaced after every epoch")
    args.epochs = 1 if args.dry_run else args.epochs
    args.device = distributed.init(choose_device(args))
    args.precision = choose_precision(args.precision, args.device)
    if not distributed.is_main():       # the main process writes for all
        args.save_model = args.board = args.push = False
    if args.push:
        args.repo_id = push_destination(args)
    return args


def add_recipe_flags(parser: argparse.ArgumentParser, recipes: dict[str, Recipe]) -> None:
    """Add the flags whose defaults a recipe sets; their help lists the default of each recipe."""

    def add(flag: str, kind: type, metavar: str, what: str) -> None:
        name = flag.strip("-").replace("-", "_")
        used = [(recipe, getattr(values, name)) for recipe, values in recipes.items()]
        defaults = ", ".join(f"{recipe}: {value}" for recipe, value in used if value is not None)
        words = f"{what} ({defaults or 'unused'})"
        parser.add_argument(flag, type=kind, metavar=metavar, help=words)

    parser.add_argument(
        "--recipe", choices=list(recipes), default="compact", help="set of defaults (compact)"
    )
    add("--batch-size", positive_integer, "N", "pictures in a training batch")
    add("--test-batch-size", positive_integer, "N", "pictures in a test batch")
    add("--epochs", non_negative_integer, "N", "times through the training set")
    add("--lr", positive_number, "LR", "learning rate; for one-cycle its peak")
    add("--gamma", positive_number, "M", "the learning rate is multiplied by M after each epoch")
    add("--label-smoothing", fraction, "P", "this share of each label goes to all classes")
    add("--precision", str, "TYPE", "bfloat16 or float32; auto: bfloat16 where the device has it")
    add("--log-interval", positive_integer, "N", "batches between two lines of progress")


def add_common_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that do not depend on the recipe."""
    add = parser.add_argument
    add("--seed", type=int, default=1, metavar="S", help="random seed (1)")
    add(
        "--storage", choices=["float32", "float16"], default="float32",
        help="float16: kernels are rounded after the last epoch and need half the bytes (float32)",
    )
    add("--limit", type=positive_integer, metavar="N", help="first N training pictures only")
    add("--dry-run", action="store_true", help="one batch, to see that all works")
    add("--device", default="auto", help="auto, cpu, cuda, cuda:1, mps, … (auto)")
    add("--no-cuda", action="store_true", help="auto does not choose CUDA")
    add("--no-mps", action="store_true", help="auto does not choose Apple's GPU")
    add(
        "--data-dir", type=Path, default=ROOT / "data", metavar="DIR",
        help="where torchvision keeps the data set, or a folder with train/<class>/ and "
        "test/<class>/ (data, in the repository)",
    )
    add(
        "--output", type=Path, metavar="DIR",
        help="checkpoint folder (hub/checkpoints/NAME, which the app answers with; "
        "trials/NAME with --dry-run or --limit)",
    )
    add(
        "--save-model", action=argparse.BooleanOptionalAction, default=True,
        help="save the checkpoint after each epoch (yes)",
    )
    add(
        "--board", action=argparse.BooleanOptionalAction, default=True,
        help="write what TensorBoard shows (yes)",
    )
    add(
        "--log-dir", type=Path, default=ROOT / "runs", metavar="DIR",
        help="where to: DIR/NAME/<time> (runs, in the repository)",
    )
    add("--resume", action="store_true", help="go on where a stopped run ended")
    add("--evaluate", action="store_true", help="no training: test --output")
    add("--push", action="store_true", help="send the checkpoint to the Hub")
    push.add_flags(parser)


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
