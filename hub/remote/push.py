"""Push a checkpoint folder to the Hub in one commit, and verify what is stored there."""

import argparse
from pathlib import Path
from typing import NamedTuple

from huggingface_hub import (
    CommitOperationAdd,
    CommitOperationDelete,
    HfApi,
    hf_hub_download,
    set_client_factory,
)
from huggingface_hub.errors import RemoteEntryNotFoundError, RevisionNotFoundError
from huggingface_hub.hf_api import ModelInfo

from hub import model_card_mark
from hub.remote.checksums import listed_checksum, matches_checksum
from hub.remote.errors import CLIENT_ERRORS, PushFailed, explain_error
from hub.remote.published import find_obsolete, prepare_files
from hub.remote.timeouts import client_with_timeouts


class Pushed(NamedTuple):
    """The commit that holds what was pushed, and whether this push made it."""

    url: str
    changed: bool

    def __str__(self) -> str:
        return f"{'Pushed' if self.changed else 'Nothing new'}: {self.url}"


def push_folder(
    folder: Path, repo_id: str, private: bool = False, tag: str | None = None, onnx: bool = False
) -> Pushed:
    """Send a checkpoint folder as one commit, and verify the stored files.

    Files that are already there are not sent again; if all are, no commit is made. Those of our
    own files that belong to an older checkpoint are deleted. The folder is not changed.
    Raises PushFailed.
    """
    set_client_factory(client_with_timeouts)
    api = HfApi()
    files = prepare_files(folder, repo_id, onnx)
    try:
        api.create_repo(repo_id, private=private, exist_ok=True)
        stored = api.model_info(repo_id, timeout=10, files_metadata=True)
        card = download_card(repo_id, stored.sha)
        files["README.md"] = model_card_mark.merge_card(files["README.md"], card)
        if tag and not is_tag_free(api, repo_id, tag, files):
            raise PushFailed(f"the tag {tag} already names other files there; choose another --tag")
        obsolete = find_obsolete(files, list_checksums(stored))
        commit = api.create_commit(
            repo_id,
            [CommitOperationAdd(name, content) for name, content in files.items()]
            + [CommitOperationDelete(name) for name in obsolete],
            commit_message=f"Checkpoint {folder.name}",
            parent_commit=stored.sha,
        )
        if not holds_files(api, repo_id, commit.oid, files):
            raise PushFailed(f"{repo_id} does not hold the files that were sent; push again")
        if tag:
            api.create_tag(repo_id, tag=tag, revision=commit.oid, exist_ok=True)
    except CLIENT_ERRORS as error:
        raise PushFailed(explain_error(error)) from None
    return Pushed(commit.commit_url, commit.oid != stored.sha)


def download_card(repo_id: str, revision: str, repo_type: str = "model") -> bytes | None:
    """Download the README.md of a repository at a revision, or return None if it has none."""
    try:
        path = hf_hub_download(repo_id, "README.md", repo_type=repo_type, revision=revision)
        return Path(path).read_bytes()
    except RemoteEntryNotFoundError:    # its base class could also mean no answer
        return None


def is_tag_free(api: HfApi, repo_id: str, tag: str, files: dict[str, bytes]) -> bool:
    """Check that a tag is unused, or names these very files: a tag is never moved."""
    try:
        return holds_files(api, repo_id, tag, files)
    except RevisionNotFoundError:
        return True


def holds_files(api: HfApi, repo_id: str, revision: str, files: dict[str, bytes]) -> bool:
    """Compare these files with the checksums that the Hub lists for a revision."""
    stored = list_checksums(api.model_info(repo_id, revision=revision, files_metadata=True))
    return all(matches_checksum(content, stored.get(name)) for name, content in files.items())


def list_checksums(listing: ModelInfo) -> dict[str, str]:
    """Return the checksums in the Hub's listing of a revision: file name → checksum."""
    return {file.rfilename: listed_checksum(file) for file in listing.siblings}


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags of a push, shared with the training scripts."""
    parser.add_argument("--repo-id", metavar="OWNER/NAME", help="destination (you/convlens-NAME)")
    parser.add_argument("--private", action="store_true", help="create it as a private repository")
    parser.add_argument("--tag", metavar="v1", help="name the commit")
    parser.add_argument("--onnx", action="store_true", help="send an ONNX file, too")
