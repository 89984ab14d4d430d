"""The flags that all three scripts share, in groups: the tutorial's, and a few more."""

import argparse
from collections.abc import Callable
from pathlib import Path

from hub.remote import push
from training.argument_types import (
    fraction,
    non_negative_integer,
    positive_integer,
    positive_number,
)
from training.data import ROOT
from training.recipe import Recipe

SWITCH = dict(action="store_true")
YES_OR_NO = dict(action=argparse.BooleanOptionalAction, default=True)


def add_flags(parser: argparse.ArgumentParser, recipes: dict[str, Recipe]) -> None:
    """Add all shared flags."""
    add_recipe_flags(parser, recipes)
    add_run_flags(parser)
    add_folder_flags(parser)
    add_device_flags(parser)
    hub = parser.add_argument_group("Hub")
    hub.add_argument("--push", **SWITCH, help="send the checkpoint to the Hub")
    push.add_flags(hub)


def add_recipe_flags(parser: argparse.ArgumentParser, recipes: dict[str, Recipe]) -> None:
    """Add the flags whose defaults a recipe sets; their help lists the default of each recipe."""
    group = parser.add_argument_group("recipe", "a set of defaults for the flags below it")

    def add(flag: str, kind: Callable, metavar: str, what: str) -> None:
        name = flag.strip("-").replace("-", "_")
        used = [(recipe, getattr(values, name)) for recipe, values in recipes.items()]
        defaults = ", ".join(f"{recipe}: {value}" for recipe, value in used if value is not None)
        words = f"{what} ({defaults or 'unused'})"
        group.add_argument(flag, type=kind, metavar=metavar, help=words)

    group.add_argument("--recipe", choices=list(recipes), default="compact", help="(compact)")
    add("--batch-size", positive_integer, "N", "pictures in a training batch")
    add("--test-batch-size", positive_integer, "N", "pictures in a test batch")
    add("--epochs", non_negative_integer, "N", "times through the training set")
    add("--lr", positive_number, "LR", "learning rate; for one-cycle its peak")
    add("--gamma", positive_number, "M", "the learning rate is multiplied by M after each epoch")
    add("--label-smoothing", fraction, "P", "this share of each label goes to all classes")
    add("--precision", str, "TYPE", "bfloat16 or float32; auto: bfloat16 where the device has it")
    add("--log-interval", positive_integer, "N", "batches between two lines of progress")


def add_run_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say what is done: training, a trial or only a test."""
    add = parser.add_argument_group("run").add_argument
    add("--seed", type=int, default=1, metavar="S", help="random seed (1)")
    add("--limit", type=positive_integer, metavar="N", help="first N training pictures only")
    add("--dry-run", **SWITCH, help="one batch, to see that all works; nothing is kept")
    add("--resume", **SWITCH, help="go on where the last stopped run ended")
    add(
        "--evaluate", **SWITCH,
        help="no training: test --output (the recipe's newest run, else the bundled network)",
    )


def add_folder_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say what is read and written, and where."""
    add = parser.add_argument_group("files").add_argument
    add(
        "--data-dir", type=Path, default=ROOT / "data", metavar="DIR",
        help="where torchvision keeps the data set, or a folder with train/<class>/ and "
        "test/<class>/ (data, in the repository)",
    )
    add(
        "--output", type=Path, metavar="DIR",
        help="checkpoint folder (checkpoint, in the folder of the run: runs/DATASET/RECIPE/RUN)",
    )
    add("--save-model", **YES_OR_NO, help="save the checkpoint after each epoch (yes)")
    add(
        "--storage", choices=["float32", "float16"], default="float32",
        help="float16: kernels are rounded after the last epoch and need half the bytes (float32)",
    )
    add("--board", **YES_OR_NO, help="write what TensorBoard shows (yes)")
    add(
        "--log-dir", type=Path, metavar="DIR",
        help="where to: DIR/NAME/<time> (the folder of the run)",
    )


def add_device_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that choose the device."""
    add = parser.add_argument_group("device").add_argument
    add("--device", default="auto", help="auto, cpu, cuda, cuda:1, mps, … (auto)")
    add("--no-cuda", **SWITCH, help="auto does not choose CUDA")
    add("--no-mps", **SWITCH, help="auto does not choose Apple's GPU")
