"""What a user types, in a process of its own, with our own Hub in the place of the real one."""

import os
from pathlib import Path

import forked_python
from forked_python import Ended

from fake_hub.server import LocalHub


def environment(hub_url: str, home: Path, token: str | None, **settings: str) -> dict[str, str]:
    """Variables for such a process. The client reads them once, when it is imported.

    `home` takes the place of the user's own cache and token. `settings` are more variables.
    """
    ours = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
    return ours | {
        "HF_ENDPOINT": hub_url, "HF_HOME": str(home), "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1", **({"HF_TOKEN": token} if token else {}), **settings,
    }  # fmt: skip


def run_python(hub_url: str, home: Path, token: str | None, *words, **settings: str) -> Ended:
    """`python WORDS`."""
    return forked_python.python([*words], environment(hub_url, home, token, **settings))


def push_folder(hub: LocalHub, home: Path, folder: Path, *flags, **settings: str) -> Ended:
    """`python -m hub.remote push FOLDER`, as somebody who may write."""
    return run_python(hub.url, home, "hf_write", "-m", "hub.remote", "push", folder, *flags, **settings)
