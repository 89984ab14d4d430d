"""Networks that visitors trained here, each under a token that nobody can guess."""

import re
import secrets
import shutil
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import gradio as gr
from torch import nn

from demo.i18n import user_error
from demo.serving.private_folder import create_private_folder
from hub.remote import source
from hub.remote.source import Source
from hub.validation import InvalidCheckpoint, check_same_input

CHOICE = re.compile(r"trained:[A-Za-z0-9_-]{22}", re.ASCII)     # safe as a folder name


@cache
def trained_root() -> Path:
    """Create the folder of all trained networks."""
    return create_private_folder()


def new_choice() -> str:
    """Return a new choice, for a network that is still to be trained."""
    return f"trained:{secrets.token_urlsafe(16)}"


def is_trained(choice: Any) -> bool:
    """Tell if a choice has the form of a network trained here."""
    return isinstance(choice, str) and CHOICE.fullmatch(choice) is not None


def checkpoint_folder(choice: str) -> Path:
    """Return the checkpoint folder of a choice; it need not exist."""
    assert is_trained(choice), choice[:100]
    return trained_root() / choice.removeprefix("trained:") / "net"


def has_checkpoint(choice: str) -> bool:
    """Tell if an epoch of a choice has been saved."""
    return (checkpoint_folder(choice) / "metrics.json").exists()


def trained_network(
    choice: str, like: nn.Module | None, request: gr.Request | None = None
) -> Source:
    """Load the network of a choice, validated; require the same input as `like`, unless None.

    Raises gr.Error.
    """
    try:
        weights = checkpoint_folder(choice) / "model.safetensors"
        found = load_trained(choice, weights.stat().st_mtime_ns)
        if like is not None:
            check_same_input(found.net, like)
    except (InvalidCheckpoint, OSError):
        raise user_error("runs_gone", request) from None
    return found


@lru_cache(maxsize=8)
def load_trained(choice: str, changed: int) -> Source:
    """Load a network as of the time it changed; each epoch writes it.  Raises InvalidCheckpoint."""
    found = source.load_folder(checkpoint_folder(choice), "", "trained")
    facts = found.run.facts
    hour, minute, second = re.findall("..", facts.get("started", "")[9:15].ljust(6, "0"))
    return found._replace(name=f"{facts.get('name')} {hour}:{minute}:{second}")


def delete_trained(choices: list[str]) -> None:
    """Delete a visitor's networks, from memory too."""
    for choice in choices:
        shutil.rmtree(checkpoint_folder(choice).parent, ignore_errors=True)
    load_trained.cache_clear()      # those of others are loaded again
