"""Where a network comes from: the Hub, the last copy that was verified, or the bundled folder."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from huggingface_hub import HfApi, constants, get_token
from torch import nn

from hub import checkpoint, run_record
from hub.remote import verified
from hub.remote.address import Address, asked, read
from hub.remote.errors import PullFailed
from hub.remote.pull import Snapshot, pull
from hub.run_record import Run
from hub.validation import Unfit, check_kind

REFUSALS = ("absent", "gated", "refused")   # what a token may change
OURS = ("away", "broken", "disk")   # nobody's will: a copy may answer, as it may not for a refusal


class Source(NamedTuple):
    """A network ready to answer, and all that a page says about its origin."""

    net: nn.Module
    accuracy: float | None              # on its test set, if its maker has measured it
    name: str                           # owner/name@1a2b3c4d, or the bundled folder's name
    origin: str                         # hub, copy, bundled or trained
    wanted: str = ""                    # what was asked for, where that is something else
    trouble: PullFailed | None = None   # why it is not what was asked for
    run: Run | None = None              # the training behind it, where one is known


def bundled(name: str, wanted: str = "") -> Source:
    """A checkpoint of this repository.  Raises Unfit."""
    return kept(checkpoint.BUNDLED / name, name, "bundled", wanted=wanted)


def kept(folder: Path, name: str, origin: str, **why: object) -> Source:
    """A checkpoint folder's network and all that it tells of itself.  Raises Unfit."""
    net = checkpoint.load(folder)
    run = run_record.read(folder, net.classes)
    return Source(net, accuracy(folder), name, origin, run=run, **why)


def accuracy(folder: Path) -> float | None:
    """What a checkpoint's metrics say, if they say it in a form that can be shown."""
    try:
        measured = checkpoint.metrics(folder).get("accuracy")
    except Unfit:
        return None
    return measured if isinstance(measured, float) and 0 <= measured <= 1 else None


def opened(snapshot: Snapshot, origin: str, **why: object) -> Source:
    """The network of a verified folder.  Raises PullFailed of kind unfit."""
    try:
        return kept(snapshot.folder, str(snapshot.address), origin, **why)
    except Unfit as error:
        raise PullFailed("unfit", str(error)) from None


def fitting(source: Source, like: nn.Module) -> Source:
    """The same, if it can stand where `like` stands.  Raises PullFailed of kind unfit."""
    try:
        check_kind(source.net, like)
    except Unfit as error:
        raise PullFailed("unfit", str(error)) from None
    return source


def visited(address: Address) -> Source:
    """What a visitor has asked for: fetched without any token, and not kept on the disk.

    Raises PullFailed.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
        return opened(pull(address, HfApi(token=False), Path(cache), limit=60), "hub")


def configured(name: str) -> Source:
    """What the environment names for a checkpoint; whatever goes wrong, something that answers."""
    words, own = asked(name), bundled(name)
    try:
        address = read(words)
        return newest(address, own.net)
    except PullFailed as failed:
        return own._replace(wanted=words, trouble=failed)


def newest(address: Address, like: nn.Module) -> Source:
    """From the Hub; if that is away, the last verified copy.  Raises PullFailed."""
    cache = Path(constants.HF_HUB_CACHE)
    try:
        snapshot = ours(address, cache)
        source = fitting(opened(snapshot, "hub"), like)
    except PullFailed as failed:
        copy = verified.last(address, cache) if failed.kind in OURS else None
        if copy is None:
            raise
        return fitting(opened(copy, "copy", wanted=str(address), trouble=failed), like)
    verified.remember(address, snapshot)
    return source


def ours(address: Address, cache: Path) -> Snapshot:
    """As nobody, because a stale token would be refused even at public doors; then as ourselves."""
    try:
        return pull(address, HfApi(token=False), cache)
    except PullFailed as failed:
        if failed.kind not in REFUSALS or not get_token():
            raise
    return pull(address, HfApi(), cache)
