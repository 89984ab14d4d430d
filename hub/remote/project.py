"""The web address of this project, read from the clone that the code runs in."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
# https://HOST/PATH.git, ssh://git@HOST/PATH or git@HOST:PATH; a password before @ is left out.
ORIGIN = re.compile(
    r"(?:(?:https|ssh|git)://(?:[^@/\s]*@)?|[\w.-]+@)(?P<host>[\w-]+(?:\.[\w-]+)+)(?::\d+)?[:/]"
    r"(?P<path>[\w./-]+?)(?:\.git)?/?"
)


def project_address() -> str:
    """Return the page of the repository that this clone was made from, or an empty string."""
    command = ["git", "-C", str(ROOT), "config", "--get", "remote.origin.url"]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=5)
    except (OSError, subprocess.TimeoutExpired):    # no git here
        return ""
    return origin_to_page(asked.stdout.strip())


def origin_to_page(origin: str) -> str:
    """Convert the address of a git repository to that of its page; empty for a local folder."""
    found = ORIGIN.fullmatch(origin)
    return f"https://{found['host']}/{found['path']}" if found else ""
