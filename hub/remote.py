"""The Hub: send a checkpoint folder there in one commit."""

from pathlib import Path

from huggingface_hub import HfApi
from huggingface_hub.utils import httpx

# All that the client raises when the Hub or the way to it fails; see each class in its own docs.
TROUBLE = (OSError, httpx.HTTPError, ValueError, RuntimeError)


def destination(repo_id: str | None, name: str) -> str:
    """Where a push will go: `repo_id`, or OWNER/convlens-NAME of whoever is signed in.

    Asked before training, so that a missing sign-in is not found out after it.
    """
    try:
        user = HfApi().whoami()["name"]
    except TROUBLE as error:
        raise SystemExit(
            f"--push: the Hub does not know you ({reason(error)}). "
            "Run `hf auth login`, or set HF_TOKEN."
        ) from None
    return repo_id or f"{user}/convlens-{name.replace('_', '-')}"


def push(folder: Path, repo_id: str) -> str:
    """Send a checkpoint folder as one commit; returns its address. The folder stays as it is."""
    try:
        api = HfApi()
        api.create_repo(repo_id, exist_ok=True)
        return api.upload_folder(
            repo_id=repo_id, folder_path=folder, commit_message=f"Checkpoint {folder.name}"
        )
    except TROUBLE as error:
        raise SystemExit(
            f"{folder} is saved, but could not be pushed to {repo_id} ({reason(error)}). "
            "The same command with --evaluate tries again without training."
        ) from None


def reason(error: BaseException) -> str:
    """The first line of an exception's text, or its name."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
