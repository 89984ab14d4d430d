"""A checkpoint from the Hub: resolved once, sized first, compared byte for byte, then loaded."""

import re
from pathlib import Path
from typing import NamedTuple

from huggingface_hub import HfApi
from huggingface_hub.file_download import repo_folder_name
from huggingface_hub.hf_api import ModelInfo, RepoSibling
from huggingface_hub.utils import httpx
from huggingface_hub.utils.sha import git_hash, sha_fileobj

from hub.remote.address import COMMIT, Address
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
OPTIONAL_FILES = ("metrics.json", "answers.safetensors")   # one that others made may have neither
CHECKSUM = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")     # git's sha1, or a sha256


class Snapshot(NamedTuple):
    """A verified checkpoint folder in the cache: where it came from, and its files' checksums."""

    address: Address            # pinned: the commit, whatever the tag or branch was
    folder: Path
    checksums: dict[str, str]   # file name: sha256 if it is an LFS file, else git's sha1


def pull_snapshot(address: Address, api: HfApi, cache: Path, limit: float = 600) -> Snapshot:
    """Bring one commit of a repository into `cache` and compare it with what the Hub says it is.

    Raises PullFailed, `limit` seconds from now at the latest, and far sooner if no byte comes.
    """
    def download() -> Snapshot:
        pinned, files = resolve_revision(address, api)
        paths = {name: fetch_file(pinned, file, api, cache) for name, file in files.items()}
        checksums = {name: listed_checksum(file) for name, file in files.items()}
        return Snapshot(pinned, paths["config.json"].parent, checksums)

    folder = repo_folder_name(repo_id=address.repo_id, repo_type="model")
    try:
        return run_with_deadline(limit, download, cache / folder / "blobs")
    except OSError as error:    # a disk that is full or must not be written to
        raise classify_error(error) from None


def pin_commit(address: Address, api: HfApi) -> Address:
    """The commit that an address means now, in seconds.  Raises PullFailed as `resolve` does."""
    return run_with_deadline(STALL_SECONDS, lambda: resolve_revision(address, api))[0]


def resolve_revision(address: Address, api: HfApi) -> tuple[Address, dict[str, RepoSibling]]:
    """The commit that an address means now, and its files: the one request that resolves.

    Raises PullFailed if the Hub refuses, or if the files are not there or too large to be fetched.
    """
    try:
        found = request_listing(address, api)
        if found.gated:     # then this much is public, and the files may not be
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
        raise PullFailed("away", "a listing without a commit")
    return address._replace(revision=found.sha), wanted


def request_listing(address: Address, api: HfApi) -> ModelInfo:
    """What the Hub says of a revision: its commit, and each file with size and checksum."""
    ask = dict(revision=address.revision, files_metadata=True, timeout=ANSWER_SECONDS)
    try:
        return api.model_info(address.repo_id, **ask)
    except httpx.ReadError:     # the client drops all connections when one of them is in trouble
        return api.model_info(address.repo_id, **ask)


def explain_missing(name: str, there: list[str]) -> str:
    """Why a repository without a file of ours is of no use."""
    pickles = [other for other in there if other.endswith((".bin", ".pt", ".pth", ".ckpt", ".pkl"))]
    if pickles:
        return f"no {name}, only {pickles[0]}: a pickle may run any code, so none is ever opened"
    return f"no {name}"


def fetch_file(address: Address, file: RepoSibling, api: HfApi, cache: Path) -> Path:
    """One file of a commit, from the cache if it is there; compared, and tried once more."""
    name, cached = file.rfilename, dict(cache_dir=cache, etag_timeout=ANSWER_SECONDS)
    for _ in range(2):
        try:
            found = api.hf_hub_download(
                address.repo_id, name, revision=address.revision, **cached
            )
        except CLIENT_ERRORS as error:
            failed = classify_error(error)
            if status_code(error):   # a refusal is an answer
                raise failed from None
            continue
        path = Path(found)
        if path.stat().st_size == file.size and compute_checksum(path, listed_checksum(file)) == listed_checksum(file):
            return path
        path.resolve().unlink()     # in the cache a wrong byte would be served for ever
        path.unlink(missing_ok=True)
        failed = PullFailed("broken", name)
    raise failed


def listed_checksum(file: RepoSibling) -> str:
    """The checksum under which the Hub lists a file."""
    return file.lfs.sha256 if file.lfs else file.blob_id


def compute_checksum(path: Path, like: str) -> str:
    """A file's sha256 if `like` is one, else git's sha1, as hexadecimal digits."""
    if len(like) == 40:
        return git_hash(path.read_bytes())
    with path.open("rb") as content:
        return sha_fileobj(content).hex()
