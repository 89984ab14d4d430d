"""What several tests share: the samples, a Hub, the app under test, a browser."""

import gc
import os
import shutil
import signal
import zipfile
from pathlib import Path

import pytest
from paths import DATA, ROOT

# The rest is imported in the fixtures: the process that only deals out the tests reads this file
# too, and the others begin when it has.

# Before any of ours is imported: no test may reach the Hub, whoever is signed in on this machine.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["CONVLENS_RUNS"] = "off"     # nor answer with a network trained on this machine
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.pop("HF_TOKEN", None)
os.environ["OMP_NUM_THREADS"] = "1"     # pytest runs three files at a time, on two cores perhaps
# Rarely look for garbage among a million objects: it took a sixth of the time.
gc.set_threshold(100_000, 20, 20)
# A shell that starts pytest in the background has it ignore Ctrl-C, and all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


# Each file is tested by one process: the long ones first, or one would work alone in the end.
FILES_IN_ORDER = ("test_browser", "test_training", "test_fresh_clone", "test_hub", "test_demo", "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test of the app in a browser is slow, but for the one that is marked smoke."""
    for item in items:
        if "browser" in item.fixturenames and not item.get_closest_marker("smoke"):
            item.add_marker(pytest.mark.slow)
    items.sort(key=place_of_file)


def place_of_file(item: pytest.Item) -> int:
    """Return the number of the first of FILES_IN_ORDER with which the file's path begins."""
    path = item.path.relative_to(ROOT / "tests").as_posix()
    return next(n for n, start in enumerate(FILES_IN_ORDER) if path.startswith(start))


@pytest.fixture(scope="session")
def digits():
    """1,000 test pictures of MNIST."""
    from torchvision import datasets

    return datasets.MNIST(DATA, train=False)


@pytest.fixture(scope="session")
def garments():
    """1,000 test pictures of Fashion-MNIST."""
    from torchvision import datasets

    return datasets.FashionMNIST(DATA, train=False)


@pytest.fixture(scope="session")
def cifar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """CIFAR-10's sample as a folder of pictures."""
    folder = tmp_path_factory.mktemp("data") / "CIFAR-10"
    zipfile.ZipFile(DATA / "CIFAR-10.zip").extractall(folder)
    return folder


@pytest.fixture
def hub():
    """A Hub of our own, empty, for one test."""
    from fake_hub.server import LocalHub

    server = LocalHub()
    yield server
    server.stop()


@pytest.fixture
def online(hub, monkeypatch, tmp_path):
    """The client of this process talks to our own Hub, as nobody, and keeps things apart."""
    from huggingface_hub import constants

    settings = {
        "HF_HUB_OFFLINE": False, "HF_HUB_DOWNLOAD_TIMEOUT": 1, "ENDPOINT": hub.url,
        "HF_HOME": str(tmp_path), "HF_HUB_CACHE": str(tmp_path / "cache"),
        "HF_TOKEN_PATH": str(tmp_path / "token"),
    }  # fmt: skip
    files = constants.HUGGINGFACE_CO_URL_TEMPLATE.removeprefix(constants.ENDPOINT)
    settings["HUGGINGFACE_CO_URL_TEMPLATE"] = hub.url + files
    for name, value in settings.items():
        monkeypatch.setattr(constants, name, value)


@pytest.fixture
def repo(hub, online):
    """alice/net, a small checkpoint for the client of this process."""
    from fake_hub.cases import SMALL_CHECKPOINT
    from fake_hub.repos import Repo

    hub.repos["alice/net"] = Repo()
    hub.repos["alice/net"].commit(SMALL_CHECKPOINT)
    return hub.repos["alice/net"]


@pytest.fixture
def fetch(tmp_path):
    """Pull into one cache, in seconds; a PullFailed is returned, not raised."""
    from fake_hub.cases import NET
    from huggingface_hub import HfApi

    from hub.remote.errors import PullFailed
    from hub.remote.pull import pull_snapshot

    def fetch(address=NET, limit: float = 20):
        try:
            return pull_snapshot(address, HfApi(token=False), tmp_path / "cache", limit)
        except PullFailed as failed:
            return failed

    return fetch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkpoint that was saved before."""
    bundled = ROOT / "hub" / "checkpoints" / "fashion_mnist_tutorial"
    return Path(shutil.copytree(bundled, tmp_path / "net"))


@pytest.fixture
def no_pictures(monkeypatch):
    """A training ends without the pictures of its card, which take much of a short run."""
    from training.report import checkpoint

    monkeypatch.setattr(checkpoint, "draw_pictures", lambda *_: {})


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the app, started once for many tests, on this machine only."""
    os.environ["GRADIO_SERVER_NAME"] = "127.0.0.1"
    # Gradio empties this folder in the end; another app may still be using its own.
    os.environ["GRADIO_TEMP_DIR"] = str(tmp_path_factory.mktemp("uploads"))
    from app import LAUNCH, demo

    _, address, _ = demo.launch(**LAUNCH, prevent_thread_lock=True, quiet=True)
    yield address
    demo.close()


@pytest.fixture(scope="session")
def browser():
    """Chromium, once for many tests."""
    from chromium import start_chromium
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)      # milliseconds: other work may run on the same cores
    with sync_playwright() as playwright:
        try:
            chromium = start_chromium(playwright)
        except FileNotFoundError as missing:
            tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            tell(str(missing))
        yield chromium
        chromium.close()
