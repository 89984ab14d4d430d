"""Scenarios for the bench of Hub faults: pull, push or start the app, and what the user reads."""

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from hub_fixture import FOLDER, ROOT, HubFixture  # first: it sets the import path

# isort: split
from fake_hub.client import environment
from fake_hub.server import LocalHub
from local_app import local_app

from demo.i18n import catalogue
from demo.networks import picker
from hub.remote.errors import PullFailed
from hub.remote.source import Source


class Outcome(NamedTuple):
    """The message to the user, the source of the answer, and the seconds until then."""

    message: str
    origin: str
    seconds: float


Scenario = Callable[[HubFixture], Outcome]
Fault = Callable[[LocalHub, str], object]       # changes a Hub, or the repository of this name


def inject(match: str, action: str, **options: object) -> Fault:
    """Build a fault for all requests that contain `match`; see tests/fake_hub/faults.py."""
    return lambda hub, name: hub.faults.append(
        {"match": match.format(name=name), "action": action, **options}
    )


def no_fault(hub: LocalHub, name: str) -> None:
    """Change nothing."""


def pull_scenario(
    fault: Fault = no_fault, files: dict[str, bytes] | None = None, cached: bool = False,
    at: str = "", token: str = "",
) -> Scenario:  # fmt: skip
    """Build a start of the app; `cached`: after an earlier one without faults."""

    def pull(fixture: HubFixture) -> Outcome:
        name = fixture.reset()
        if files:
            fixture.hub.repos[name].commit(files)
        if cached:
            fixture.request("pull", token, name + at)
        fault(fixture.hub, name)
        seconds, (*found, why) = fixture.request("pull", token, name + at)
        trouble = PullFailed(*why) if why else None
        line, note = picker.status_lines(Source(None, *found, trouble))
        origin = catalogue()[f"from_{found[2]}"]["en"]
        return Outcome(fixture.normalize_message(note or line), origin, seconds)

    return pull


def push_scenario(
    *flags: str, fault: Fault = no_fault, token: str = "hf_write", times: int = 1
) -> Scenario:
    """Build a push of a folder; the seconds are those of the last one."""

    def push(fixture: HubFixture) -> Outcome:
        fault(fixture.hub, fixture.reset())
        for _ in range(times):
            seconds, output = fixture.request("push", token, FOLDER, *flags)
        return Outcome(fixture.normalize_message(output.splitlines()[-1]), "—", seconds)

    return push


def start_scenario(fault: Fault = no_fault, **settings: str) -> Scenario:
    """Build a run of `python app.py`, from Python's start until the app answers a client."""

    def start(fixture: HubFixture) -> Outcome:
        fault(fixture.hub, fixture.reset())
        variables = environment(fixture.hub.url, fixture.home, None, **settings)
        began = time.monotonic()
        with local_app([sys.executable, "app.py"], ROOT, variables, fixture.home):
            return Outcome("the page works", "bundled", time.monotonic() - began)

    return start
