"""Start the app as a process with a local Hub, on which one repository is slow and one absent."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import NamedTuple

from fake_hub.cases import OWN_CHECKPOINT, UNFIT
from fake_hub.client import environment
from fake_hub.repos import Repo, bundled_files
from fake_hub.server import LocalHub
from local_app import local_app
from paths import ROOT

# `python app.py` with a long timeout, so that a busy machine changes no result.
PROGRAM = """
import runpy
from hub.remote import timeouts

timeouts.STALL_SECONDS = 60
runpy.run_path("app.py", run_name="__main__")
"""
TOKEN = "hf_write"      # of alice, who runs the app
STORED = {
    "alice/net": bundled_files("mnist"), "alice/maps": bundled_files("feature_maps"),
    "alice/small": bundled_files("mnist_tutorial"), "alice/secret": bundled_files("mnist_tutorial"),
    "alice/nan": bundled_files("mnist_tutorial") | UNFIT["with NaN weights"][0],
    "alice/own": OWN_CHECKPOINT, "alice/photos": bundled_files("feature_maps"),
}  # fmt: skip


class AppAndHub(NamedTuple):
    """An app and its Hub; the weights of the feature maps come when `answers` is set."""

    url: str
    hub: LocalHub
    answers: Event
    log: Path

    def name(self, repo: str) -> str:
        """Return a repository's name as a page shows it."""
        return f"{repo}@{self.hub.repos[repo].refs['main'][:8]}"


@contextmanager
def app_and_hub(folder: Path) -> Iterator[AppAndHub]:
    """Start both: digits from a good repository, maps from a slow one, garments from none."""
    hub, answers = LocalHub(), Event()
    for name, files in STORED.items():
        hub.repos[name] = Repo(private=name == "alice/secret")
        hub.repos[name].commit(files)
    late = f"/alice/maps/resolve/{hub.repos['alice/maps'].refs['main']}/model.safetensors"
    hub.faults.append({"match": late, "before": lambda: answers.wait(300)})
    variables = environment(
        hub.url, folder, TOKEN, CONVLENS_MNIST=" alice/net ", CONVLENS_FEATURE_MAPS="alice/maps",
        CONVLENS_FASHION_MNIST="alice/none@v1",
    )  # fmt: skip
    with local_app([sys.executable, "-c", PROGRAM], ROOT, variables, folder) as client:
        yield AppAndHub(client.src, hub, answers, folder / "log.txt")
        answers.set()
    hub.stop()


