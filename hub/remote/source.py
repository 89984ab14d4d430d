"""Where a network comes from: the Hub, the last copy that was verified, or the bundled folder."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from huggingface_hub import HfApi, constants, get_token
from torch import nn

from hub import checkpoint, run_record
from hub.remote import verified
from hub.remote.address import Address, configured_address, parse_address
from hub.remote.errors import PullFailed
from hub.remote.pull import Snapshot, pull_snapshot
from hub.run_record import RunRecord
from hub.validation import InvalidCheckpoint, check_same_input

TOKEN_MAY_HELP = ("absent", "gated", "refused")   # what a token may change
COPY_MAY_ANSWER = ("away", "broken", "disk")   # nobody's will: a copy may answer, as it may not for a refusal


class Source(NamedTuple):
    """A network ready to answer, and all that a page says about its origin."""

    net: nn.Module
    accuracy: float | None              # on its test set, if its maker has measured it
    name: str                           # owner/name@1a2b3c4d, or the bundled folder's name
    origin: str                         # hub, copy, bundled or trained
    wanted: str = ""                    # what was asked for, where that is something else
    trouble: PullFailed | None = None   # why it is not what was asked for
    run: RunRecord | None = None        # the training behind it, where one is known


def load_bundled(name: str, wanted: str = "") -> Source:
    """A checkpoint of this repository.  Raises InvalidCheckpoint."""
    return load_folder(checkpoint.BUNDLED / name, name, "bundled", wanted=wanted)


def load_folder(folder: Path, name: str, origin: str, **why: object) -> Source:
    """A checkpoint folder's network and all that it tells of itself.  Raises InvalidCheckpoint."""
    net = checkpoint.load(folder)
    run = run_record.load_run(folder, net.classes)
    return Source(net, read_accuracy(folder), name, origin, run=run, **why)


def read_accuracy(folder: Path) -> float | None:
    """What a checkpoint's metrics say, if they say it in a form that can be shown."""
    try:
        measured = checkpoint.load_metrics(folder).get("accuracy")
    except InvalidCheckpoint:
        return None
    return measured if isinstance(measured, float) and 0 <= measured <= 1 else None


def load_snapshot(snapshot: Snapshot, origin: str, **why: object) -> Source:
    """The network of a verified folder.  Raises PullFailed of kind unfit."""
    try:
        return load_folder(snapshot.folder, str(snapshot.address), origin, **why)
    except InvalidCheckpoint as error:
        raise PullFailed("unfit", str(error)) from None


def require_same_input(source: Source, like: nn.Module) -> Source:
    """The same, if it can stand where `like` stands.  Raises PullFailed of kind unfit."""
    try:
        check_same_input(source.net, like)
    except InvalidCheckpoint as error:
        raise PullFailed("unfit", str(error)) from None
    return source


def load_for_visitor(address: Address) -> Source:
    """What a visitor has asked for: fetched without any token, and not kept on the disk.

    Raises PullFailed.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
        return load_snapshot(pull_snapshot(address, HfApi(token=False), Path(cache), limit=60), "hub")


def load_configured(name: str) -> Source:
    """What the environment names for a checkpoint; whatever goes wrong, something that answers."""
    words, own = configured_address(name), load_bundled(name)
    try:
        address = parse_address(words)
        return load_from_hub_or_copy(address, own.net)
    except PullFailed as failed:
        return own._replace(wanted=words, trouble=failed)


def load_from_hub_or_copy(address: Address, like: nn.Module) -> Source:
    """From the Hub; if that is away, the last verified copy.  Raises PullFailed."""
    cache = Path(constants.HF_HUB_CACHE)
    try:
        snapshot = pull_with_token_if_needed(address, cache)
        source = require_same_input(load_snapshot(snapshot, "hub"), like)
    except PullFailed as failed:
        copy = verified.load_last_verified(address, cache) if failed.kind in COPY_MAY_ANSWER else None
        if copy is None:
            raise
        return require_same_input(load_snapshot(copy, "copy", wanted=str(address), trouble=failed), like)
    verified.record_verified(address, snapshot)
    return source


def pull_with_token_if_needed(address: Address, cache: Path) -> Snapshot:
    """As nobody, because a stale token would be refused even at public doors; then as ourselves."""
    try:
        return pull_snapshot(address, HfApi(token=False), cache)
    except PullFailed as failed:
        if failed.kind not in TOKEN_MAY_HELP or not get_token():
            raise
    return pull_snapshot(address, HfApi(), cache)
