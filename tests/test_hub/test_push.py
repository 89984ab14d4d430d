"""Push through the real client to a Hub of our own, as a signed-in user and as nobody."""

import re
from pathlib import Path

import pytest
from fake_hub.client import Ended, push, run
from fake_hub.repos import Repo
from fake_hub.server import LocalHub
from paths import DATA

from hub import checkpoint, model_card
from hub.checkpoint import BUNDLED

NAME = "alice/convlens-fashion-mnist-tutorial"


def train(hub_url: str, home: Path, token: str | None, *flags) -> Ended:
    """`python training/mnist.py …`"""
    return run(hub_url, home, token, "training/mnist.py", "--no-board", "--data-dir", DATA, *flags)


@pytest.mark.slow
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


def test_a_tag_stays_where_it_is(hub, tmp_path, folder):
    """The same files may be pushed under it again; others are refused before they are sent."""
    for _ in range(2):
        assert push(hub, tmp_path, folder, "--tag", "v1").returncode == 0
    assert len(hub.repos[NAME].commits) == 2
    (folder / "metrics.json").write_text((folder / "metrics.json").read_text() + "\n")
    said = push(hub, tmp_path, folder, "--tag", "v1")
    assert said.returncode == 1
    assert "choose another --tag" in said.stderr
    assert len(hub.repos[NAME].commits) == 2


def test_a_card_that_a_person_edited_keeps_its_words(hub, tmp_path, folder):
    """Only its metadata is renewed; a card that nobody touched is renewed whole."""
    push(hub, tmp_path, folder)
    repo = hub.repos[NAME]
    _, files = repo.at("main")
    edited = files["README.md"].replace(b"## Limits", b"## My words").replace(b"mit", b"gpl")
    repo.commit({**files, "README.md": edited})
    assert push(hub, tmp_path, folder).returncode == 0
    _, files = repo.at("main")
    assert len(repo.commits) == 4
    assert b"## My words" in files["README.md"]
    assert b"license: mit" in files["README.md"]


def test_renewed_card():
    net, metrics = checkpoint.load(BUNDLED / "mnist"), checkpoint.load_metrics(BUNDLED / "mnist")
    ours = model_card.render_card(net, metrics).encode()
    older = model_card.render_card(net, metrics | {"epochs": 3}).encode()
    assert model_card.merge_card(ours, None) == ours
    assert model_card.merge_card(ours, older) == ours
    assert model_card.merge_card(ours, b"") == ours
    assert model_card.merge_card(ours, b"My own words.\n").endswith(b"---\nMy own words.\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("token", "flags", "sentence"),
    [
        (None, [], "hf auth login"),
        ("hf_wrong", [], "hf auth login"),
        ("hf_read", [], "may only read"),
        ("hf_write", ["--repo-id", "bob/net"], "under \\['alice'\\]"),
        ("hf_write", ["--repo-id", "bob/his"], "may not write there"),
        ("hf_write", ["--repo-id", "a/b/c"], "Repo id must be"),
    ],
)
def test_who_may_not_push_is_told(hub, tmp_path, folder, token, flags, sentence):
    hub.repos["bob/his"] = Repo()
    said = run(hub.url, tmp_path, token, "-m", "hub.remote", "push", folder, *flags)
    assert said.returncode == 1
    assert re.search(sentence, said.stderr)
    assert len(said.stderr.strip().splitlines()) == 1
    assert hub.repos == {"bob/his": Repo()}
    for secret in ("hf_write", "hf_read", "hf_wrong"):
        assert secret not in said.stderr + said.stdout


def test_who_may_not_push_is_told_before_training(hub, tmp_path):
    folder = tmp_path / "net"
    said = train(hub.url, tmp_path, "hf_read", "--dry-run", "--output", folder, "--push")
    assert said.returncode == 1
    assert "may only read" in said.stderr
    assert "Nothing was trained" in said.stderr
    assert not folder.exists()
    assert not hub.repos


def test_a_hub_that_is_away_is_found_out_before_training(tmp_path):
    said = train("http://127.0.0.1:9", tmp_path, "hf_write", "--dry-run", "--push")
    assert said.returncode == 1
    assert "cannot be reached" in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1
    assert said.stdout == ""


def test_what_cannot_be_loaded_is_not_pushed(hub, tmp_path, folder):
    (folder / "config.json").write_text("{}")
    said = push(hub, tmp_path, folder)
    assert said.returncode == 1
    assert "config.json" in said.stderr
    assert not hub.repos


def test_through_xet(tmp_path, folder):
    """Sent and fetched by the real Xet client, as every user's is: the bytes are the same."""
    hub = LocalHub(xet=tmp_path / "xet")
    said = push(hub, tmp_path, folder, HF_HUB_DISABLE_XET="0")
    assert said.returncode == 0, said.stderr
    fetch = (
        "from huggingface_hub import hf_hub_download\n"
        f"print(hf_hub_download('{NAME}', 'model.safetensors', token=False))"
    )
    empty = tmp_path / "empty"
    fetched = run(hub.url, empty, None, "-c", fetch, HF_HUB_DISABLE_XET="0")
    hub.stop()
    assert fetched.returncode == 0, fetched.stderr
    got = Path(fetched.stdout.strip())
    assert got.is_relative_to(empty)
    assert got.read_bytes() == (folder / "model.safetensors").read_bytes()
    assert hub.requests("xet-write-token") and hub.requests("xet-read-token")
    assert not hub.requests("/lfs/|/cdn/")      # nothing went another way
