"""The Hub on bad days: the README's table.  `python tests/bench/hub_faults.py --runs 3`

Each fault is ordered from our own Hub and met by the unmodified client, in a process of its own.
"""

import argparse
import tempfile
from pathlib import Path

from hub_days import Day, Ill, ordered, pulling, pushing, starting  # finds the others
from hub_house import House

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


def somebody_pushes(hub: LocalHub, name: str) -> None:
    """Just before our commit arrives."""
    theirs = lambda: hub.repos[PUSHED].commit({"theirs.txt": b"theirs"})    # noqa: E731
    hub.faults.append({"match": "/commit/", "before": theirs, "times": 1})


def after_another(ill: Ill) -> Ill:
    """The repository is there, with a card that has to be read first."""

    def both(hub: LocalHub, name: str) -> None:
        hub.repos[PUSHED] = Repo()
        hub.repos[PUSHED].commit({"README.md": b"My words."})
        ill(hub, name)

    return both


def bobs(hub: LocalHub, name: str) -> None:
    hub.repos["bob/his"] = Repo()


def down(hub: LocalHub, name: str) -> None:
    hub.stop()


def gone(hub: LocalHub, name: str) -> None:
    del hub.repos[name]


def gated(hub: LocalHub, name: str) -> None:
    hub.repos[name].gated = True


def both(name: str, ill: Ill) -> dict[str, Day]:
    """A fault while nothing is in the cache, and after a better day."""
    return {name: pulling(ill), f"{name}, verified copy in the cache": pulling(ill, cached=True)}


def downloads() -> dict[str, Day]:
    days = {}
    for name, fault in DOWNLOADS.items():
        days[f"download {name} once"] = pulling(ordered(WEIGHTS, **fault, times=1))
        days[f"download {name} every time"] = pulling(ordered(WEIGHTS, **fault))
    return days


DAYS: dict[str, Day] = {
    "nothing: push with `--tag v1`": pushing("--tag", "v1"),
    "nothing: the same push again": pushing("--tag", "v1", times=2),
    "nothing: pull at the tag, empty cache": pulling(at="@v1"),
    "nothing: pull at `main`, empty cache": pulling(at="@main"),
    "nothing: pull, all in the cache": pulling(cached=True),
    "push, not signed in": pushing(token=""),
    "push, wrong token": pushing(token="hf_wrong"),
    "push, read-only token": pushing(token="hf_read"),
    "push to a foreign namespace": pushing("--repo-id", "bob/new"),
    "push to a foreign repository": pushing("--repo-id", "bob/his", ill=bobs),
    "somebody pushed in between (412)": pushing(ill=somebody_pushes),
    **{
        f"push, one 503 at `{step}`": pushing(
            "--tag", "v1", ill=after_another(ordered(step, "status", status=503, times=1))
        )
        for step in PUSH_STEPS
    },
    "pull of a public repository, wrong token": pulling(token="hf_wrong"),
    **downloads(),
    **both("Hub down at the start", down),
    **both("Hub answers 503", ordered(LISTING, "status", status=503)),
    **both("Hub hangs", ordered(LISTING, "delay", seconds=60)),
    **both("Hub hangs after the listing", ordered(FILE, "delay", seconds=60)),
    **both("a page to log in instead of the Hub", ordered(
        LISTING, "alter", alter=lambda _: b"<html>Welcome</html>")),
    "repository gone after it was cached": pulling(gone, cached=True),
    "repository gated after it was cached": pulling(gated, cached=True),
    **{f"repository with {what}": pulling(files=files) for what, (files, _) in UNFIT.items()},
    "start of the app, all bundled": starting(),
    "start of the app, Hub hangs": starting(
        ordered("/", "delay", seconds=300), CONVLENS_MNIST="alice/net"
    ),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", metavar="WORDS", help="days with these in their name")
    args = parser.parse_args()
    print("| what goes wrong | what the user sees | answered from | seconds |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as home:
        house = House(Path(home))
        for what in (name for name in DAYS if args.only in name):
            seen = [DAYS[what](house) for _ in range(args.runs)]
            if any(fault.get("times") for fault in house.hub.faults):
                raise SystemExit(f"{what}: the fault was never met")
            seconds = [one.seconds for one in seen]
            said = " *or* ".join(dict.fromkeys(one.said for one in seen))
            took = "–".join(dict.fromkeys(f"{end(seconds):.1f}" for end in (min, max)))
            print(f"| {what} | {said} | {seen[0].origin} | {took} |", flush=True)
        leaks = house.goodbye()
    print(f"| a token in any output, or sent to another origin | {leaks} times in all | — | — |")


if __name__ == "__main__":
    main()
