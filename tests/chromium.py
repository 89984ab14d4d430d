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
SHELL = "chromium-headless-shell"       # draws no window: a quarter less time for the same tests
MISSING = f"no Chromium: `apt-get install {SHELL}` or `playwright install chromium`"


def find_chromium(playwright: Playwright) -> str | None:
    """Find the Chromium that `CHROMIUM` names, else the shell, Playwright's own, the system's."""
    own = Path(playwright.chromium.executable_path)
    found = [os.environ.get("CHROMIUM"), shutil.which(SHELL), str(own) if own.exists() else None]
    return next(filter(None, [*found, *map(shutil.which, ("chromium", "chromium-browser"))]), None)


def start_chromium(playwright: Playwright) -> Browser:
    """Start Chromium.  Raises FileNotFoundError without one."""
    path = find_chromium(playwright)
    if path is None:
        raise FileNotFoundError(MISSING)
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
