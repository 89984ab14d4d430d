"""A pushed repository stands alone: modeling.py equals our code, and the card's lines run."""

import json
import os
import re
import subprocess
import sys
from types import ModuleType

import numpy as np
import pytest
import torch
from fake_hub.client import push_folder, run_python
from paths import DATA, ROOT
from PIL import Image
from safetensors import safe_open

from hub import checkpoint
from hub.checkpoint import BUNDLED
from hub.predict import predict
from hub.standalone import onnx_file, recognise
from hub.standalone.modeling import preparation, render_modeling

NAMES = ["mnist", "mnist_tutorial", "fashion_mnist", "fashion_mnist_tutorial", "feature_maps"]
PHOTOS = sorted((ROOT / "demo" / "examples" / "photos").glob("*.jpg"))[:3]
# All that a stranger has not got.
STRANGER = """
import json, os, sys
for name in ("hub", "demo", "training", "app", "torchvision", "gradio", "matplotlib"):
    sys.modules[name] = None        # its import raises ImportError
os.chdir(sys.argv[1])
scope = {}
exec(open("lines.py").read(), scope)
print(json.dumps([scope["answer"].label, len(scope["answer"].probs)]))
"""


def stand_alone(name: str) -> tuple[ModuleType, torch.nn.Module, str]:
    """Return a checkpoint's modeling.py as a module, its network from there, and its converter."""
    folder = BUNDLED / name
    net, metrics = checkpoint.load(folder), checkpoint.load_metrics(folder)
    alone = ModuleType("modeling")
    exec(render_modeling(net, metrics), vars(alone))
    return alone, alone.load(folder), preparation(net, metrics)


def real_pictures(converter: str, digits, garments) -> list[Image.Image]:
    """Real pictures of the kind that a network is for, one of them without anything."""
    if converter == "prepare_digit":
        canvases = [np.kron(picture.numpy(), np.ones((8, 8))) for picture in digits.data[:8]]
        shown = [Image.fromarray((255 - canvas).astype(np.uint8)) for canvas in canvases]
        return [*shown, Image.new("L", (280, 280), 255)]
    if converter == "prepare_garment":
        files = sorted((DATA / "garments").rglob("*.*"))[:6]
        shown = [Image.fromarray(picture.numpy()) for picture in garments.data[:4]]
        return [*map(Image.open, files), *shown, Image.new("RGB", (90, 90), "white")]
    return [Image.open(path) for path in PHOTOS]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_modeling_answers_as_our_own_code_does(name, digits, garments):
    """On real pictures: the same input, the same probabilities, the same label, to the last bit."""
    alone, net, converter = stand_alone(name)
    ours = checkpoint.load(BUNDLED / name)
    labels = set()
    for picture in real_pictures(converter, digits, garments):
        image = getattr(recognise, converter)(picture)
        answer = alone.recognise(net, picture)
        assert (answer is None) == (image is None)
        if image is not None:
            assert torch.equal(getattr(alone, converter)(picture), image)
            assert tuple(answer) == tuple(predict(ours, image))
            labels.add(answer.label)
    assert len(labels) > 1


def test_photos_are_converted_as_for_the_training(cifar):
    """CIFAR-10's pictures reach the network as they are."""
    path = next(cifar.rglob("*.jpg"))
    pixels = np.asarray(Image.open(path), np.float32) / 255
    image = recognise.prepare_photo(Image.open(path))
    assert torch.equal(image[0], torch.from_numpy(pixels).permute(2, 0, 1))


@pytest.mark.parametrize("name", NAMES)
def test_modeling_needs_nothing_of_ours(name):
    alone, _, _ = stand_alone(name)
    code = render_modeling(checkpoint.load(BUNDLED / name), checkpoint.load_metrics(BUNDLED / name))
    libraries = set(re.findall(r"^(?:from|import) (\w+)", code, re.MULTILINE))
    own = {"ast", "collections", "json", "pathlib", "typing"}
    assert libraries - own <= {"numpy", "PIL", "safetensors", "torch"}
    assert not {"hub_config", "PyTorchModelHubMixin"} & set(vars(alone))
    assert "pickle" not in code and len(max(code.splitlines(), key=len)) <= 100


def test_modeling_is_the_same_in_every_process():
    """Otherwise a push of nothing new would make a commit; Python hashes words anew each time."""
    code = """
from hub.standalone.source_text import collect_source
print(collect_source([("hub.models", "CompactNet"), ("hub.standalone.recognise", "prepare_garment"),
                      ("hub.standalone.recognise", "recognise_picture")]))
"""
    written = set()
    for seed in ("1", "2", "3"):        # of the hashes; a fork would inherit those of its parent
        variables = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=variables,
                              capture_output=True, text=True, check=True)  # fmt: skip
        written.add(done.stdout)
    assert len(written) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "picture", "label"),
    [("mnist", "digit", "7"), ("fashion_mnist", "garments/shirt", "Shirt"),
     ("feature_maps", "photos", None)],
)  # fmt: skip
def test_the_lines_on_the_card_run_as_printed(hub, tmp_path, digits, name, picture, label):
    """In a process that has torch, safetensors, huggingface_hub, numpy and Pillow only."""
    repo_id = f"alice/{name}"
    assert push_folder(hub, tmp_path, BUNDLED / name, "--repo-id", repo_id).returncode == 0
    _, files = hub.repos[repo_id].at("main")
    lines, *_ = re.findall(r"```python\n(.*?)```", files["README.md"].decode(), re.DOTALL)
    assert len(lines.splitlines()) <= 10
    (tmp_path / "lines.py").write_text(lines)
    if picture == "digit":
        shown = Image.fromarray(255 - digits.data[0].numpy())
    else:
        folder = DATA / picture if "/" in picture else PHOTOS[0].parent
        shown = Image.open(sorted(folder.iterdir())[0])
    shown.save(tmp_path / "picture.png")
    ended = run_python(hub.url, tmp_path, None, "-c", STRANGER, tmp_path)
    assert ended.returncode == 0, ended.stderr
    printed, found = ended.stdout.strip().splitlines()
    answered, classes = json.loads(found)
    assert classes == 10
    assert answered == label or (label is None and answered)
    assert printed.startswith(f"{answered} {{'")


def test_our_own_code_never_fetches_or_runs_the_code_of_a_repository(repo, fetch, tmp_path):
    repo.commit(repo.at("main")[1] | {"modeling.py": b"raise SystemExit('run')"})
    snapshot = fetch()
    assert not (snapshot.folder / "modeling.py").exists()
    assert checkpoint.load(snapshot.folder)


def test_new_weights_say_that_they_are_of_pytorch(tmp_path, folder):
    net, metrics = checkpoint.load(folder), checkpoint.load_metrics(folder)
    checkpoint.save(tmp_path / "new", net, metrics, "card")
    with safe_open(tmp_path / "new" / "model.safetensors", framework="pt") as file:
        assert file.metadata() == {"format": "pt"}
    content = (folder / "model.safetensors").read_bytes()
    once = checkpoint.name_format(content)
    assert once != content and checkpoint.name_format(once) == once
    (folder / "model.safetensors").write_bytes(once)
    again = checkpoint.load(folder).state_dict()
    assert all(torch.equal(tensor, again[name]) for name, tensor in net.state_dict().items())


@pytest.mark.slow
def test_onnx_without_its_packages_is_refused_before_anything_is_sent(
    hub, tmp_path, folder, monkeypatch
):
    without = "from hub.standalone import onnx_file; onnx_file.PACKAGES = ('absent',)\n"
    code = without + "import sys; from hub.remote.__main__ import main; main(sys.argv[1:])"
    ended = run_python(hub.url, tmp_path, "hf_write", "-c", code, "push", folder, "--onnx")
    assert ended.returncode == 1
    assert "--onnx needs absent; run `pip install onnx onnxscript`" in ended.stderr
    assert not hub.repos


@pytest.mark.slow
def test_the_onnx_file_computes_the_same_logits(hub, tmp_path, folder, garments):
    runtime = pytest.importorskip("onnxruntime")
    pytest.importorskip("onnxscript")
    assert push_folder(hub, tmp_path, folder, "--repo-id", "alice/net", "--onnx").returncode == 0
    _, files = hub.repos["alice/net"].at("main")
    session = runtime.InferenceSession(files[onnx_file.FILE])
    assert str(ROOT).encode() not in files[onnx_file.FILE]      # published, so it names no folder
    assert b"site-packages" not in files[onnx_file.FILE]
    net = checkpoint.load(folder)
    for n in (1, 50):
        pixels = garments.data[:n, None] / 255
        (logits,) = session.run(["logits"], {"pixels": pixels.numpy()})
        assert np.abs(logits - net(pixels).numpy()).max() < 1e-4
