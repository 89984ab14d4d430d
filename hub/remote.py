"""The Hub: who we are there, and a checkpoint folder sent in one commit.

`python -m hub.remote push FOLDER [--repo-id OWNER/NAME] [--private] [--tag v1]`
"""

import argparse
import hashlib
from pathlib import Path

from huggingface_hub import CommitOperationAdd, HfApi, hf_hub_download, set_client_factory
from huggingface_hub.errors import EntryNotFoundError, RepositoryNotFoundError
from huggingface_hub.utils import httpx, validate_repo_id
from huggingface_hub.utils._http import default_client_factory

from hub import card, checkpoint

# All that the client raises when the Hub, or the way to it, fails: there is no common base.
TROUBLE = (OSError, httpx.HTTPError, ValueError, RuntimeError)
STATUS = {  # what the Hub's refusals mean, where its own words do not say what to do
    401: "the Hub does not know you; run `hf auth login`, or set HF_TOKEN",
    402: "the Hub wants a paid plan for this",
    403: "you may not write there: use a token that may, or another --repo-id",
    412: "somebody has pushed in between; look at it, then push again",
    429: "the Hub has had too many requests from you; wait a minute",
}


class PushFailed(Exception):
    """A push that did not happen, with the reason in one line."""


def patient_client() -> httpx.Client:
    """The client's own HTTP client, but for its endless patience."""
    client = default_client_factory()
    client.timeout = httpx.Timeout(60, connect=10)      # seconds without a byte
    return client


def reason(error: BaseException) -> str:
    """What went wrong, in one line that never holds a token."""
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status in STATUS:
        return STATUS[status]
    if isinstance(error, httpx.TransportError):
        return f"the Hub cannot be reached ({type(error).__name__})"
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def destination(repo_id: str | None, name: str) -> str:
    """Where a push will go: `repo_id`, or OWNER/convlens-NAME of whoever is signed in.

    Asks who we are and whether we may write there, before anybody has trained for hours.
    Raises PushFailed.
    """
    set_client_factory(patient_client)
    api = HfApi()
    try:
        me = api.whoami()
        repo_id = repo_id or f"{me['name']}/convlens-{name.replace('_', '-')}"
        validate_repo_id(repo_id)
        token = me.get("auth", {}).get("accessToken", {})
        if token.get("role") == "read":
            raise PushFailed("your token may only read: `hf auth login` with one that may write")
        owners = [me["name"], *(organization["name"] for organization in me.get("orgs", []))]
        try:
            api.auth_check(repo_id, write=True)
        except RepositoryNotFoundError:     # it will be created, under a name of our own
            if repo_id.split("/")[0] not in owners:
                raise PushFailed(f"{repo_id}: you may create repositories under {owners}") from None
    except TROUBLE as error:
        raise PushFailed(reason(error)) from None
    return repo_id


def push(folder: Path, repo_id: str, private: bool = False, tag: str | None = None) -> str:
    """Send a checkpoint folder as one commit and compare what is stored; returns its address.

    Files that are there already are not sent; if all are, no commit is made. The folder stays as
    it is. Raises PushFailed.
    """
    set_client_factory(patient_client)
    api = HfApi()
    checkpoint.load(folder)     # what we could not load ourselves is not sent to anybody
    try:
        api.create_repo(repo_id, private=private, exist_ok=True)
        parent = api.model_info(repo_id, timeout=10).sha
        files = contents(folder)
        ours = card.addressed(files["README.md"], repo_id)
        files["README.md"] = card.renewed(ours, published_card(repo_id, parent))
        commit = api.create_commit(
            repo_id,
            [CommitOperationAdd(name, content) for name, content in files.items()],
            commit_message=f"Checkpoint {folder.name}",
            parent_commit=parent,
        )
        compare(api, repo_id, commit.oid, files)
        if tag:
            api.create_tag(repo_id, tag=tag, revision=commit.oid, exist_ok=True)
    except TROUBLE as error:
        raise PushFailed(reason(error)) from None
    return commit.commit_url


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder and of those within it, but the hidden ones, by their place in it."""
    places = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    return {
        place.as_posix(): path.read_bytes()
        for place, path in places.items()
        if path.is_file() and not any(part.startswith(".") for part in place.parts)
    }


def published_card(repo_id: str, revision: str) -> bytes | None:
    """The README.md that the repository has now, if any."""
    try:
        return Path(hf_hub_download(repo_id, "README.md", revision=revision)).read_bytes()
    except EntryNotFoundError:
        return None


def compare(api: HfApi, repo_id: str, revision: str, files: dict[str, bytes]) -> None:
    """The weights on the Hub are ours, byte for byte, by the sha256 that it stores them under."""
    stored = {
        file.rfilename: file.lfs.sha256
        for file in api.model_info(repo_id, revision=revision, files_metadata=True).siblings
        if file.lfs
    }
    ours = hashlib.sha256(files["model.safetensors"]).hexdigest()
    if stored.get("model.safetensors") != ours:
        raise PushFailed(f"{repo_id} holds other weights than were sent; push again")


def main(argv: list[str] | None = None) -> None:
    """Push a folder that was saved before."""
    parser = argparse.ArgumentParser(prog="python -m hub.remote", description=main.__doc__)
    parser.add_argument("action", choices=["push"])
    parser.add_argument("folder", type=Path)
    add_flags(parser)
    args = parser.parse_args(argv)
    try:
        name = checkpoint.metrics(args.folder)["name"]
        repo_id = destination(args.repo_id, name)
        print(f"Pushed: {push(args.folder, repo_id, args.private, args.tag)}")
    except (PushFailed, checkpoint.Unfit, KeyError) as error:
        raise SystemExit(f"{args.folder} was not pushed: {error}") from None


def add_flags(parser: argparse.ArgumentParser) -> None:
    """The flags of a push, here and in the training scripts."""
    parser.add_argument("--repo-id", metavar="OWNER/NAME", help="where to (you/convlens-NAME)")
    parser.add_argument("--private", action="store_true", help="create it as a private repository")
    parser.add_argument("--tag", metavar="v1", help="name the commit")


if __name__ == "__main__":
    main()
