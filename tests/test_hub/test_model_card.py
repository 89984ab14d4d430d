"""The model card: its facts are true, its metadata valid, and a push fills in the repository."""

import math
import re
import shlex
import shutil
from pathlib import Path

import huggingface_hub
import pytest
import torch
import yaml
from fake_hub.client import push_folder, run_python
from huggingface_hub import ModelCard, ModelCardData
from paths import ROOT

from hub import checkpoint, model_card, model_card_mark
from hub.checkpoint import BUNDLED
from hub.model_card_sections import training_command, wilson_interval
from hub.remote.project import origin_to_page, project_address
from training import arguments, fashion_mnist, mnist

NAMES = ["mnist", "mnist_tutorial", "fashion_mnist", "fashion_mnist_tutorial", "feature_maps"]
FILES = [*model_card.PICTURES, "runs/20261123-201503/events.out.tfevents.1"]


def render_bundled(name: str, files=FILES) -> str:
    """Render the card of a bundled checkpoint."""
    folder = BUNDLED / name
    return model_card.render_card(checkpoint.load(folder), checkpoint.load_metrics(folder), files)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkpoint with its pictures, TensorBoard files, and hidden files."""
    folder = Path(shutil.copytree(BUNDLED / "fashion_mnist_tutorial", tmp_path / "net"))
    (folder / "README.md").write_text(render_bundled("fashion_mnist_tutorial"), encoding="utf-8")
    for name in (*FILES, "runs/20261123-201503/00000/pixels/tensors.tsv", ".git/config", ".x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


@pytest.mark.parametrize("n", [1, 10, 1000, 10_000])
def test_wilson_bounds_are_1_96_standard_deviations_from_the_measured_accuracy(n):
    """By the standard deviation at the bound itself."""
    for correct in {0, 1, n // 3, n - 1, n}:
        low, high = wilson_interval(correct, n)
        assert 0 <= low <= correct / n <= high <= 1
        for bound in (low, high):
            deviation = math.sqrt(bound * (1 - bound) / n)
            assert abs(correct / n - bound) == pytest.approx(1.96 * deviation, rel=1e-3, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_a_bundled_card_is_up_to_date(name):
    """It is what the present wording gives, so its mark says that nobody has edited it."""
    folder = BUNDLED / name
    paths = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.relative_to(folder).as_posix() for path in paths}
    names -= {name for name in names if name.startswith("runs/")}       # not kept by git
    assert (folder / "README.md").read_text(encoding="utf-8") == render_bundled(name, names)


@pytest.mark.parametrize("name", NAMES)
def test_the_hubs_client_reads_the_metadata_and_writes_them_unchanged(name):
    data, metrics = ModelCard(render_bundled(name)).data, checkpoint.load_metrics(BUNDLED / name)
    assert data.license == "mit"
    assert data.library_name == "pytorch"
    assert data.pipeline_tag == "image-classification"
    assert data.datasets
    assert "tensorboard" in data.tags
    (result,) = data.eval_results
    assert result.metric_type == "accuracy"
    assert result.metric_value == pytest.approx(metrics["accuracy"], abs=1e-4)
    assert (result.dataset_type, result.dataset_split) == (data.datasets[0], "test")
    assert result.dataset_config
    assert {"pytorch_model_hub_mixin", "model_hub_mixin"} <= set(data.tags)
    again = ModelCardData(**yaml.safe_load(data.to_yaml()), ignore_metadata_errors=False)
    assert again.to_dict() == data.to_dict()


@pytest.mark.slow
def test_the_hub_validates_the_metadata(hub, folder, tmp_path):
    code = "import sys, huggingface_hub as h; h.ModelCard.load(sys.argv[1]).validate()"
    done = run_python(hub.url, tmp_path, "hf_write", "-c", code, folder / "README.md")
    assert done.returncode == 0, done.stderr
    assert any("validate-yaml" in request for request in hub.log)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_from_the_metrics(name):
    words, metrics = render_bundled(name), checkpoint.load_metrics(BUNDLED / name)
    low, high = wilson_interval(metrics["correct"], metrics["n"])
    for said in (f"{metrics['accuracy']:.2%}", f"{low:.2%} to {high:.2%}", "10,000 pictures"):
        assert said in words
    for label, recall in metrics["recall"].items():
        assert f"| {label} | {recall:.1%} |" in words
    for heading in ("Usage", "Results", "Training", "Limitations", "Licence"):
        assert f"## {heading}\n" in words


def test_the_most_frequent_mistake_is_from_the_confusion_matrix():
    """Shirts are most often taken for T-shirts."""
    metrics = checkpoint.load_metrics(BUNDLED / "fashion_mnist")
    assert metrics["confusion"][6][0] == max(metrics["confusion"][6][:6])
    said = f"| Shirt | {metrics['recall']['Shirt']:.1%} | T-shirt/top, {metrics['confusion'][6][0]}"
    assert said in render_bundled("fashion_mnist")


def test_only_existing_files_are_shown_each_with_an_alternative_text():
    shown = dict(re.findall(r"!\[(.*?)\]\((.*?)\)", render_bundled("mnist")))
    assert sorted(shown.values()) == sorted(model_card.PICTURES)
    assert all(len(words) > 20 for words in shown)
    bare = render_bundled("mnist", ["samples.png"])
    assert re.findall(r"\]\((.*?)\)", bare) == ["samples.png"]
    assert "tensorboard" not in bare


@pytest.mark.parametrize("name", NAMES)
def test_the_code_on_the_card_runs(name, monkeypatch):
    """With a folder instead of the repository's name."""
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda repo_id: repo_id)
    words = render_bundled(name).replace(model_card_mark.REPO_ID_PLACEHOLDER, str(BUNDLED / name))
    side = 32 if name == "feature_maps" else 28
    pictures = torch.rand(2, 3 if name == "feature_maps" else 1, side, side)
    known = {"pictures": pictures}
    _, one, other = re.findall(r"```python\n(.*?)```", words, re.DOTALL)    # test_standalone.py
    exec(one, known)
    exec(other, known)
    assert known["probs"].sum(1).tolist() == pytest.approx([1, 1])
    assert torch.equal(known["net"](pictures).softmax(1), known["probs"])


@pytest.mark.parametrize(("script", "name"), [(mnist, NAMES[0]), (mnist, NAMES[1]),
                                              (fashion_mnist, NAMES[2]), (fashion_mnist, NAMES[3])])
def test_the_command_on_the_card_has_the_flags_of_the_run(script, name):
    """As the script itself parses them."""
    metrics = checkpoint.load_metrics(BUNDLED / name)
    interpreter, path, *flags = shlex.split(training_command(metrics, False).replace("\\\n", ""))
    assert (interpreter, ROOT / path) == ("python", Path(script.__file__))
    own = [script.add_photo_flags] if script is fashion_mnist else []
    args = arguments.parse_args(script.__doc__, Path(path).stem, script.RECIPES, flags, *own)
    assert args.name == name
    assert {flag: getattr(args, flag) for flag in metrics["flags"]} == metrics["flags"]


def test_a_trial_is_called_one_in_the_text_and_beside_its_figure():
    folder = BUNDLED / "mnist"
    net, metrics = checkpoint.load(folder), checkpoint.load_metrics(folder)
    few = metrics | {"flags": metrics["flags"] | {"limit": 1500}, "epochs": 3}
    said = "trained on the first 1,500 pictures only, after 3 of 130 epochs"
    card = model_card.render_card(net, few)
    assert f"This is a trial:** {said}." in card
    assert ModelCard(card).data.eval_results[0].metric_name == f"Accuracy, {said}"
    assert "trial" not in model_card.render_card(net, metrics)


@pytest.mark.parametrize(
    ("origin", "page"),
    [
        ("https://hub.example/a/convlens.git", "https://hub.example/a/convlens"),
        ("https://me:secret@hub.example:8443/a/convlens", "https://hub.example/a/convlens"),
        ("git@hub.example:a/convlens.git", "https://hub.example/a/convlens"),
        ("ssh://git@hub.example/a/convlens/", "https://hub.example/a/convlens"),
        ("/home/me/convlens", ""), ("../convlens", ""), ("file:///srv/a.git", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_card_links_to_the_page_of_the_clones_origin(origin, page):
    """Without a password in it, and never to a folder of this computer."""
    assert origin_to_page(origin) == page
    filled = model_card_mark.fill_repo_id(render_bundled("mnist").encode(), "a/b", page).decode()
    assert ("Made with [ConvLens](" + page in filled) == bool(page)
    assert "secret" not in filled


def test_the_command_for_own_pictures_names_a_folder():
    metrics = checkpoint.load_metrics(BUNDLED / "feature_maps")
    assert "--data-dir DIR" in training_command(metrics, True)
    assert "--data-dir" not in training_command(metrics, False)


def test_the_repository_is_filled_in_but_not_in_an_edited_card():
    new = render_bundled("mnist").encode()
    filled = model_card_mark.fill_repo_id(new, "alice/net")
    assert b"alice/net" in filled
    assert model_card_mark.REPO_ID_PLACEHOLDER.encode() not in filled
    assert model_card_mark.fill_repo_id(new, "alice/net") == filled
    assert model_card_mark.merge_card(new, filled) == new        # unedited, so it may be replaced
    edited = new.replace(b"## Limitations", b"## My words")
    assert model_card_mark.fill_repo_id(edited, "alice/net") == edited


@pytest.mark.slow
def test_a_folder_is_pushed_whole_in_one_commit(hub, folder, tmp_path):
    """With its subfolders, without hidden files, and with the repository's name on the card."""
    for _ in range(2):
        done = push_folder(hub, tmp_path, folder, "--repo-id", "alice/net")
        assert done.returncode == 0, done.stderr
        repo = hub.repos["alice/net"]
        assert len(repo.commits) == 2       # the one of the creation, and the push
    _, files = repo.at("main")
    sent = {name: content for name, content in files.items() if name != ".gitattributes"}
    assert not [name for name in sent if name.startswith(".")]
    board = "runs/20261123-201503/00000/pixels/tensors.tsv"
    assert {board, *FILES, "config.json", "metrics.json", "model.safetensors"} <= set(sent)
    for name, content in sent.items():
        if name not in ("README.md", "model.safetensors", "modeling.py"):
            assert content == (folder / name).read_bytes()
    weights = (folder / "model.safetensors").read_bytes()
    assert sent["model.safetensors"] == checkpoint.name_format(weights)
    card = (folder / "README.md").read_bytes()
    filled = model_card_mark.fill_repo_id(card, "alice/net", project_address())
    assert sent["README.md"] == filled
    assert b'from_pretrained("alice/net"' in filled
    assert b"\n# net\n" in filled and b"\n- name: net\n" in filled      # title and model-index
    assert model_card_mark.REPO_ID_PLACEHOLDER.encode() in card     # the folder is not changed
