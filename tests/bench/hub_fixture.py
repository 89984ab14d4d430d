"""A local Hub server and two client processes, reset before each scenario."""

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
from hub.remote import __main__ as command, source

def pull(address):
    os.environ["CONVLENS_FASHION_MNIST"] = address
    found = source.load_configured("fashion_mnist")
    why = found.trouble and [found.trouble.kind, found.trouble.detail]
    return [found.accuracy, found.name, found.origin, found.wanted, why]

def push(*words):
    with contextlib.redirect_stdout(io.StringIO()) as output:
        try:
            command.main(["push", *words])
        except SystemExit as refusal:
            print(refusal)
    return output.getvalue()

for line in sys.stdin:
    action, token, *words = json.loads(line)
    os.environ["HF_TOKEN"] = token
    start = time.monotonic()
    result = {"pull": pull, "push": push}[action](*words)
    print(json.dumps([time.monotonic() - start, result]), flush=True)
"""


class HubFixture:
    """A local Hub and two clients: one pulls, as the app does, and one pushes."""

    def __init__(self, home: Path) -> None:
        self.hub, self.home, self.resets = LocalHub(), home, 0
        self.console = (home / "console.txt").open("w")
        self.clients = {
            action: subprocess.Popen(
                [sys.executable, "-c", CLIENT], cwd=ROOT, env=environment(self.hub.url, home, None),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.console, text=True,
            )
            for action in ("pull", "push")
        }  # fmt: skip

    def request(self, action: str, token: str, *words: str) -> tuple[float, list | str]:
        """Let a client pull or push; return the seconds and its result."""
        client = self.clients[action]
        print(json.dumps([action, token, *words]), file=client.stdin, flush=True)
        line = client.stdout.readline()
        self.console.write(line)
        return json.loads(line)

    def reset(self) -> str:
        """Remove faults and repositories; return the name of a new repository.

        Its weights are new too: a client that still waits for those of the previous scenario meets
        no fault of this one.
        """
        self.resets += 1
        if not self.hub.thread.is_alive():
            self.hub.start()
        self.hub.faults.clear()
        self.hub.repos.clear()
        self.hub.large.clear()
        name = f"alice/net{self.resets}"
        repo = self.hub.repos[name] = Repo()
        new = changed_weights(**{FIRST_TENSOR: WEIGHTS[FIRST_TENSOR] + 1e-4 * self.resets})
        repo.refs["v1"] = repo.commit(SMALL_CHECKPOINT | new)
        return name

    def close(self) -> int:
        """End the clients; return how often a token was printed or sent to another origin."""
        for client in self.clients.values():
            client.stdin.close()
            client.wait()
        self.console.close()
        output = Path(self.console.name).read_text()
        return sum(output.count(token) for token in TOKENS) + len(self.hub.foreign_tokens)

    def normalize_message(self, text: str) -> str:
        """Translate a message to English, with the real Hub's address and the same names always."""
        key = r'__i18n__\{.*?"key": "(\w+)"\}'
        text = re.sub(key, lambda found: catalogue()[found[1]]["en"], text)
        text = text.replace(self.hub.url, "https://huggingface.co").replace(FOLDER, "…")
        text = re.sub(r"(@|/commit/)[0-9a-f]{8,40}\b", r"\g<1>1a2b3c4d", text)
        return re.sub(r"alice/net\d+", "alice/net", text).replace("|", "\\|")
