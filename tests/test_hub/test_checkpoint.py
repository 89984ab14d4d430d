"""Checkpoint folders: saved completely or not at all, and validated before they are loaded."""

import json
import os
import re
from pathlib import Path

import pytest
import torch
from paths import DATA
from safetensors.torch import load_file, save_file

from hub import checkpoint, model_card
from hub.checkpoint import BUNDLED, InvalidCheckpoint
from hub.models import NETWORKS, CompactNet
from training import mnist

TEN = [str(n) for n in range(10)]
NAMES = ["feature_maps", "fashion_mnist", "fashion_mnist_tutorial", "mnist", "mnist_tutorial"]


def small_net(seed: int) -> CompactNet:
    torch.manual_seed(seed)
    return CompactNet(classes=TEN, widths=[4, 6, 8], convs=[1, 2, 1], mean=[0.1], std=[0.3]).eval()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A saved checkpoint."""
    checkpoint.save(tmp_path / "net", small_net(1), {"accuracy": 0.5}, "# a card")
    return tmp_path / "net"


def test_save_then_load_gives_the_same_logits(folder):
    pictures = torch.rand(5, 1, 28, 28)
    assert torch.equal(checkpoint.load(folder)(pictures), small_net(1)(pictures))
    assert checkpoint.load(folder).classes == TEN
    assert checkpoint.load_metrics(folder) == {"accuracy": 0.5}
    assert (folder / "README.md").read_text() == "# a card"
    assert len(list(folder.iterdir())) == 4


def test_float16_storage_gives_the_same_logits(folder, tmp_path):
    """With either way of loading; only weight matrices are rounded."""
    net, pictures = small_net(1), torch.rand(5, 1, 28, 28)
    checkpoint.round_to_float16(net)
    checkpoint.save(tmp_path / "half", net, {}, "# a card")
    for loaded in (checkpoint.load(tmp_path / "half"),
                   CompactNet.from_pretrained(tmp_path / "half", strict=True).eval()):  # fmt: skip
        assert torch.equal(loaded(pictures), net(pictures))
        assert {weights.dtype for weights in loaded.parameters()} == {torch.float32}
    torch.testing.assert_close(net(pictures), small_net(1)(pictures), rtol=0, atol=0.01)
    whole, half = (load_file(f / "model.safetensors") for f in (folder, tmp_path / "half"))
    for name, weights in whole.items():
        rounded = weights.dim() > 1
        assert half[name].dtype == (torch.float16 if rounded else weights.dtype)
        assert torch.equal(half[name], weights.half() if rounded else weights)


@pytest.mark.slow
def test_a_training_can_store_float16(tmp_path, capsys):
    flags = ["--recipe", "fast", "--limit", "256", "--no-board", "--device", "cpu", "--data-dir",
             str(DATA), "--storage", "float16", "--output", str(tmp_path / "net")]  # fmt: skip
    mnist.main(flags)
    line = capsys.readouterr().out.splitlines()[-1]
    weights = load_file(tmp_path / "net" / "model.safetensors")
    assert weights["fc.weight"].dtype == torch.float16
    mnist.main([*flags, "--evaluate"])
    assert capsys.readouterr().out.splitlines()[-1] == line     # stored as measured


def test_the_mixin_loads_a_checkpoint(folder):
    pictures = torch.rand(5, 1, 28, 28)
    net = CompactNet.from_pretrained(folder, strict=True).eval()
    assert torch.equal(net(pictures), small_net(1)(pictures))


def test_a_config_from_before_the_temperature_still_loads(folder):
    """Neither argument: temperature 1, and no threshold."""
    path = folder / "config.json"
    older = json.loads(path.read_text())
    assert older.pop("temperature") == 1
    assert older.pop("threshold") is None
    path.write_text(json.dumps(older))
    pictures = torch.rand(5, 1, 28, 28)
    assert torch.equal(checkpoint.load(folder)(pictures), small_net(1)(pictures))


def test_temperature_and_threshold_travel_with_the_checkpoint(tmp_path):
    net, pictures = small_net(1), torch.rand(5, 1, 28, 28)
    plain = net(pictures)
    net.calibrate(2.0, 3.5)
    checkpoint.save(tmp_path / "net", net, {}, "# a card")
    loaded = checkpoint.load(tmp_path / "net")
    assert loaded.threshold == 3.5
    torch.testing.assert_close(loaded(pictures), plain / 2)


@pytest.mark.parametrize("step", range(1, 11))
def test_an_interrupted_save_leaves_one_checkpoint_whole(folder, monkeypatch, step):
    """Ctrl-C at the nth step leaves the old checkpoint or the new one."""
    left = step

    def interrupted(name):
        real = getattr(Path, name)

        def call(*args, **kwargs):
            nonlocal left
            left -= 1
            if left == 0:
                raise KeyboardInterrupt
            return real(*args, **kwargs)

        return call

    for name in ("write_text", "write_bytes", "rename", "mkdir"):
        monkeypatch.setattr(Path, name, interrupted(name))
    try:
        checkpoint.save(folder, small_net(2), {"accuracy": 0.6}, "# another", {"a.png": b"x"})
        finished = True
    except KeyboardInterrupt:
        finished = False
    monkeypatch.undo()
    net, accuracy = checkpoint.load(folder), checkpoint.load_metrics(folder)["accuracy"]
    assert accuracy == (0.6 if finished else 0.5)
    pictures = torch.rand(2, 1, 28, 28)
    assert torch.equal(net(pictures), small_net(2 if finished else 1)(pictures))
    assert [path.name for path in folder.parent.iterdir()] == ["net"]
    assert not finished or step > 5


def test_a_process_that_died_between_two_renames_loses_nothing(folder):
    folder.rename(folder.with_name(".net.old"))
    assert checkpoint.load(folder).classes == TEN
    assert folder.is_dir()


def test_a_broken_network_never_replaces_a_good_one(folder):
    net = small_net(2)
    with torch.no_grad():
        net.fc.bias[3] = float("nan")
    with pytest.raises(InvalidCheckpoint, match=r"fc\.bias"):
        checkpoint.save(folder, net, {}, "# broken")
    assert checkpoint.load_metrics(folder) == {"accuracy": 0.5}


def set_config(**changes):
    """Return a function that changes values in config.json."""

    def damage(folder: Path) -> None:
        path = folder / "config.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))

    return damage


def set_weights(change):
    """Return a function that changes tensors in model.safetensors."""

    def damage(folder: Path) -> None:
        tensors = load_file(folder / "model.safetensors")
        change(tensors)
        save_file(tensors, folder / "model.safetensors")

    return damage


def set_content(name: str, content: str):
    """Return a function that overwrites a file."""
    return lambda folder: (folder / name).write_text(content)


def set_size(name: str, size: int):
    """Return a function that truncates a file, or extends it with zeros."""
    return lambda folder: os.truncate(folder / name, size)


DAMAGE = {
    "no config": ("config.json", lambda folder: (folder / "config.json").unlink()),
    "no weights": ("model.safetensors", lambda folder: (folder / "model.safetensors").unlink()),
    "not JSON": ("config.json", set_content("config.json", "{")),
    "not an object": ("config.json", set_content("config.json", "[1]")),
    "deeply nested": ("config.json", set_content("config.json", "[" * 30_000)),
    "not text": ("config.json", lambda f: (f / "config.json").write_bytes(b"\xff\xfe\x00")),
    "huge config": ("config.json", set_size("config.json", 100_000_000)),
    "huge weights": ("model.safetensors", set_size("model.safetensors", 10**10)),
    "cut weights": ("model.safetensors", set_size("model.safetensors", 1000)),
    "longer weights": ("model.safetensors", set_size("model.safetensors", 20_000)),
    "a pickle": ("model.safetensors", lambda f: torch.save({}, f / "model.safetensors")),
    "unknown architecture": ("config.json", set_config(architecture="os.system")),
    "unknown argument": ("config.json", set_config(depth=3)),
    "absurd width": ("config.json", set_config(widths=[4, 6, 4 * 10**10])),
    "negative width": ("config.json", set_config(widths=[4, 6, -8])),
    "fractional width": ("config.json", set_config(widths=[4, 6, 8.5])),
    "too many convolutions": ("config.json", set_config(convs=[1, 10**6, 1])),
    "true for a number": ("config.json", set_config(convs=[True, 1, 1])),
    "infinite mean": ("config.json", set_config(mean=[float("inf")])),
    "temperature of zero": ("config.json", set_config(temperature=0)),
    "temperature in words": ("config.json", set_config(temperature="warm")),
    "infinite threshold": ("config.json", set_config(threshold=float("-inf"))),
    "true for a threshold": ("config.json", set_config(threshold=True)),
    "deviation of zero": ("config.json", set_config(std=[0.0])),
    "three channels": ("config.json", set_config(mean=[0.1] * 3, std=[0.3] * 3)),
    "one class twice": ("config.json", set_config(classes=["0"] * 10)),
    "a class without a name": ("config.json", set_config(classes=["", *TEN[1:]])),
    "other widths": ("model.safetensors", set_config(widths=[4, 6, 9])),
    "other classes": ("model.safetensors", set_config(classes=TEN[:9])),
    "a layer too few": ("model.safetensors", set_weights(lambda t: t.pop("fc.bias"))),
    "a layer renamed": (
        "model.safetensors", set_weights(lambda t: t.update(head=t.pop("fc.bias")))
    ),
    "half precision": (
        "model.safetensors", set_weights(lambda t: t.update({"fc.bias": t["fc.bias"].half()}))
    ),
    "NaN": ("model.safetensors", set_weights(lambda t: t["fc.weight"][0, 0].fill_(float("nan")))),
    "infinity": ("model.safetensors", set_weights(lambda t: t["fc.bias"][0].fill_(float("inf")))),
    "negative variance": (
        "model.safetensors", set_weights(lambda t: t["blocks.0.1.running_var"].fill_(-1.0))
    ),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_folder_is_refused_in_one_line(folder, kind):
    file, damage = DAMAGE[kind]
    damage(folder)
    with pytest.raises(InvalidCheckpoint) as refusal:
        checkpoint.load(folder)
    assert str(refusal.value).startswith(file)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize("name", NAMES)
def test_a_bundled_checkpoint_is_complete_valid_and_consistent(name):
    needed = {"README.md", "config.json", "metrics.json", "model.safetensors", "samples.png",
              "answers.safetensors"}
    needed |= {"kernels.safetensors"} if name == "feature_maps" else set()
    found = {path.name for path in (BUNDLED / name).iterdir()} - {"runs"}   # not kept by git
    assert needed <= found <= needed | set(model_card.PICTURES)
    net, metrics = checkpoint.load(BUNDLED / name), checkpoint.load_metrics(BUNDLED / name)
    assert type(net).__name__ in NETWORKS
    assert metrics["name"] == name
    assert metrics["n"] == 10_000 == sum(map(sum, metrics["confusion"]))
    assert metrics["correct"] == sum(row[k] for k, row in enumerate(metrics["confusion"]))
    assert list(metrics["recall"]) == net.classes
    words = (BUNDLED / name / "README.md").read_text()
    assert f"{metrics['accuracy']:.2%}" in words
    assert set(re.findall(r"\]\((\w+\.png)\)", words)) == {n for n in found if n.endswith("png")}


def test_bundled_checkpoints_are_small():
    files = [p for p in BUNDLED.rglob("*") if p.is_file() and "runs" not in p.parts]
    assert sum(p.stat().st_size for p in files) < 12_000_000
