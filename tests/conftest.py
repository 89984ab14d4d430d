"""What several tests share: the samples, a Hub, the app under test, a browser."""

import os
import shutil
import zipfile
from pathlib import Path

# Before any of ours is imported: no test may reach the Hub, whoever is signed in on this machine.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.pop("HF_TOKEN", None)
os.environ["OMP_NUM_THREADS"] = "1"     # pytest runs two files at a time, on two cores perhaps

import pytest
from chromium import ARGUMENTS
from fake_hub.cases import NET, SMALL_CHECKPOINT
from fake_hub.repos import Repo
from fake_hub.server import LocalHub
from huggingface_hub import HfApi
from paths import DATA, ROOT
from playwright.sync_api import expect, sync_playwright
from torchvision import datasets

from hub.remote.address import Address
from hub.remote.errors import PullFailed
from hub.remote.pull import pull_snapshot


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test of the app in a browser is slow, but for the one that is marked smoke."""
    for item in items:
        if "browser" in item.fixturenames and not item.get_closest_marker("smoke"):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def digits() -> datasets.MNIST:
    """1,000 test pictures of MNIST."""
    return datasets.MNIST(DATA, train=False)


@pytest.fixture(scope="session")
def garments() -> datasets.FashionMNIST:
    """1,000 test pictures of Fashion-MNIST."""
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
def repo(hub, online) -> Repo:
    """alice/net, a small checkpoint for the client of this process."""
    hub.repos["alice/net"] = Repo()
    hub.repos["alice/net"].commit(SMALL_CHECKPOINT)
    return hub.repos["alice/net"]


@pytest.fixture
def fetch(tmp_path):
    """Pull into one cache, in seconds; a PullFailed is returned, not raised."""

    def fetch(address: Address = NET, limit: float = 20):
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
    """Playwright's own Chromium if it is there, else the system's."""
    expect.set_options(timeout=15_000)      # milliseconds: other work may run on the same cores
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        system = shutil.which("chromium") or shutil.which("chromium-browser")
        path = str(own) if own.exists() else system
        if path is None:
            tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            tell("no Chromium: `apt-get install chromium` or `playwright install chromium`")
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()
