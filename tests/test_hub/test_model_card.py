"""The model card: what it says is so, its metadata are the Hub's, a push puts its address in."""

import math
import re
import shlex
import shutil
from pathlib import Path

import huggingface_hub
import pytest
import torch
import yaml
from fake_hub.client import push, run
from huggingface_hub import ModelCard, ModelCardData
from paths import ROOT

from hub import checkpoint, model_card
from hub.checkpoint import BUNDLED
from hub.model_card_sections import training_command, wilson_interval
from training import arguments, fashion_mnist, mnist

NAMES = ["mnist", "mnist_tutorial", "fashion_mnist", "fashion_mnist_tutorial", "feature_maps"]
FILES = [*model_card.PICTURES, "runs/20261123-201503/events.out.tfevents.1"]


def text(name: str, files=FILES) -> str:
    """The card that a bundled checkpoint would get today."""
    return model_card.render_card(checkpoint.load(BUNDLED / name), checkpoint.load_metrics(BUNDLED / name), files)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkpoint with its pictures, a board, and files that are nobody's business."""
    folder = Path(shutil.copytree(BUNDLED / "fashion_mnist_tutorial", tmp_path / "net"))
    (folder / "README.md").write_text(text("fashion_mnist_tutorial"), encoding="utf-8")
    for name in (*FILES, "runs/20261123-201503/00000/pixels/tensors.tsv", ".git/config", ".x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


@pytest.mark.parametrize("n", [1, 10, 1000, 10_000])
def test_wilsons_bounds_are_where_the_measured_would_be_just_credible(n):
    """Each bound lies 1.96 of its own standard deviations from what was measured."""
    for correct in {0, 1, n // 3, n - 1, n}:
        low, high = wilson_interval(correct, n)
        assert 0 <= low <= correct / n <= high <= 1
        for bound in (low, high):
            deviation = math.sqrt(bound * (1 - bound) / n)
            assert abs(correct / n - bound) == pytest.approx(1.96 * deviation, rel=1e-3, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_metadata(name):
    """As the Hub's own client reads it, and unchanged when it writes it again."""
    data, metrics = ModelCard(text(name)).data, checkpoint.load_metrics(BUNDLED / name)
    assert data.license == "mit"
    assert data.library_name == "pytorch"
    assert data.pipeline_tag == "image-classification"
    assert data.datasets
    assert "tensorboard" in data.tags
    (result,) = data.eval_results
    assert result.metric_type == "accuracy"
    assert result.metric_value == pytest.approx(metrics["accuracy"], abs=1e-4)
    assert (result.dataset_type, result.dataset_split) == (data.datasets[0], "test")
    again = ModelCardData(**yaml.safe_load(data.to_yaml()), ignore_metadata_errors=False)
    assert again.to_dict() == data.to_dict()


@pytest.mark.slow
def test_the_hub_finds_nothing_wrong(hub, folder, tmp_path):
    code = "import sys, huggingface_hub as h; h.ModelCard.load(sys.argv[1]).validate()"
    done = run(hub.url, tmp_path, "hf_write", "-c", code, folder / "README.md")
    assert done.returncode == 0, done.stderr
    assert any("validate-yaml" in request for request in hub.log)


@pytest.mark.parametrize("name", NAMES)
def test_what_it_says_was_measured(name):
    words, metrics = text(name), checkpoint.load_metrics(BUNDLED / name)
    low, high = wilson_interval(metrics["correct"], metrics["n"])
    for said in (f"{metrics['accuracy']:.2%}", f"{low:.2%} to {high:.2%}", "10,000 pictures"):
        assert said in words
    for label, recall in metrics["recall"].items():
        assert f"| {label} | {recall:.1%} |" in words
    for heading in ("Use it", "Measured", "Trained", "Limits", "Licence"):
        assert f"## {heading}\n" in words


def test_the_class_that_is_taken_for_another():
    """From the confusion matrix: 86 of 1,000 shirts were called T-shirts, and no class more."""
    metrics = checkpoint.load_metrics(BUNDLED / "fashion_mnist")
    assert metrics["confusion"][6][0] == max(metrics["confusion"][6][:6])
    said = f"| Shirt | {metrics['recall']['Shirt']:.1%} | T-shirt/top, {metrics['confusion'][6][0]}"
    assert said in text("fashion_mnist")


def test_it_shows_what_is_there_and_nothing_else():
    """Every picture has words for those who cannot see it."""
    shown = dict(re.findall(r"!\[(.*?)\]\((.*?)\)", text("mnist")))
    assert sorted(shown.values()) == sorted(model_card.PICTURES)
    assert all(len(words) > 20 for words in shown)
    bare = text("mnist", ["samples.png"])
    assert re.findall(r"\]\((.*?)\)", bare) == ["samples.png"]
    assert "tensorboard" not in bare


@pytest.mark.parametrize("name", NAMES)
def test_both_ways_to_load_it_work(name, monkeypatch):
    """The very lines of the card, with a folder in the place of the address."""
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda repo_id: repo_id)
    words = text(name).replace(model_card.ADDRESS, str(BUNDLED / name))
    side = 32 if name == "feature_maps" else 28
    pictures = torch.rand(2, 3 if name == "feature_maps" else 1, side, side)
    known = {"pictures": pictures}
    one, other = re.findall(r"```python\n(.*?)```", words, re.DOTALL)
    exec(one, known)
    exec(other, known)
    assert known["probs"].sum(1).tolist() == pytest.approx([1, 1])
    assert torch.equal(known["net"](pictures).softmax(1), known["probs"])


@pytest.mark.parametrize(("script", "name"), [(mnist, NAMES[0]), (mnist, NAMES[1]),
                                              (fashion_mnist, NAMES[2]), (fashion_mnist, NAMES[3])])
def test_the_command_gives_the_flags_of_the_run(script, name):
    """As the script itself understands it."""
    metrics = checkpoint.load_metrics(BUNDLED / name)
    interpreter, path, *flags = shlex.split(training_command(metrics, False).replace("\\\n", ""))
    assert (interpreter, ROOT / path) == ("python", Path(script.__file__))
    args = arguments.parse(script.__doc__, Path(path).stem, script.RECIPES, flags)
    assert args.name == name
    assert {flag: getattr(args, flag) for flag in metrics["flags"]} == metrics["flags"]


def test_own_pictures_need_their_folder():
    metrics = checkpoint.load_metrics(BUNDLED / "feature_maps")
    assert "--data-dir DIR" in training_command(metrics, True)
    assert "--data-dir" not in training_command(metrics, False)


def test_an_address_is_put_in_but_not_into_what_a_person_wrote():
    ours = text("mnist").encode()
    there = model_card.fill_address(ours, "alice/net")
    assert b"alice/net" in there
    assert model_card.ADDRESS.encode() not in there
    assert model_card.fill_address(ours, "alice/net") == there
    assert model_card.merge_card(ours, there) == ours        # still ours: it may be replaced
    edited = ours.replace(b"## Limits", b"## My words")
    assert model_card.fill_address(edited, "alice/net") == edited


def test_a_folder_goes_to_the_hub_whole_and_once(hub, folder, tmp_path):
    """One commit: what lies within folders too, nothing hidden, the card with its address."""
    for _ in range(2):
        done = push(hub, tmp_path, folder, "--repo-id", "alice/net")
        assert done.returncode == 0, done.stderr
        repo = hub.repos["alice/net"]
        assert len(repo.commits) == 2       # the one of the creation, and ours
    _, files = repo.at("main")
    sent = {name: content for name, content in files.items() if name != ".gitattributes"}
    assert not [name for name in sent if name.startswith(".")]
    board = "runs/20261123-201503/00000/pixels/tensors.tsv"
    assert {board, *FILES, "config.json", "metrics.json", "model.safetensors"} <= set(sent)
    for name, content in sent.items():
        if name != "README.md":
            assert content == (folder / name).read_bytes()
    assert sent["README.md"] == model_card.fill_address((folder / "README.md").read_bytes(), "alice/net")
    assert b'from_pretrained("alice/net"' in sent["README.md"]
    assert model_card.ADDRESS in (folder / "README.md").read_text()       # the folder stays as it is
