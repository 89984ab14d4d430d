"""Run a user's commands as processes that use the local Hub server instead of the real Hub."""

import os
from pathlib import Path

import forked_python
from forked_python import Ended

from fake_hub.server import LocalHub


def environment(hub_url: str, home: Path, token: str | None, **settings: str) -> dict[str, str]:
    """Return the variables of such a process; the client reads them once, when it is imported.

    `home` replaces the user's cache and token file. `settings` are further variables.
    """
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
    return inherited | {
        "HF_ENDPOINT": hub_url, "HF_HOME": str(home), "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1", **({"HF_TOKEN": token} if token else {}), **settings,
    }  # fmt: skip


def run_python(hub_url: str, home: Path, token: str | None, *words, **settings: str) -> Ended:
    """Run `python WORDS`."""
    return forked_python.python([*words], environment(hub_url, home, token, **settings))


def push_folder(hub: LocalHub, home: Path, folder: Path, *flags, **settings: str) -> Ended:
    """Run `python -m hub.remote push FOLDER` with a token that may write."""
    words = ["-m", "hub.remote", "push", folder, *flags]
    return run_python(hub.url, home, "hf_write", *words, **settings)
