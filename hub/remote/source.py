"""Load a network from the Hub, the last verified copy, or the bundled checkpoint."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from huggingface_hub import HfApi, constants, get_token
from torch import nn

from hub import checkpoint, run_record
from hub.layers import count_multiplications
from hub.remote import verified
from hub.remote.address import Address, configured_address, parse_address
from hub.remote.errors import PullFailed
from hub.remote.pull import Snapshot, pull_snapshot
from hub.run_record import RunRecord
from hub.validation import InvalidCheckpoint, check_same_input

# Kinds of PullFailed:
TOKEN_MAY_HELP = ("absent", "gated", "refused")     # try again with the token
COPY_MAY_ANSWER = ("away", "broken", "disk")        # the owner did not withdraw it


class Source(NamedTuple):
    """A network ready to answer, and what a page says about its origin."""

    net: nn.Module
    accuracy: float | None              # on its test set, if metrics.json has it
    name: str                           # owner/name@1a2b3c4d, or the bundled folder's name
    origin: str                         # hub, copy, bundled or trained
    wanted: str = ""                    # the address that was asked for, if another source answers
    trouble: PullFailed | None = None   # why that address does not answer
    run: RunRecord | None = None        # the training run behind it, if known
    address: Address | None = None      # on the Hub, if it came from there, with its commit
    folder: Path | None = None          # of a run of this machine


def load_bundled(name: str, wanted: str = "") -> Source:
    """Load a bundled checkpoint.  Raises InvalidCheckpoint."""
    return load_folder(checkpoint.BUNDLED / name, name, "bundled", wanted=wanted)


def load_folder(folder: Path, name: str, origin: str, **why: object) -> Source:
    """Load a checkpoint folder: network, accuracy and training run.  Raises InvalidCheckpoint."""
    net = checkpoint.load(folder)
    run = run_record.load_run(folder, net.classes)
    return Source(net, read_accuracy(folder), name, origin, run=run, **why)


def read_accuracy(folder: Path) -> float | None:
    """Read the accuracy from metrics.json, or return None if there is no valid one."""
    try:
        accuracy = checkpoint.load_metrics(folder).get("accuracy")
    except InvalidCheckpoint:
        return None
    return accuracy if isinstance(accuracy, float) and 0 <= accuracy <= 1 else None


def load_snapshot(snapshot: Snapshot, origin: str, **why: object) -> Source:
    """Load the network of a verified folder.  Raises PullFailed of kind unfit."""
    try:
        address = snapshot.address
        return load_folder(snapshot.folder, str(address), origin, address=address, **why)
    except InvalidCheckpoint as error:
        raise PullFailed("unfit", str(error)) from None


def require_same_input(source: Source, like: nn.Module) -> Source:
    """Return `source` if it takes the same input as `like`.  Raises PullFailed of kind unfit."""
    try:
        check_same_input(source.net, like)
    except InvalidCheckpoint as error:
        raise PullFailed("unfit", str(error)) from None
    return source


def load_for_visitor(address: Address, most_work: int | None = None) -> Source:
    """Load a visitor's repository: without a token, and without keeping it on disk.

    Raises PullFailed, also if the network takes more than `most_work` multiplications for a
    picture.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
        snapshot = pull_snapshot(address, HfApi(token=False), Path(cache), limit=60)
        if most_work:
            check_work(snapshot.folder, most_work)
        return load_snapshot(snapshot, "hub")


def check_work(folder: Path, most: int) -> None:
    """Raise PullFailed if a checkpoint's network takes more than `most` multiplications.

    They follow from its config.json; no weight is read.
    """
    try:
        work = count_multiplications(checkpoint.build_skeleton(folder))
    except InvalidCheckpoint as error:
        raise PullFailed("unfit", str(error)) from None
    if work > most:
        millions = f"{work // 1_000_000} million multiplications for a picture"
        raise PullFailed("unfit", f"config.json: {millions}, more than {most // 1_000_000} allowed")


def load_configured(name: str) -> Source:
    """Load the repository that the environment names for a checkpoint, else the bundled one."""
    text, bundled = configured_address(name), load_bundled(name)
    try:
        return load_from_hub_or_copy(parse_address(text), bundled.net)
    except PullFailed as failed:
        return bundled._replace(wanted=text, trouble=failed)


def load_from_hub_or_copy(address: Address, like: nn.Module) -> Source:
    """Load from the Hub or, if it is unavailable, the last verified copy.  Raises PullFailed."""
    cache = Path(constants.HF_HUB_CACHE)
    try:
        snapshot = pull_with_token_if_needed(address, cache)
        source = require_same_input(load_snapshot(snapshot, "hub"), like)
    except PullFailed as failed:
        usable = failed.kind in COPY_MAY_ANSWER
        copy = verified.load_last_verified(address, cache) if usable else None
        if copy is None:
            raise
        source = load_snapshot(copy, "copy", wanted=str(address), trouble=failed)
        return require_same_input(source, like)
    verified.record_verified(address, snapshot)
    return source


def pull_with_token_if_needed(address: Address, cache: Path) -> Snapshot:
    """Pull anonymously first, because a stale token is refused even for public repositories."""
    try:
        return pull_snapshot(address, HfApi(token=False), cache)
    except PullFailed as failed:
        if failed.kind not in TOKEN_MAY_HELP or not get_token():
            raise
    return pull_snapshot(address, HfApi(), cache)
