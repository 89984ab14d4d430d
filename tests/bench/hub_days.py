"""Days of a Hub, good and bad, as the unmodified client meets them, and what a user then reads."""

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from hub_house import FOLDER, ROOT, House  # finds the others

# isort: split
from fake_hub.client import environment
from fake_hub.server import LocalHub
from local_app import local_app

from demo.i18n import catalogue
from demo.networks import picker
from hub.remote.errors import PullFailed
from hub.remote.source import Source


class Seen(NamedTuple):
    """What a user reads, where the answer comes from, and the seconds of it."""

    said: str
    origin: str
    seconds: float


Day = Callable[[House], Seen]
Ill = Callable[[LocalHub, str], object]     # what is done to a Hub, or a repository


def ordered(match: str, action: str, **more: object) -> Ill:
    """A Hub that does this to all requests in which `match` is found; see tests/hub_faults.py."""
    return lambda hub, name: hub.faults.append(
        {"match": match.format(name=name), "action": action, **more}
    )


def well(hub: LocalHub, name: str) -> None:
    """Nothing is wrong."""


def pulling(
    ill: Ill = well, files: dict[str, bytes] | None = None, cached: bool = False, at: str = "",
    token: str = "",
) -> Day:  # fmt: skip
    """The app starts; `cached`: not for the first time, and the last time all was well."""

    def day(house: House) -> Seen:
        name = house.dawn()
        if files:
            house.hub.repos[name].commit(files)
        if cached:
            house.ask("pull", token, name + at)
        ill(house.hub, name)
        seconds, (*found, why) = house.ask("pull", token, name + at)
        trouble = PullFailed(*why) if why else None
        line, note = picker.status_lines(Source(None, *found, trouble))
        return Seen(house.plain(note or line), catalogue()[f"from_{found[2]}"]["en"], seconds)

    return day


def pushing(*flags: str, ill: Ill = well, token: str = "hf_write", times: int = 1) -> Day:
    """A folder is pushed; the seconds are those of the last time."""

    def day(house: House) -> Seen:
        ill(house.hub, house.dawn())
        for _ in range(times):
            seconds, said = house.ask("push", token, FOLDER, *flags)
        return Seen(house.plain(said.splitlines()[-1]), "—", seconds)

    return day


def starting(ill: Ill = well, **settings: str) -> Day:
    """`python app.py`, Python's own start included, until a program may ask it."""

    def day(house: House) -> Seen:
        ill(house.hub, house.dawn())
        variables = environment(house.hub.url, house.home, None, **settings)
        began = time.monotonic()
        with local_app([sys.executable, "app.py"], ROOT, variables, house.home):
            return Seen("the page, which answers", "bundled", time.monotonic() - began)

    return day
