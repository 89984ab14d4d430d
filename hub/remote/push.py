"""Push a checkpoint folder to the Hub in one commit, and verify what is stored there."""

import argparse
from pathlib import Path

from huggingface_hub import CommitOperationAdd, HfApi, hf_hub_download, set_client_factory
from huggingface_hub.errors import RemoteEntryNotFoundError, RevisionNotFoundError

from hub import checkpoint, model_card_mark
from hub.remote.checksums import listed_checksum, matches_checksum
from hub.remote.errors import CLIENT_ERRORS, PushFailed, explain_error
from hub.remote.timeouts import client_with_timeouts


def push_folder(folder: Path, repo_id: str, private: bool = False, tag: str | None = None) -> str:
    """Send a checkpoint folder as one commit, verify the stored files, return the commit's URL.

    Files that are already there are not sent again; if all are, no commit is made. The folder is
    not changed. Raises PushFailed.
    """
    set_client_factory(client_with_timeouts)
    api = HfApi()
    checkpoint.load(folder)     # never publish a checkpoint that cannot be loaded
    try:
        api.create_repo(repo_id, private=private, exist_ok=True)
        parent = api.model_info(repo_id, timeout=10).sha
        files = read_folder(folder)
        card = model_card_mark.fill_repo_id(files["README.md"], repo_id)
        files["README.md"] = model_card_mark.merge_card(card, download_card(repo_id, parent))
        if tag and not is_tag_free(api, repo_id, tag, files):
            raise PushFailed(f"the tag {tag} already names other files there; choose another --tag")
        commit = api.create_commit(
            repo_id,
            [CommitOperationAdd(name, content) for name, content in files.items()],
            commit_message=f"Checkpoint {folder.name}",
            parent_commit=parent,
        )
        if not holds_files(api, repo_id, commit.oid, files):
            raise PushFailed(f"{repo_id} does not hold the files that were sent; push again")
        if tag:
            api.create_tag(repo_id, tag=tag, revision=commit.oid, exist_ok=True)
    except CLIENT_ERRORS as error:
        raise PushFailed(explain_error(error)) from None
    return commit.commit_url


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder, except hidden ones: relative path → content."""
    paths = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    return {
        relative.as_posix(): path.read_bytes()
        for relative, path in paths.items()
        if path.is_file() and not any(part.startswith(".") for part in relative.parts)
    }


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
    listed = api.model_info(repo_id, revision=revision, files_metadata=True).siblings
    stored = {file.rfilename: listed_checksum(file) for file in listed}
    return all(matches_checksum(content, stored.get(name)) for name, content in files.items())


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags of a push, shared with the training scripts."""
    parser.add_argument("--repo-id", metavar="OWNER/NAME", help="destination (you/convlens-NAME)")
    parser.add_argument("--private", action="store_true", help="create it as a private repository")
    parser.add_argument("--tag", metavar="v1", help="name the commit")
