"""The last commit of each address that was verified here, for the days when the Hub is away."""

import json
import os
from contextlib import suppress
from pathlib import Path

from huggingface_hub import constants, try_to_load_from_cache

from hub.address import COMMIT, Address
from hub.pull import NEEDED, Snapshot, checksum

WRONG = (OSError, ValueError, KeyError, TypeError, AttributeError)


def record(address: Address) -> Path:
    """Where the note on an address is kept: beside the client's cache, in HF_HOME."""
    name = "--".join((*address.repo_id.split("/"), *address.revision.split("/")))
    return Path(constants.HF_HOME) / "convlens" / f"{name}.json"


def remember(address: Address, snapshot: Snapshot) -> None:
    """Note which commit an address meant, and its checksums; without a disk, do without."""
    note = {"commit": snapshot.address.revision, "checksums": snapshot.checksums}
    place = record(address)
    beside = place.with_name(f".{place.name}.{os.getpid()}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(note), encoding="utf-8")
        beside.replace(place)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def last(address: Address, cache: Path) -> Snapshot | None:
    """The commit that was noted, if its files are still in the cache and still the same bytes."""
    try:
        note = json.loads(record(address).read_text(encoding="utf-8"))
        pinned = Address(address.repo_id, COMMIT.fullmatch(note["commit"])[0])
        if not set(NEEDED) <= note["checksums"].keys():
            return None
        for name, stated in note["checksums"].items():
            path = Path(try_to_load_from_cache(pinned.repo_id, name, cache, pinned.revision))
            if checksum(path, stated) != stated:
                return None
    except WRONG:       # no note, a broken note, or a file that has left the cache
        return None
    return Snapshot(pinned, path.parent, note["checksums"])
