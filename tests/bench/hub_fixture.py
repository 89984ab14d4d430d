"""One Hub of our own and two processes that ask it, for a day after the other."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from fake_hub.access import TOKENS  # noqa: E402
from fake_hub.cases import FIRST_TENSOR, SMALL_CHECKPOINT, WEIGHTS, changed_weights  # noqa: E402
from fake_hub.client import environment  # noqa: E402
from fake_hub.repos import Repo  # noqa: E402
from fake_hub.server import LocalHub  # noqa: E402

from demo.i18n import catalogue  # noqa: E402

FOLDER = "hub/checkpoints/fashion_mnist_tutorial"
CLIENT = """
import contextlib, io, json, os, sys, time
from hub import remote, source

def pull(address):
    os.environ["CONVLENS_FASHION_MNIST"] = address
    found = source.load_configured("fashion_mnist")
    why = found.trouble and [found.trouble.kind, found.trouble.detail]
    return [found.accuracy, found.name, found.origin, found.wanted, why]

def push(*words):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        try:
            remote.main(["push", *words])
        except SystemExit as refusal:
            print(refusal)
    return said.getvalue()

for line in sys.stdin:
    what, token, *words = json.loads(line)
    os.environ["HF_TOKEN"] = token
    began = time.monotonic()
    answer = {"pull": pull, "push": push}[what](*words)
    print(json.dumps([time.monotonic() - began, answer]), flush=True)
"""


class House:
    """A Hub, and two processes that ask it: one pulls, as the app does, and one pushes."""

    def __init__(self, home: Path) -> None:
        self.hub, self.home, self.day = LocalHub(), home, 0
        self.console = (home / "console.txt").open("w")
        self.clients = {
            what: subprocess.Popen(
                [sys.executable, "-c", CLIENT], cwd=ROOT, env=environment(self.hub.url, home, None),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.console, text=True,
            )
            for what in ("pull", "push")
        }  # fmt: skip

    def ask(self, what: str, token: str, *words: str) -> tuple[float, list | str]:
        """The seconds, and what came of it."""
        client = self.clients[what]
        print(json.dumps([what, token, *words]), file=client.stdin, flush=True)
        line = client.stdout.readline()
        self.console.write(line)
        return json.loads(line)

    def dawn(self) -> str:
        """All is well and as it was at first; the name of a repository that was never asked for.

        Its weights are new too: whoever still waits for those of yesterday meets no fault of today.
        """
        self.day += 1
        if not self.hub.thread.is_alive():
            self.hub.start()
        self.hub.faults.clear()
        self.hub.repos.clear()
        self.hub.large.clear()
        repo = self.hub.repos[f"alice/net{self.day}"] = Repo()
        new = changed_weights(**{FIRST_TENSOR: WEIGHTS[FIRST_TENSOR] + 1e-4 * self.day})
        repo.refs["v1"] = repo.commit(SMALL_CHECKPOINT | new)
        return f"alice/net{self.day}"

    def goodbye(self) -> int:
        """How often a token was in an output of the two, or went to another origin."""
        for client in self.clients.values():
            client.stdin.close()
            client.wait()
        self.console.close()
        said = Path(self.console.name).read_text()
        return sum(said.count(token) for token in TOKENS) + len(self.hub.foreign_tokens)

    def plain(self, words: str) -> str:
        """A line in English, the Hub as if it were the real one, and every day the same."""
        words = re.sub(r'__i18n__\{.*?"key": "(\w+)"\}', lambda key: catalogue()[key[1]]["en"], words)
        words = words.replace(self.hub.url, "https://huggingface.co").replace(FOLDER, "…")
        words = re.sub(r"(@|/commit/)[0-9a-f]{8,40}\b", r"\g<1>1a2b3c4d", words)
        return re.sub(r"alice/net\d+", "alice/net", words).replace("|", "\\|")
