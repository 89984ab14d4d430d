"""Bad days of the Hub, one function each: our own Hub, the unmodified client, what a user reads."""

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from hub_cases import SMALL  # noqa: E402
from hub_client import Ended, environment, run  # noqa: E402
from hub_repos import Repo  # noqa: E402
from local_app import local_app  # noqa: E402
from local_hub import LocalHub  # noqa: E402

from demo import sources  # noqa: E402
from demo.words import WORDS  # noqa: E402
from hub.checkpoint import BUNDLED  # noqa: E402
from hub.errors import PullFailed  # noqa: E402
from hub.source import Source  # noqa: E402

FOLDER = (BUNDLED / "fashion_mnist_tutorial").relative_to(BUNDLED.parents[1])
ASK = """
import json, time
from hub import source

began = time.monotonic()
found = source.configured("fashion_mnist")
seconds, trouble = time.monotonic() - began, found.trouble
why = trouble and [trouble.kind, trouble.detail]
print(json.dumps([seconds, found.accuracy, found.name, found.origin, found.wanted, why]))
"""


class Seen(NamedTuple):
    """What a user reads, where the answer comes from, its seconds, and all that was printed."""

    said: str
    origin: str
    seconds: float
    output: str


Day = Callable[[LocalHub, Path], Seen]
Ill = Callable[[LocalHub], object]      # what is done to a Hub that was well


def pull(hub: LocalHub, home: Path, address: str, token: str | None = None) -> Seen:
    """What the app does when it starts: the seconds are those of asking, fetching, checking."""
    ended = run(hub.url, home, token, "-c", ASK, CONVLENS_FASHION_MNIST=address)
    seconds, accuracy, name, origin, wanted, why = json.loads(ended.stdout)
    trouble = PullFailed(*why) if why else None
    lines = sources.lines(Source(None, accuracy, name, origin, wanted, trouble))
    return Seen(plain(lines[1] or lines[0], hub), WORDS[f"from_{origin}"][0], seconds, text(ended))


def plain(words: str, hub: LocalHub) -> str:
    """A line in English, the Hub as if it were the real one, every commit the same."""
    words = re.sub(r'__i18n__\{.*?"key": "(\w+)"\}', lambda found: WORDS[found[1]][0], words)
    words = words.replace(hub.url, "https://huggingface.co")
    return re.sub(r"(@|/commit/)[0-9a-f]{8,40}\b", r"\g<1>1a2b3c4d", words).replace("|", "\\|")


def text(ended: Ended) -> str:
    return ended.stdout + ended.stderr


def ordered(match: str, action: str, **more: object) -> Ill:
    """A Hub that does this to each request in which `match` is found; see tests/hub_faults.py."""
    return lambda hub: hub.faults.append({"match": match, "action": action, **more})


def well(hub: LocalHub) -> None:
    """Nothing is wrong."""


def pulling(
    ill: Ill = well, files: dict[str, bytes] = SMALL, cached: bool = False,
    address: str = "alice/net", token: str | None = None,
) -> Day:  # fmt: skip
    """The app starts; `cached`: not for the first time, and the last time all was well."""

    def day(hub: LocalHub, home: Path) -> Seen:
        repo = hub.repos["alice/net"] = Repo()
        repo.refs["v1"] = repo.commit(files)
        if cached:
            pull(hub, home, address, token)
        ill(hub)
        return pull(hub, home, address, token)

    return day


def pushing(*flags: str, ill: Ill = well, token: str | None = "hf_write", times: int = 1) -> Day:
    """A folder is pushed; the seconds are those of the last command, Python's start included."""

    def day(hub: LocalHub, home: Path) -> Seen:
        ill(hub)
        for _ in range(times):
            began = time.monotonic()
            ended = run(hub.url, home, token, "-m", "hub.remote", "push", FOLDER, *flags)
            seconds = time.monotonic() - began
        said = (ended.stdout or ended.stderr).splitlines()[-1]
        return Seen(plain(said.replace(str(FOLDER), "…"), hub), "—", seconds, text(ended))

    return day


def starting(ill: Ill = well, **settings: str) -> Day:
    """`python app.py`, until a program may ask it."""

    def day(hub: LocalHub, home: Path) -> Seen:
        ill(hub)
        variables, began = environment(hub.url, home, None, **settings), time.monotonic()
        with local_app([sys.executable, "app.py"], ROOT, variables, home):
            seconds = time.monotonic() - began
        said = (home / "log.txt").read_text()
        return Seen("the page, which answers", "bundled", seconds, said)

    return day
