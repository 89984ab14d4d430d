"""Record the last verified commit of each address, for use while the Hub is unavailable."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from huggingface_hub import constants, try_to_load_from_cache

from hub.remote.address import COMMIT, Address
from hub.remote.checksums import compute_checksum
from hub.remote.pull import OPTIONAL_FILES, REQUIRED_FILES, Snapshot

INVALID_RECORD = (OSError, ValueError, KeyError, TypeError, AttributeError)


def record_path(address: Address) -> Path:
    """Return the path of an address's record, in HF_HOME beside the client's cache."""
    name = "--".join((*address.repo_id.split("/"), *address.revision.split("/")))
    return Path(constants.HF_HOME) / "convlens" / f"{name}.json"


def record_verified(address: Address, snapshot: Snapshot) -> None:
    """Write down the commit of an address and its checksums; a failing disk is ignored."""
    record = {"commit": snapshot.address.revision, "checksums": snapshot.checksums}
    path = record_path(address)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(record), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()


def load_last_verified(address: Address, cache: Path) -> Snapshot | None:
    """Return the recorded snapshot if its files are in the cache and still match, else None."""
    try:
        record = json.loads(record_path(address).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = preloaded_record(address, cache)
    try:
        pinned = Address(address.repo_id, COMMIT.fullmatch(record["commit"])[0])
        if not set(REQUIRED_FILES) <= record["checksums"].keys():
            return None
        for name, listed in record["checksums"].items():
            path = cached_path(pinned, name, cache)
            if compute_checksum(path, listed) != listed:
                return None
    except INVALID_RECORD:       # an invalid record, or a file is no longer in the cache
        return None
    return Snapshot(pinned, path.parent, record["checksums"])


def preloaded_record(address: Address, cache: Path) -> dict[str, Any]:
    """Return a record of files that another program put in the cache, or an empty one.

    A Space is built with its models in the cache, and the client names each cached file after the
    checksum in the Hub's listing. Only for a pinned address: a branch or tag may have moved.
    """
    checksums = {}
    for name in (*REQUIRED_FILES, *OPTIONAL_FILES):
        with suppress(*INVALID_RECORD):
            checksums[name] = cached_path(address, name, cache).resolve(strict=True).name
    complete = address.pinned and checksums.keys() >= set(REQUIRED_FILES)
    return {"commit": address.revision, "checksums": checksums} if complete else {}


def cached_path(address: Address, name: str, cache: Path) -> Path:
    """Return the path of a commit's file in the cache.  Raises TypeError if it is not there."""
    return Path(try_to_load_from_cache(address.repo_id, name, cache, address.revision))
