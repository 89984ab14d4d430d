"""Pull a checkpoint from the Hub: resolve it once, check sizes, download, compare checksums."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from huggingface_hub import HfApi

# Not documented, read in huggingface_hub 2.4.0: the name of a repository's folder in the cache.
from huggingface_hub.file_download import repo_folder_name
from huggingface_hub.hf_api import ModelInfo, RepoSibling
from huggingface_hub.utils import httpx

from hub.remote.address import COMMIT, Address
from hub.remote.checksums import compute_checksum, listed_checksum
from hub.remote.errors import (
    CLIENT_ERRORS,
    MALFORMED_ANSWER,
    PullFailed,
    classify_error,
    status_code,
)
from hub.remote.timeouts import ANSWER_SECONDS, STALL_SECONDS, run_with_deadline
from hub.validation import MAX_BYTES

REQUIRED_FILES = ("config.json", "model.safetensors")
OPTIONAL_FILES = ("metrics.json", "answers.safetensors")   # checkpoints of others may lack them
T = TypeVar("T")
CHECKSUM = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")     # git's sha1, or sha256


class Snapshot(NamedTuple):
    """A verified checkpoint folder in the cache: its origin and its files' checksums."""

    address: Address            # pinned: the commit that the tag or branch named
    folder: Path
    checksums: dict[str, str]   # file name → sha256 of an LFS file, else git's sha1


def pull_snapshot(address: Address, api: HfApi, cache: Path, limit: float = 600) -> Snapshot:
    """Download one commit of a repository into `cache` and compare it with the Hub's listing.

    Raises PullFailed, after `limit` seconds at the latest, and far sooner if no byte arrives.
    """
    def download() -> Snapshot:
        pinned, files = resolve_revision(address, api)
        paths = {name: fetch_file(pinned, file, api, cache) for name, file in files.items()}
        checksums = {name: listed_checksum(file) for name, file in files.items()}
        return Snapshot(pinned, paths["config.json"].parent, checksums)

    folder = repo_folder_name(repo_id=address.repo_id, repo_type="model")
    try:
        return run_with_deadline(limit, download, cache / folder / "blobs")
    except OSError as error:    # a full or read-only disk
        raise classify_error(error) from None


def pin_commit(address: Address, api: HfApi) -> Address:
    """Return an address with its current commit, within seconds.  Raises PullFailed."""
    return run_with_deadline(STALL_SECONDS, lambda: resolve_revision(address, api))[0]


def resolve_revision(address: Address, api: HfApi) -> tuple[Address, dict[str, RepoSibling]]:
    """Return an address with its current commit, and the listing of the files to download.

    Raises PullFailed if the Hub refuses, or if a file is missing or too large. Only this request
    resolves the revision, so a branch that moves during the download mixes nothing.
    """
    try:
        found = request_listing(address, api)
        if found.gated:     # the listing is public, the files may not be
            api.auth_check(address.repo_id)
        files = {file.rfilename: file for file in found.siblings or []}
    except (*CLIENT_ERRORS, *MALFORMED_ANSWER) as error:
        raise classify_error(error) from None
    for name in REQUIRED_FILES:
        if name not in files:
            raise PullFailed("unfit", explain_missing(name, list(files)))
    wanted = {name: files[name] for name in (*REQUIRED_FILES, *OPTIONAL_FILES) if name in files}
    for name, file in wanted.items():
        if not (isinstance(file.size, int) and CHECKSUM.fullmatch(str(listed_checksum(file)))):
            raise PullFailed("away", f"{name} is listed without size or checksum")
        if file.size > MAX_BYTES[name]:
            raise PullFailed("large", f"{name}: {file.size} > {MAX_BYTES[name]}")
    if not COMMIT.fullmatch(str(found.sha)):
        raise PullFailed("away", "the listing has no commit")
    return address._replace(revision=found.sha), wanted


def request_listing(address: Address, api: HfApi) -> ModelInfo:
    """Request the Hub's listing of a revision: its commit, and each file's size and checksum."""
    options = dict(revision=address.revision, files_metadata=True, timeout=ANSWER_SECONDS)
    return repeat_if_closed(lambda: api.model_info(address.repo_id, **options))


def repeat_if_closed(request: Callable[[], T]) -> T:
    """Return what a request returns; repeat it when its connection is closed.

    One request that finds no server makes the client close the connections of all others.
    """
    for _ in range(3):
        try:
            return request()
        except httpx.ReadError:
            continue
    return request()


def explain_missing(name: str, files: list[str]) -> str:
    """Explain why a repository without a required file cannot be used."""
    pickles = [other for other in files if other.endswith((".bin", ".pt", ".pth", ".ckpt", ".pkl"))]
    if pickles:
        return f"no {name}, only {pickles[0]}: a pickle may run any code, so none is ever opened"
    return f"no {name}"


def fetch_file(address: Address, file: RepoSibling, api: HfApi, cache: Path) -> Path:
    """Return one verified file of a commit, from the cache or downloaded, at most twice."""
    name, listed = file.rfilename, listed_checksum(file)
    options = dict(revision=address.revision, cache_dir=cache, etag_timeout=ANSWER_SECONDS)
    for _ in range(2):
        try:
            path = Path(repeat_if_closed(
                lambda: api.hf_hub_download(address.repo_id, name, **options)))
        except CLIENT_ERRORS as error:
            failed = classify_error(error)
            if status_code(error):   # the Hub answered: no second attempt
                raise failed from None
            continue
        if path.stat().st_size == file.size and compute_checksum(path, listed) == listed:
            return path
        path.resolve().unlink()     # the client never checks a cached file again
        path.unlink(missing_ok=True)
        failed = PullFailed("broken", name)
    raise failed
