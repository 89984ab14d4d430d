"""Measure faults of the Hub: the table in hub/README.md.

`python tests/bench/hub_faults.py --runs 3`. A local Hub server injects each fault; the unmodified
client meets it in a process of its own.
"""

import argparse
import tempfile
from pathlib import Path

from hub_fixture import HubFixture  # first: it sets the import path
from hub_scenarios import Fault, Scenario, inject, pull_scenario, push_scenario, start_scenario

# isort: split
from fake_hub.cases import PUSH_STEPS, UNFIT
from fake_hub.repos import Repo
from fake_hub.server import LocalHub

LISTING, WEIGHTS, FILE = "/api/models/{name}", "GET /cdn/", "/{name}/resolve/"
PUSHED = "alice/convlens-fashion-mnist-tutorial"
DOWNLOADS = {
    "cut": {"action": "cut"}, "stalled": {"action": "stall", "seconds": 60},
    "truncated": {"action": "truncate"}, "with a flipped bit": {"action": "corrupt"},
}  # fmt: skip


def concurrent_push(hub: LocalHub, name: str) -> None:
    """Commit another file just before our commit arrives."""
    theirs = lambda: hub.repos[PUSHED].commit({"theirs.txt": b"theirs"})    # noqa: E731
    hub.faults.append({"match": "/commit/", "before": theirs, "times": 1})


def with_published_card(fault: Fault) -> Fault:
    """Let the repository exist already, with a card that the push has to read."""

    def publish(hub: LocalHub, name: str) -> None:
        hub.repos[PUSHED] = Repo()
        hub.repos[PUSHED].commit({"README.md": b"My words."})
        fault(hub, name)

    return publish


def foreign_repo(hub: LocalHub, name: str) -> None:
    hub.repos["bob/his"] = Repo()


def stop_hub(hub: LocalHub, name: str) -> None:
    hub.stop()


def delete_repo(hub: LocalHub, name: str) -> None:
    del hub.repos[name]


def gate_repo(hub: LocalHub, name: str) -> None:
    hub.repos[name].gated = True


def with_and_without_copy(name: str, fault: Fault) -> dict[str, Scenario]:
    """Build a fault's two scenarios: with an empty cache, and with a verified copy."""
    return {
        name: pull_scenario(fault),
        f"{name}, verified copy in the cache": pull_scenario(fault, cached=True),
    }


def download_scenarios() -> dict[str, Scenario]:
    """Build the scenarios of each damaged download, once and every time."""
    scenarios = {}
    for name, fault in DOWNLOADS.items():
        scenarios[f"download {name} once"] = pull_scenario(inject(WEIGHTS, **fault, times=1))
        scenarios[f"download {name} every time"] = pull_scenario(inject(WEIGHTS, **fault))
    return scenarios


SCENARIOS: dict[str, Scenario] = {
    "no fault: push with `--tag v1`": push_scenario("--tag", "v1"),
    "no fault: the same push again": push_scenario("--tag", "v1", times=2),
    "no fault: pull at the tag, empty cache": pull_scenario(at="@v1"),
    "no fault: pull at `main`, empty cache": pull_scenario(at="@main"),
    "no fault: pull, all files in the cache": pull_scenario(cached=True),
    "push, not signed in": push_scenario(token=""),
    "push, wrong token": push_scenario(token="hf_wrong"),
    "push, read-only token": push_scenario(token="hf_read"),
    "push to somebody else's namespace": push_scenario("--repo-id", "bob/new"),
    "push to somebody else's repository": push_scenario(
        "--repo-id", "bob/his", fault=foreign_repo
    ),
    "somebody else pushed meanwhile (412)": push_scenario(fault=concurrent_push),
    **{
        f"push, one 503 at `{step}`": push_scenario(
            "--tag", "v1",
            fault=with_published_card(inject(step, "status", status=503, times=1)),
        )
        for step in PUSH_STEPS
    },
    "pull of a public repository, wrong token": pull_scenario(token="hf_wrong"),
    **download_scenarios(),
    **with_and_without_copy("Hub unreachable", stop_hub),
    **with_and_without_copy("Hub answers 503", inject(LISTING, "status", status=503)),
    **with_and_without_copy("Hub hangs", inject(LISTING, "delay", seconds=60)),
    **with_and_without_copy("Hub hangs after the listing", inject(FILE, "delay", seconds=60)),
    **with_and_without_copy("a login page instead of the Hub", inject(
        LISTING, "alter", alter=lambda _: b"<html>Welcome</html>")),
    "repository gone after it was cached": pull_scenario(delete_repo, cached=True),
    "repository gated after it was cached": pull_scenario(gate_repo, cached=True),
    **{f"repository {what}": pull_scenario(files=files) for what, (files, _) in UNFIT.items()},
    "app start, all bundled": start_scenario(),
    "app start, Hub hangs": start_scenario(
        inject("/", "delay", seconds=300), CONVLENS_MNIST="alice/net"
    ),
}  # fmt: skip


def main() -> None:
    """Print the table, a row per scenario."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", metavar="TEXT", help="part of a scenario's name")
    args = parser.parse_args()
    print("| situation | message to the user | answer comes from | seconds |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as home:
        fixture = HubFixture(Path(home))
        for name in (name for name in SCENARIOS if args.only in name):
            outcomes = [SCENARIOS[name](fixture) for _ in range(args.runs)]
            if any(fault.get("times") for fault in fixture.hub.faults):
                raise SystemExit(f"{name}: the fault did not occur")
            seconds = [outcome.seconds for outcome in outcomes]
            message = " *or* ".join(dict.fromkeys(outcome.message for outcome in outcomes))
            took = "–".join(dict.fromkeys(f"{end(seconds):.1f}" for end in (min, max)))
            print(f"| {name} | {message} | {outcomes[0].origin} | {took} |", flush=True)
        leaks = fixture.close()
    found = "found" if leaks else "never"
    print(f"| token printed, or sent to another origin | {found} ({leaks} times) | — | — |")


if __name__ == "__main__":
    main()
