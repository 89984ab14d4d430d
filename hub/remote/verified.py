"""The last commit of each address that was verified here, for the days when the Hub is away."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from huggingface_hub import constants, try_to_load_from_cache

from hub.remote.address import COMMIT, Address
from hub.remote.pull import OPTIONAL_FILES, REQUIRED_FILES, Snapshot, compute_checksum

INVALID_RECORD = (OSError, ValueError, KeyError, TypeError, AttributeError)


def record_path(address: Address) -> Path:
    """Where the note on an address is kept: beside the client's cache, in HF_HOME."""
    name = "--".join((*address.repo_id.split("/"), *address.revision.split("/")))
    return Path(constants.HF_HOME) / "convlens" / f"{name}.json"


def record_verified(address: Address, snapshot: Snapshot) -> None:
    """Note which commit an address meant, and its checksums; without a disk, do without."""
    note = {"commit": snapshot.address.revision, "checksums": snapshot.checksums}
    place = record_path(address)
    beside = place.with_name(f".{place.name}.{os.getpid()}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(note), encoding="utf-8")
        beside.replace(place)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def load_last_verified(address: Address, cache: Path) -> Snapshot | None:
    """The commit that was noted, if its files are still in the cache and still the same bytes."""
    try:
        note = json.loads(record_path(address).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        note = preloaded_record(address, cache)
    try:
        pinned = Address(address.repo_id, COMMIT.fullmatch(note["commit"])[0])
        if not set(REQUIRED_FILES) <= note["checksums"].keys():
            return None
        for name, stated in note["checksums"].items():
            path = cached_path(pinned, name, cache)
            if compute_checksum(path, stated) != stated:
                return None
    except INVALID_RECORD:       # a broken note, or a file that has left the cache
        return None
    return Snapshot(pinned, path.parent, note["checksums"])


def preloaded_record(address: Address, cache: Path) -> dict[str, Any]:
    """A note on what lies in the cache although we have not put it there.

    So it is where a Space was built with its models: the client stores each file under the
    checksum that the Hub has listed. An address that may move says too little.
    """
    checksums = {}
    for name in (*REQUIRED_FILES, *OPTIONAL_FILES):
        with suppress(*INVALID_RECORD):
            checksums[name] = cached_path(address, name, cache).resolve(strict=True).name
    whole = address.pinned and checksums.keys() >= set(REQUIRED_FILES)
    return {"commit": address.revision, "checksums": checksums} if whole else {}


def cached_path(address: Address, name: str, cache: Path) -> Path:
    """Where a file of a commit is in the cache.  Raises TypeError if it is not."""
    return Path(try_to_load_from_cache(address.repo_id, name, cache, address.revision))
