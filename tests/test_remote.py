"""Push through the real client to a Hub of our own, as a signed-in user and as nobody."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DATA, ROOT
from local_hub import LocalHub

from hub import card, checkpoint
from hub.checkpoint import BUNDLED


@pytest.fixture
def hub():
    server = LocalHub()
    yield server
    server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkpoint that was saved before."""
    return Path(shutil.copytree(BUNDLED / "fashion_mnist_tutorial", tmp_path / "net"))


def run(hub_url: str, home: Path, token: str | None, *words) -> subprocess.CompletedProcess:
    """Python in a process of its own: the client reads its settings once, when it is imported."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
    environment |= {
        "HF_ENDPOINT": hub_url, "HF_HOME": str(home), "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_UPDATE_CHECK": "1", **({"HF_TOKEN": token} if token else {}),
    }  # fmt: skip
    command = [sys.executable, *(str(word) for word in words)]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


def train(hub_url: str, home: Path, token: str | None, *flags) -> subprocess.CompletedProcess:
    """`python training/mnist.py …`"""
    return run(hub_url, home, token, "training/mnist.py", "--no-board", "--data-dir", DATA, *flags)


def push(hub: LocalHub, home: Path, folder: Path, *flags) -> subprocess.CompletedProcess:
    """`python -m hub.remote push FOLDER`, as somebody who may write."""
    return run(hub.url, home, "hf_write", "-m", "hub.remote", "push", folder, *flags)


def test_training_ends_on_the_hub(hub, tmp_path):
    """One commit with the whole folder, tagged; --evaluate --push sends it again: no commit."""
    folder = tmp_path / "net"
    flags = ["--output", folder, "--push", "--tag", "v1", "--private"]
    first = train(hub.url, tmp_path, "hf_write", "--dry-run", *flags)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1].startswith("Test set:")
    repo = hub.repos["alice/convlens-mnist"]
    assert len(repo.commits) == 2       # the one of the creation, and ours
    assert repo.private
    assert repo.refs["v1"] == repo.refs["main"]
    _, files = repo.at("v1")
    sent = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".md"}
    assert sent.items() <= files.items()    # and the card, with its address in it

    again = train(hub.url, tmp_path, "hf_write", "--evaluate", "--output", folder, "--push")
    assert again.returncode == 0, again.stderr
    assert len(repo.commits) == 2


def test_a_card_that_a_person_edited_keeps_its_words(hub, tmp_path, folder):
    """Only its metadata is renewed; a card that nobody touched is renewed whole."""
    push(hub, tmp_path, folder)
    repo = hub.repos["alice/convlens-fashion-mnist-tutorial"]
    _, files = repo.at("main")
    edited = files["README.md"].replace(b"## Limits", b"## My words").replace(b"mit", b"gpl")
    repo.commit({**files, "README.md": edited})
    assert push(hub, tmp_path, folder).returncode == 0
    _, files = repo.at("main")
    assert len(repo.commits) == 4
    assert b"## My words" in files["README.md"]
    assert b"license: mit" in files["README.md"]


def test_renewed_card():
    net, metrics = checkpoint.load(BUNDLED / "mnist"), checkpoint.metrics(BUNDLED / "mnist")
    ours = card.text(net, metrics).encode()
    older = card.text(net, metrics | {"epochs": 3}).encode()
    assert card.renewed(ours, None) == ours
    assert card.renewed(ours, older) == ours
    assert card.renewed(ours, b"") == ours
    assert card.renewed(ours, b"My own words.\n").endswith(b"---\nMy own words.\n")


@pytest.mark.parametrize(
    ("token", "flags", "sentence"),
    [
        (None, [], "hf auth login"),
        ("hf_wrong", [], "hf auth login"),
        ("hf_read", [], "may only read"),
        ("hf_write", ["--repo-id", "bob/net"], "under \\['alice'\\]"),
        ("hf_write", ["--repo-id", "a/b/c"], "Repo id must be"),
    ],
)
def test_who_may_not_push_is_told_before_training(hub, tmp_path, token, flags, sentence):
    folder = tmp_path / "net"
    said = train(hub.url, tmp_path, token, "--dry-run", "--output", folder, "--push", *flags)
    assert said.returncode == 1
    assert re.search(sentence, said.stderr)
    assert len(said.stderr.strip().splitlines()) == 1
    assert not folder.exists()
    assert not hub.repos
    for secret in ("hf_write", "hf_read", "hf_wrong"):
        assert secret not in said.stderr + said.stdout


def test_a_hub_that_is_away_is_found_out_before_training(tmp_path):
    said = train("http://127.0.0.1:9", tmp_path, "hf_write", "--dry-run", "--push")
    assert said.returncode == 1
    assert "cannot be reached" in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1
    assert said.stdout == ""


@pytest.mark.parametrize(
    ("step", "status", "sentence"),
    [
        ("repos/create", 402, "paid plan"),
        ("preupload", 403, "may not write"),
        ("objects/batch", 403, "may not write"),
        ("/commit/main", 412, "pushed in between"),
        ("/commit/main", 500, "500"),
    ],
)
def test_a_push_that_fails_costs_only_the_push(hub, tmp_path, folder, step, status, sentence):
    """One sentence, exit code 1, and when the fault has gone the same command succeeds."""
    hub.faults[step] = status
    said = push(hub, tmp_path, folder)
    assert said.returncode == 1
    assert sentence in said.stderr.strip().splitlines()[-1]
    assert "Traceback" not in said.stderr
    hub.faults.clear()
    assert push(hub, tmp_path, folder).returncode == 0
    _, files = hub.repos["alice/convlens-fashion-mnist-tutorial"].at("main")
    assert files["model.safetensors"] == (folder / "model.safetensors").read_bytes()


def test_what_cannot_be_loaded_is_not_pushed(hub, tmp_path, folder):
    (folder / "config.json").write_text("{}")
    said = push(hub, tmp_path, folder)
    assert said.returncode == 1
    assert "config.json" in said.stderr
    assert not hub.repos
