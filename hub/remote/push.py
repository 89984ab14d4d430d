"""Push a checkpoint folder to the Hub in one commit, and compare what is stored."""

import argparse
import hashlib
from pathlib import Path

from huggingface_hub import CommitOperationAdd, HfApi, hf_hub_download, set_client_factory
from huggingface_hub.errors import RemoteEntryNotFoundError, RevisionNotFoundError
from huggingface_hub.utils.sha import git_hash

from hub import checkpoint, model_card_mark
from hub.remote.errors import CLIENT_ERRORS, PushFailed, explain_error
from hub.remote.pull import listed_checksum
from hub.remote.timeouts import client_with_timeouts


def push_folder(folder: Path, repo_id: str, private: bool = False, tag: str | None = None) -> str:
    """Send a checkpoint folder as one commit and compare what is stored; returns its address.

    Files that are there already are not sent; if all are, no commit is made. The folder stays as
    it is. Raises PushFailed.
    """
    set_client_factory(client_with_timeouts)
    api = HfApi()
    checkpoint.load(folder)     # what we could not load ourselves is not sent to anybody
    try:
        api.create_repo(repo_id, private=private, exist_ok=True)
        parent = api.model_info(repo_id, timeout=10).sha
        files = read_folder(folder)
        ours = model_card_mark.fill_repo_id(files["README.md"], repo_id)
        files["README.md"] = model_card_mark.merge_card(ours, download_card(repo_id, parent))
        if tag and not is_tag_free(api, repo_id, tag, files):
            raise PushFailed(f"its tag {tag} names other files there; choose another --tag")
        commit = api.create_commit(
            repo_id,
            [CommitOperationAdd(name, content) for name, content in files.items()],
            commit_message=f"Checkpoint {folder.name}",
            parent_commit=parent,
        )
        if not holds_files(api, repo_id, commit.oid, files):
            raise PushFailed(f"{repo_id} holds other files than were sent; push again")
        if tag:
            api.create_tag(repo_id, tag=tag, revision=commit.oid, exist_ok=True)
    except CLIENT_ERRORS as error:
        raise PushFailed(explain_error(error)) from None
    return commit.commit_url


def read_folder(folder: Path) -> dict[str, bytes]:
    """All files of a folder and of those within it, but the hidden ones, by their place in it."""
    places = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    return {
        place.as_posix(): path.read_bytes()
        for place, path in places.items()
        if path.is_file() and not any(part.startswith(".") for part in place.parts)
    }


def download_card(repo_id: str, revision: str, repo_type: str = "model") -> bytes | None:
    """The README.md that the repository has now, if any."""
    try:
        path = hf_hub_download(repo_id, "README.md", repo_type=repo_type, revision=revision)
        return Path(path).read_bytes()
    except RemoteEntryNotFoundError:    # not its base: that may also mean that nobody answered
        return None


def is_tag_free(api: HfApi, repo_id: str, tag: str, files: dict[str, bytes]) -> bool:
    """Whether a tag names nothing yet, or these files already: a tag is never moved."""
    try:
        return holds_files(api, repo_id, tag, files)
    except RevisionNotFoundError:
        return True


def holds_files(api: HfApi, repo_id: str, revision: str, files: dict[str, bytes]) -> bool:
    """Whether a commit has these files, byte for byte, by the checksums that the Hub lists."""
    listed = api.model_info(repo_id, revision=revision, files_metadata=True).siblings
    stored = {file.rfilename: listed_checksum(file) for file in listed}
    return all(
        stored.get(name) in (hashlib.sha256(content).hexdigest(), git_hash(content))
        for name, content in files.items()
    )


def add_flags(parser: argparse.ArgumentParser) -> None:
    """The flags of a push, here and in the training scripts."""
    parser.add_argument("--repo-id", metavar="OWNER/NAME", help="where to (you/convlens-NAME)")
    parser.add_argument("--private", action="store_true", help="create it as a private repository")
    parser.add_argument("--tag", metavar="v1", help="name the commit")

