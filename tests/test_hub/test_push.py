"""Push with the real client to a local Hub server, signed in and anonymously."""

import re
from pathlib import Path

import pytest
from fake_hub.client import Ended, push_folder, run_python
from fake_hub.repos import Repo
from fake_hub.server import LocalHub
from huggingface_hub import ModelCard
from paths import DATA
from safetensors.torch import load_file, save_file

from hub import checkpoint, model_card, model_card_mark
from hub.checkpoint import BUNDLED

pytestmark = pytest.mark.slow      # a Hub is started for each test

NAME = "alice/convlens-fashion-mnist-tutorial"


def train(hub_url: str, home: Path, token: str | None, *flags) -> Ended:
    """Run `python training/mnist.py …`."""
    words = ["training/mnist.py", "--no-board", "--data-dir", DATA, *flags]
    return run_python(hub_url, home, token, *words)


@pytest.mark.slow
def test_training_with_push_makes_one_tagged_commit(hub, tmp_path):
    """It holds the whole folder; `--evaluate --push` of the same folder makes no further commit."""
    folder = tmp_path / "net"
    flags = ["--output", folder, "--push", "--tag", "v1", "--private"]
    first = train(hub.url, tmp_path, "hf_write", "--dry-run", *flags)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1].startswith("Test set:")
    repo = hub.repos["alice/convlens-mnist"]
    assert len(repo.commits) == 2       # the one of the creation, and the push
    assert repo.private
    assert repo.refs["v1"] == repo.refs["main"]
    _, files = repo.at("v1")
    sent = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".md"}
    assert sent.items() <= files.items()    # and the card, with the address filled in

    again = train(hub.url, tmp_path, "hf_write", "--evaluate", "--output", folder, "--push")
    assert again.returncode == 0, again.stderr
    assert len(repo.commits) == 2


@pytest.mark.slow
def test_a_tag_is_never_moved(hub, tmp_path, folder):
    """The same files can be pushed with it again; other files are refused before they are sent."""
    for said in ("Pushed", "Nothing new"):
        ended = push_folder(hub, tmp_path, folder, "--tag", "v1")
        assert ended.returncode == 0
        assert ended.stdout.startswith(f"{said}: {hub.url}/{NAME}/commit/")
    assert len(hub.repos[NAME].commits) == 2
    (folder / "metrics.json").write_text((folder / "metrics.json").read_text() + "\n")
    ended = push_folder(hub, tmp_path, folder, "--tag", "v1")
    assert ended.returncode == 1
    assert "choose another --tag" in ended.stderr
    assert len(hub.repos[NAME].commits) == 2


@pytest.mark.slow
def test_an_edited_card_keeps_its_text_and_gets_new_metadata(hub, tmp_path, folder):
    push_folder(hub, tmp_path, folder)
    repo = hub.repos[NAME]
    _, files = repo.at("main")
    edited = files["README.md"].replace(b"## Limitations", b"## My words").replace(b"mit", b"gpl")
    repo.commit({**files, "README.md": edited})
    assert push_folder(hub, tmp_path, folder).returncode == 0
    _, files = repo.at("main")
    assert len(repo.commits) == 4
    assert b"## My words" in files["README.md"]
    assert b"license: mit" in files["README.md"]


CRLF = "---\r\nlicense: gpl\r\nlanguage: zh\r\n---\r\n# Mine\r\n\r\nWörds.\r\n"


@pytest.mark.parametrize(
    ("card", "kept", "added"),
    [
        (CRLF, "# Mine\r\n\r\nWörds.\r\n", {"language": "zh"}),
        ("\ufeff" + CRLF, "# Mine\r\n\r\nWörds.\r\n", {"language": "zh"}),
        ("\n--- \ntags: mine\n---  \nWords.", "--- \ntags: mine\n---  \nWords.", {}),
        ("---\ntags: mine # why\nmodel-index: wrong\n---\nWords.", "Words.", {}),
        ("---\ntags: [mine]\nextra: {a: 1}\n---  \nWords.", "Words.", {"extra": {"a": 1}}),
        ("---\ntitle: [\n---\nWords.", "---\ntitle: [\n---\nWords.", {}),
        ("---\n1: 2\n---\nWords.", "---\n1: 2\n---\nWords.", {}),
        ("---\nBetween lines.\n---\nWords.", "---\nBetween lines.\n---\nWords.", {}),
        ("---\nnever closed", "---\nnever closed", {}),
    ],
)
def test_an_edited_card_survives_whatever_its_form(card, kept, added):
    new = model_card.render_card(
        checkpoint.load(BUNDLED / "mnist"), checkpoint.load_metrics(BUNDLED / "mnist")
    )
    merged = model_card_mark.merge_card(new.encode(), card.encode()).decode()
    assert merged.endswith(kept)
    data = ModelCard(merged).data.to_dict()
    assert data.items() >= (added | {"license": "mit", "library_name": "pytorch"}).items()
    assert {"cnn", *(["mine"] if kept == "Words." else [])} <= set(data["tags"])
    assert model_card_mark.merge_card(new.encode(), merged.encode()).decode() == merged
    latin = "Wörter.\n".encode("latin-1")
    assert model_card_mark.merge_card(new.encode(), latin).endswith(latin)


def test_other_line_ends_alone_are_no_edit():
    new = model_card.render_card(
        checkpoint.load(BUNDLED / "mnist"), checkpoint.load_metrics(BUNDLED / "mnist")
    ).encode()
    assert model_card_mark.merge_card(new, new.replace(b"\n", b"\r\n")) == new


@pytest.mark.slow
def test_the_files_of_an_older_checkpoint_are_replaced_and_those_of_others_kept(
    hub, tmp_path, folder
):
    board = folder / "runs" / "1" / "events.out.tfevents.1"
    board.parent.mkdir(parents=True)
    board.write_bytes(b"first")
    (folder / "samples.png").write_bytes(b"first")
    push_folder(hub, tmp_path, folder)
    repo = hub.repos[NAME]
    theirs = {"theirs.txt": b"theirs", "model.onnx": b"of the first"}
    repo.commit(repo.at("main")[1] | theirs)

    board.rename(board.with_name("events.out.tfevents.2"))
    (folder / "samples.png").unlink()
    weights = folder / "model.safetensors"
    changed = {name: tensor + 0.01 for name, tensor in load_file(weights).items()}
    save_file(changed, weights)
    assert push_folder(hub, tmp_path, folder).returncode == 0
    _, files = repo.at("main")
    assert [name for name in files if name.startswith("runs/")] == ["runs/1/events.out.tfevents.2"]
    assert "theirs.txt" in files
    assert not {"model.onnx", "samples.png"} & set(files)
    assert files["model.safetensors"] == checkpoint.name_format(weights.read_bytes())


def test_only_an_edited_card_is_merged():
    net, metrics = checkpoint.load(BUNDLED / "mnist"), checkpoint.load_metrics(BUNDLED / "mnist")
    new = model_card.render_card(net, metrics).encode()
    older = model_card.render_card(net, metrics | {"epochs": 3}).encode()
    assert model_card_mark.merge_card(new, None) == new
    assert model_card_mark.merge_card(new, older) == new
    assert model_card_mark.merge_card(new, b"") == new
    merged = model_card_mark.merge_card(new, b"My own words.\n")
    assert merged.endswith(b"---\nMy own words.\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("token", "flags", "sentence"),
    [
        (None, [], "hf auth login"),
        ("hf_wrong", [], "hf auth login"),
        ("hf_read", [], "read-only"),
        ("hf_write", ["--repo-id", "bob/net"], "under alice"),
        ("hf_write", ["--repo-id", "bob/his"], "may not write there"),
        ("hf_write", ["--repo-id", "a/b/c"], "Repo id must be"),
    ],
)
def test_a_push_without_permission_is_refused(hub, tmp_path, folder, token, flags, sentence):
    hub.repos["bob/his"] = Repo()
    ended = run_python(hub.url, tmp_path, token, "-m", "hub.remote", "push", folder, *flags)
    assert ended.returncode == 1
    assert re.search(sentence, ended.stderr)
    assert len(ended.stderr.strip().splitlines()) == 1
    assert hub.repos == {"bob/his": Repo()}
    for secret in ("hf_write", "hf_read", "hf_wrong"):
        assert secret not in ended.stderr + ended.stdout


@pytest.mark.slow
def test_missing_permission_is_reported_before_training(hub, tmp_path):
    folder = tmp_path / "net"
    ended = train(hub.url, tmp_path, "hf_read", "--dry-run", "--output", folder, "--push")
    assert ended.returncode == 1
    assert "read-only" in ended.stderr
    assert "Nothing was trained" in ended.stderr
    assert not folder.exists()
    assert not hub.repos


@pytest.mark.slow
def test_an_unreachable_hub_is_reported_before_training(tmp_path):
    ended = train("http://127.0.0.1:9", tmp_path, "hf_write", "--dry-run", "--push")
    assert ended.returncode == 1
    assert "cannot be reached" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert ended.stdout == ""


def test_an_invalid_checkpoint_is_not_pushed(hub, tmp_path, folder):
    (folder / "config.json").write_text("{}")
    ended = push_folder(hub, tmp_path, folder)
    assert ended.returncode == 1
    assert "config.json" in ended.stderr
    assert not hub.repos


@pytest.mark.slow
def test_files_survive_the_trip_through_xet(tmp_path, folder):
    """Sent and fetched by the real Xet client, which every user has."""
    hub = LocalHub(xet=tmp_path / "xet")
    ended = push_folder(hub, tmp_path, folder, HF_HUB_DISABLE_XET="0")
    assert ended.returncode == 0, ended.stderr
    fetch = (
        "from huggingface_hub import hf_hub_download\n"
        f"print(hf_hub_download('{NAME}', 'model.safetensors', token=False))"
    )
    empty = tmp_path / "empty"
    fetched = run_python(hub.url, empty, None, "-c", fetch, HF_HUB_DISABLE_XET="0")
    hub.stop()
    assert fetched.returncode == 0, fetched.stderr
    got = Path(fetched.stdout.strip())
    assert got.is_relative_to(empty)
    sent = checkpoint.name_format((folder / "model.safetensors").read_bytes())
    assert got.read_bytes() == sent
    assert hub.requests("xet-write-token") and hub.requests("xet-read-token")
    assert not hub.requests("/lfs/|/cdn/")      # nothing went through LFS or the CDN
