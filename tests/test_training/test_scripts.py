"""The training scripts as a user starts them: finished, stopped, resumed, misused."""

import json
import os
import re
import signal
from pathlib import Path

import forked_python
import pytest
import torch
from paths import DATA, ROOT
from safetensors.torch import load_file

from hub import checkpoint, model_card
from training import arguments, augment, data, fashion_mnist, feature_maps, mnist
from training.recipe import build_network

TEST_LINE = re.compile(r"Test set: Average loss: \d+\.\d{4}, Accuracy: \d+/1000 \(\d+\.\d\d%\)")
SCRIPTS = [
    (mnist, "compact", "CompactNet"),
    (mnist, "wide", "CompactNet"),
    (mnist, "fast", "CompactNet"),
    (mnist, "strong", "CompactNet"),
    (mnist, "tutorial", "MnistTutorial"),
    (fashion_mnist, "compact", "CompactNet"),
    (fashion_mnist, "wide", "CompactNet"),
    (fashion_mnist, "fast", "CompactNet"),
    (fashion_mnist, "tutorial", "FashionMnistTutorial"),
    (feature_maps, "compact", "FeatureMaps"),
    (feature_maps, "tutorial", "FeatureMaps"),
]
BARE = ["--data-dir", DATA, "--no-board"]       # the board has tests of its own
SHORT = [*BARE, "--limit", 256, "--epochs", 3, "--batch-size", 64, "--device", "cpu"]


def words(*flags) -> list[str]:
    return [str(flag) for flag in flags]


@pytest.mark.slow
@pytest.mark.parametrize(("script", "recipe", "architecture"), SCRIPTS)
def test_a_dry_run_writes_a_checkpoint_that_loads(
    script, recipe, architecture, tmp_path, cifar, capsys, request
):
    """It trains one batch of real images, and prints the tutorial's test line last."""
    if recipe != "compact":
        request.getfixturevalue("no_pictures")      # those of a script are much alike
    folder = cifar if script is feature_maps else DATA
    flags = ["--recipe", recipe, "--no-board", "--data-dir", folder, "--output", tmp_path / "x"]
    script.main(words("--dry-run", *flags))
    assert TEST_LINE.fullmatch(capsys.readouterr().out.splitlines()[-1])
    net, metrics = checkpoint.load(tmp_path / "x"), checkpoint.load_metrics(tmp_path / "x")
    assert type(net).__name__ == architecture
    assert len(net.classes) == 10
    assert metrics["flags"]["recipe"] == recipe
    assert metrics["flags"]["seed"] == 1
    assert metrics["history"] == [] or len(metrics["history"]) == 1
    assert not list(tmp_path.glob("*resume*"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the weights of an uninterrupted run."""
    folder = tmp_path_factory.mktemp("undisturbed") / "whole"
    mnist.main(words(*SHORT, "--output", folder))
    return load_file(folder / "model.safetensors")


@pytest.mark.slow
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "kill"])
def test_a_stopped_run_resumes_to_equal_weights(asked, whole, tmp_path):
    """A real process gets a real signal: exit code 130, and at least one epoch is saved."""
    flags = words(*SHORT, "--output", tmp_path / "stopped")
    heard = [tmp_path / "stdout", tmp_path / "stderr"]
    program = [ROOT / "training" / "mnist.py", *flags]
    run = forked_python.start(program, os.environ, heard, folder=tmp_path)
    forked_python.wait_until_said(run, heard, "Epoch 1/3")
    os.kill(run.pid, asked)
    run.join(60)
    said = heard[1].read_text()
    assert run.exitcode == 130, said
    assert "--resume" in said
    assert "Traceback" not in said
    saved = checkpoint.load_metrics(tmp_path / "stopped")["epochs"]
    assert 1 <= saved < 3
    assert type(checkpoint.load(tmp_path / "stopped")).__name__ == "CompactNet"
    assert not list((tmp_path / "stopped").glob("*.png"))       # people look when it is done

    mnist.main([*flags, "--resume"])
    assert {path.name for path in (tmp_path / "stopped").glob("*.png")} == set(model_card.PICTURES)
    resumed = load_file(tmp_path / "stopped" / "model.safetensors")
    assert all(torch.equal(resumed[name], whole[name]) for name in whole)
    assert checkpoint.load_metrics(tmp_path / "stopped")["epochs"] == 3


@pytest.mark.slow
def test_resume_without_a_readable_state_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="Nothing to resume"):
        mnist.main(words(*SHORT, "--output", tmp_path / "x", "--resume"))
    (tmp_path / "x.resume.safetensors").write_bytes(b"broken")
    with pytest.raises(SystemExit, match="leave --resume out"):
        mnist.main(words(*SHORT, "--output", tmp_path / "x", "--resume"))


@pytest.mark.slow
def test_a_seed_decides_the_weights(tmp_path, no_pictures):
    """The same seed gives equal weights, another seed gives others."""
    weights = []
    for name, seed in [("a", 3), ("b", 3), ("c", 4)]:
        flags = [*SHORT, "--epochs", 1, "--seed", seed, "--output", tmp_path / name]
        mnist.main(words(*flags))
        weights.append(load_file(tmp_path / name / "model.safetensors")["fc.weight"])
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])


@pytest.mark.slow
def test_four_epochs_over_600_digits_reach_80_percent(tmp_path, no_pictures):
    """Guessing would reach 10 %; the training loss falls from epoch to epoch."""
    flags = [*BARE, "--epochs", 4, "--batch-size", 32, "--output", tmp_path / "x"]
    mnist.main(words(*flags))
    assert checkpoint.load_metrics(tmp_path / "x")["accuracy"] > 0.8
    losses = [epoch["train_loss"] for epoch in checkpoint.load_metrics(tmp_path / "x")["history"]]
    assert losses == sorted(losses, reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["mnist", "mnist_tutorial", "fashion_mnist", "fashion_mnist_tutorial"]
)
def test_evaluate_prints_the_test_line_of_a_bundled_checkpoint(name, capsys):
    """The first 1,000 test images give nearly the accuracy recorded for all 10,000."""
    script = fashion_mnist if name.startswith("fashion") else mnist
    recipe = "tutorial" if name.endswith("tutorial") else "compact"
    script.main(words("--evaluate", "--recipe", recipe, "--data-dir", DATA))
    line = capsys.readouterr().out.strip()
    assert TEST_LINE.fullmatch(line)
    said = checkpoint.load_metrics(checkpoint.BUNDLED / name)["accuracy"]
    assert int(re.search(r"(\d+)/1000", line)[1]) / 1000 == pytest.approx(said, abs=0.03)


def test_evaluate_names_the_file_that_is_missing(tmp_path):
    with pytest.raises(SystemExit, match=r"config\.json"):
        mnist.main(words("--evaluate", "--data-dir", DATA, "--output", tmp_path))


@pytest.mark.slow
def test_the_last_epoch_of_mnist_is_not_augmented(tmp_path, monkeypatch, no_pictures):
    """Of three epochs the first two are; a single epoch is."""
    changed = {}
    for epochs in (1, 3):
        seen = changed[epochs] = []
        vary = lambda ink, seen=seen: seen.append(ink) or ink  # noqa: E731
        recipe = mnist.RECIPES["compact"]._replace(augment=vary)
        monkeypatch.setitem(mnist.RECIPES, "compact", recipe)
        mnist.main(words(*SHORT, "--epochs", epochs, "--output", tmp_path / str(epochs)))
    assert 256 < sum(map(len, changed[1])) == sum(map(len, changed[3])) / 2


def test_help_shows_the_defaults_of_each_recipe(capsys):
    with pytest.raises(SystemExit):
        mnist.main(["--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert "compact: 128, wide: 256, hands: 256, fast: 128, strong: 128, tutorial: 64" in text
    flags = (
        "batch-size test-batch-size epochs lr gamma no-cuda no-mps dry-run seed log-interval "
        "save-model recipe data-dir output device evaluate resume limit push repo-id board log-dir "
        "storage"
    )
    for flag in flags.split():
        assert f"--{flag}" in text


@pytest.mark.parametrize(
    "flags", [["--epochs", "-1"], ["--lr", "nan"], ["--batch-size", "0"], ["--gamma", "0.5"],
              ["--device", "abacus"], ["--precision", "int3"]],
)  # fmt: skip
def test_an_impossible_flag_is_refused(flags, capsys):
    with pytest.raises(SystemExit) as refusal:
        mnist.main(flags)
    assert refusal.value.code not in (0, None)


def test_a_failed_download_leaves_no_file_and_names_a_way_out(tmp_path, monkeypatch):
    """No server listens there: the connection is refused, as without a network."""
    monkeypatch.setattr(data.torchvision_class("MNIST"), "mirrors", ["http://127.0.0.1:9/mnist/"])
    with pytest.raises(SystemExit) as failure:
        mnist.main(words("--dry-run", "--data-dir", tmp_path / "data"))
    assert "http://127.0.0.1:9/mnist/" in str(failure.value)
    assert "MNIST/raw" in str(failure.value)
    assert not list((tmp_path / "data").rglob("*"))


@pytest.mark.slow
def test_metrics_hold_no_path(tmp_path, no_pictures):
    mnist.main(words("--dry-run", *BARE, "--output", tmp_path / "x"))
    for file in ("metrics.json", "README.md"):
        assert str(tmp_path) not in (tmp_path / "x" / file).read_text()
        assert str(ROOT) not in (tmp_path / "x" / file).read_text()
    assert json.loads((tmp_path / "x" / "metrics.json").read_text())["dataset"] == "MNIST"


@pytest.mark.slow
def test_training_needs_no_gradio():
    """The scripts run on a machine without the app's requirements."""
    code = "import sys; sys.modules['gradio'] = None; import training.mnist, hub.checkpoint"
    done = forked_python.python(["-c", code])
    assert done.returncode == 0, done.stderr


def test_mean_and_deviation_are_those_of_the_tutorial(tmp_path):
    """Mean and deviation of MNIST: 600 pictures are near the tutorial's 0.1307 and 0.3081."""
    train, _ = data.load_dataset("MNIST", DATA)
    (mean,), (std,) = train.mean_std()
    assert mean == pytest.approx(0.1307, abs=0.01)
    assert std == pytest.approx(0.3081, abs=0.01)
    assert train.classes == list("0123456789")


def test_augmentation_keeps_shape_and_range():
    images = torch.rand(7, 1, 28, 28)
    for change in (
        mnist.vary_pen_and_hand, mnist.vary_hand, fashion_mnist.mirror_and_shift,
        feature_maps.vary_photographs,
    ):
        changed = change(images)
        assert changed.shape == images.shape
        assert changed.min() >= 0
        assert changed.max() <= 1 + 1e-6
        assert not torch.equal(changed, images)


def test_warp_by_nothing_changes_nothing():
    images = torch.rand(4, 3, 32, 32)
    torch.testing.assert_close(augment.warp(images), images)


def test_dilate_is_max_pooling():
    images = torch.rand(4, 1, 9, 12)
    assert torch.equal(augment.dilate(images), torch.nn.functional.max_pool2d(images, 3, 1, 1))


def test_own_pictures_come_in_mixed_order(cifar):
    train, test = data.load_dataset("CIFAR10", cifar, 50)
    assert train.images.shape == (50, 3, 32, 32)
    assert len(set(train.labels.tolist())) > 5
    assert len(test.labels) == 1000
    assert Path(cifar).name == train.title == "CIFAR-10"


def test_cutout_hides_a_square_of_half_of_the_images():
    torch.manual_seed(0)        # a corner is left out in one of a hundred draws
    images = torch.rand(400, 2, 28, 20) + 0.5       # no pixel is black
    after = augment.cutout(images, 8)
    hidden = (after == 0).all(1)                    # (N, H, W)
    assert torch.equal(after, images * ~hidden[:, None])
    rows, columns = hidden.any(2).sum(1), hidden.any(1).sum(1)
    assert torch.equal(rows * columns, hidden.sum((1, 2)))          # a rectangle each
    assert rows.max() == columns.max() == 8
    assert 150 <= (rows > 0).sum() <= 250
    assert hidden.any(0).all()                      # anywhere


def test_only_weight_matrices_decay():
    """One step without gradients makes smaller what decays and leaves the rest as it was."""
    train, _ = data.load_dataset("MNIST", DATA)
    args = arguments.parse_args(mnist.__doc__, "mnist", mnist.RECIPES, ["--device", "cpu"])
    net = build_network(mnist.RECIPES["compact"], train)
    optimizer = mnist.RECIPES["compact"].optimizer(net, args.lr)
    before = [weights.detach().clone() for weights in net.parameters()]
    for weights in net.parameters():
        weights.grad = torch.zeros_like(weights)
    optimizer.step()
    for old, new in zip(before, net.parameters()):
        assert torch.equal(old, new) == (old.dim() == 1)
