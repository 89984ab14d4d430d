"""Chromium, as the tests and the benchmarks start it."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ARGUMENTS = [   # what Chromium needs to be quiet and to run as root in a container
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--process-per-site",   # so that a page finds the scripts that another has compiled
]
# The shell draws no window: the same tests take a quarter less time.
SYSTEM = ("chromium-headless-shell", "chromium", "chromium-browser")
MISSING = "no Chromium: `apt-get install chromium-headless-shell` or `playwright install chromium`"


def find_chromium(playwright: Playwright) -> str | None:
    """Find the Chromium that `CHROMIUM` names, else Playwright's own, else the system's."""
    own = Path(playwright.chromium.executable_path)
    found = (os.environ.get("CHROMIUM"), str(own) if own.exists() else None)
    return next(filter(None, (*found, *map(shutil.which, SYSTEM))), None)


def start_chromium(playwright: Playwright) -> Browser:
    """Start Chromium.  Raises FileNotFoundError without one."""
    path = find_chromium(playwright)
    if path is None:
        raise FileNotFoundError(MISSING)
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
