"""What a script says: before the training, on the way and at the end."""

import re
import shutil

import pytest
import torch
from output_steps import words
from paths import DATA

from training import arguments, console, data, fashion_mnist, mnist, plan
from training.handwriting import cache, dataset

SHORT = ["--data-dir", DATA, "--recipe", "tutorial", "--batch-size", 8, "--limit", 256,
         "--no-board", "--device", "cpu"]  # fmt: skip

pytestmark = pytest.mark.usefixtures("root")      # no run is kept


@pytest.mark.slow
def test_a_run_says_what_it_does_how_long_it_takes_and_what_comes_next(root, capsys):
    """The plan is first, the duration comes after some batches, the test line is last."""
    fashion_mnist.main(words(*SHORT, "--lr", 0.01))
    said = capsys.readouterr().out
    (folder,) = (root / "fashion_mnist" / "tutorial").iterdir()
    plan_lines = said[: said.index("Train Epoch")]
    for part in ("tutorial: FashionMnistTutorial, 44,426 parameters", "1 epoch of 32 batches of 8",
                 "256 to train with, 1,000 to test with", "float32", str(folder)):  # fmt: skip
        assert part in plan_lines
    assert re.search(r"about \d+ seconds? on this machine", said)
    assert said.index("Train Epoch") < said.index("on this machine") < said.index("Saved in")
    assert f"--recipe tutorial --evaluate --push --output {folder / 'checkpoint'}" in said
    assert "python app.py" not in said      # 256 pictures are a trial
    assert said.splitlines()[-1].startswith("Test set:")


@pytest.mark.slow
def test_a_run_that_learned_nothing_is_remarked_on(capsys):
    """A rate of 3 turns the network's answers into one class; it is saved all the same."""
    fashion_mnist.main(words(*SHORT, "--lr", 3, "--epochs", 1))
    said = capsys.readouterr().out
    assert "no better than guessing" in said
    assert "--lr, such as 0.3" in said


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [(["--tag", "v1"], "--tag belongs to --push"), (["--private"], "--private belongs to --push")],
)
def test_flags_that_would_do_nothing_are_refused(flags, sentence, capsys):
    with pytest.raises(SystemExit):
        arguments.parse_args(mnist.__doc__, "mnist", mnist.RECIPES, flags)
    assert sentence in capsys.readouterr().err


def test_evaluate_says_that_a_limit_does_not_shorten_the_test(capsys):
    """The same command as for the training stays possible."""
    flags = ["--evaluate", "--limit", "9"]
    arguments.parse_args(mnist.__doc__, "mnist", mnist.RECIPES, flags)
    assert "the test set is used whole" in capsys.readouterr().err


def test_one_is_singular():
    assert [plan.count(n, "epoch") for n in (0, 1, 1200)] == ["0 epochs", "1 epoch", "1,200 epochs"]
    assert [plan.format_duration(s) for s in (0.2, 89, 600, 9000)] == [
        "1 second", "89 seconds", "10 minutes", "2.5 hours"]


def test_handwriting_is_kept_for_the_next_run_with_this_seed(root, monkeypatch, capsys):
    """Equal to what is drawn; another seed, other pictures or a damaged file are drawn anew."""
    train, _ = data.load_dataset("MNIST", DATA, 60)
    drawn = [*dataset.build_dataset(train, 1), *dataset.build_dataset(train, 2)]
    monkeypatch.setattr(cache, "WORTH_KEEPING", 10)
    first = dataset.build_dataset(train, 1)
    assert "earlier run" not in capsys.readouterr().out
    (file,) = (root / "handwriting").iterdir()
    again = dataset.build_dataset(train, 1)
    assert "earlier run" in capsys.readouterr().out
    for one, other, third in zip(drawn[:2], first, again):
        assert torch.equal(one.images, other.images)
        assert torch.equal(one.images, third.images)
        assert torch.equal(one.labels, third.labels)
    assert torch.equal(dataset.build_dataset(train, 2)[0].images, drawn[2].images)
    file.write_bytes(b"broken")
    assert torch.equal(dataset.build_dataset(train, 1)[0].images, drawn[0].images)
    shutil.rmtree(root)
    root.write_text("not a folder")         # it cannot be kept, which stops nothing
    assert torch.equal(dataset.build_dataset(train, 1)[0].images, drawn[0].images)


def test_progress_is_printed_while_handwriting_is_drawn(monkeypatch, capsys):
    monkeypatch.setattr(console, "LONG", 50)
    assert [*console.report_progress(range(60), "Digits")] == [*range(60)]
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"Digits: {n} of 60" for n in (12, 24, 36, 48, 60)]
