"""Push through the real client to a Hub of our own, as a signed-in user and as nobody."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from conftest import DATA, ROOT
from local_hub import LocalHub

from hub import checkpoint


@pytest.fixture
def hub():
    server = LocalHub()
    yield server
    server.stop()


def train(hub_url: str, home: Path, token: str | None, *flags) -> subprocess.CompletedProcess:
    """`python training/mnist.py …` as its own process: the client reads its settings once."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
    environment |= {
        "HF_ENDPOINT": hub_url, "HF_HOME": str(home), "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1", **({"HF_TOKEN": token} if token else {}),
    }  # fmt: skip
    command = [sys.executable, ROOT / "training" / "mnist.py", "--data-dir", DATA, *flags]
    words = [str(word) for word in command]
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=120)


def test_push_and_pull(hub, tmp_path, monkeypatch):
    """One commit with the whole folder; a second push of the same folder makes no commit."""
    folder = tmp_path / "net"
    first = train(hub.url, tmp_path, "hf_write", "--dry-run", "--output", folder, "--push")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1].startswith("Test set:")
    repo = hub.repos["alice/convlens-mnist"]
    assert len(repo.commits) == 2       # the one of the creation, and ours
    _, files = repo.at("main")
    for path in folder.iterdir():
        assert files[path.name] == path.read_bytes()

    again = train(hub.url, tmp_path, "hf_write", "--evaluate", "--output", folder, "--push")
    assert again.returncode == 0, again.stderr
    assert len(repo.commits) == 2

    pulled = tmp_path / "pulled"
    pulled.mkdir()
    for name, content in files.items():
        (pulled / name).write_bytes(content)
    pictures = torch.rand(2, 1, 28, 28)
    assert torch.equal(checkpoint.load(pulled)(pictures), checkpoint.load(folder)(pictures))


@pytest.mark.parametrize(
    ("token", "flags", "sentence"),
    [
        (None, [], "hf auth login"),
        ("hf_wrong", [], "hf auth login"),
        ("hf_read", [], "could not be pushed to alice/convlens-mnist"),
        ("hf_write", ["--repo-id", "bob/net"], "could not be pushed to bob/net"),
        ("hf_write", ["--repo-id", "a/b/c"], "could not be pushed to a/b/c"),
    ],
)
def test_a_push_that_fails_costs_only_the_push(hub, tmp_path, token, flags, sentence):
    folder = tmp_path / "net"
    run = train(hub.url, tmp_path, token, "--dry-run", "--output", folder, "--push", *flags)
    assert run.returncode == 1
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr
    assert "hf_w" not in re.sub("hf_write_", "", run.stderr + run.stdout)    # no token is shown
    assert not any(len(repo.commits) > 1 for repo in hub.repos.values())
    if "could not be pushed" in sentence:
        assert checkpoint.load(folder).classes == list("0123456789")


def test_a_hub_that_is_away_is_found_out_before_training(tmp_path):
    run = train("http://127.0.0.1:9", tmp_path, "hf_write", "--dry-run", "--push")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
