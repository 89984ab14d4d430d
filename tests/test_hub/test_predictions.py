"""The file of predictions: it agrees with the logits, and is checked when read."""

import json
import shutil

import pytest
import torch
from paths import DATA
from safetensors.torch import load_file, save_file

from hub import checkpoint, predictions, run_record
from hub.checkpoint import BUNDLED
from hub.validation import MAX_BYTES, InvalidCheckpoint
from training import data, evaluation, mnist
from training.report import predictions as made

NAMES = sorted(path.name for path in BUNDLED.iterdir() if not path.name.startswith("."))


@pytest.fixture(scope="module")
def test() -> data.LabelledImages:
    """1,000 test garments."""
    return data.load_test_set("FashionMNIST", DATA)


@pytest.fixture(scope="module")
def logits(test):
    net = checkpoint.load(BUNDLED / "fashion_mnist_tutorial")
    return evaluation.compute_logits(net, test.images)


@pytest.fixture
def stored(tmp_path, test, logits):
    """Predictions, written to a file and read again."""
    net = checkpoint.load(BUNDLED / "fashion_mnist_tutorial")
    content = predictions.predictions_to_bytes(made.collect_predictions(net, test, logits))
    (tmp_path / predictions.FILE).write_bytes(content)
    return predictions.load_predictions(tmp_path, 10)


def test_the_file_agrees_with_the_logits(stored, test, logits):
    confidence, answer = logits.softmax(1).max(1)
    kept = stored.kept.long()
    assert torch.equal(stored.labels.long(), test.labels)
    assert torch.equal(stored.answers.long(), answer)
    torch.testing.assert_close(stored.confidence.exp().float(), confidence, atol=1e-3, rtol=1e-3)
    probs = logits.softmax(1)[kept]
    torch.testing.assert_close(stored.probs.float(), probs, atol=1e-3, rtol=1e-3)
    assert torch.equal(stored.pictures, test.images[kept])
    assert len(stored.embedded) == 144
    wrong = (test.labels != answer).nonzero().flatten()
    missed = wrong[~torch.isin(wrong, kept)]
    for n in missed:        # only if more confident mistakes of the same kind are kept
        alike = wrong[(test.labels[wrong] == test.labels[n]) & (answer[wrong] == answer[n])]
        sure = alike[torch.isin(alike, kept)]
        assert sum(confidence[sure] >= confidence[n]) >= 1
    assert len(wrong) - len(missed) <= made.MOST_MISTAKES


def test_precision_and_recall_agree_with_counting(stored, test, logits):
    """At each threshold all pictures are counted; the file rounds the values."""
    found = made.precision_recall(logits.double().log_softmax(1), test.labels)
    for kept, exact in zip((stored.thresholds, stored.precision, stored.recall), found):
        torch.testing.assert_close(kept.float(), exact, atol=2e-3, rtol=2e-3)
    thresholds, precision, recall = found
    for k in range(10):
        scores, mine = logits.double().log_softmax(1)[:, k], test.labels == k
        greatest = scores[mine].sort(descending=True).values
        for n in range(0, made.POINTS, 7):
            least = greatest[-(-(n + 1) * len(greatest) // made.POINTS) - 1]
            taken = scores >= least
            assert thresholds[k, n].item() == pytest.approx(least.exp().item())
            assert recall[k, n].item() == pytest.approx(((taken & mine).sum() / mine.sum()).item())
            right = (taken & mine).sum() / taken.sum()
            assert precision[k, n].item() == pytest.approx(right.item())
        assert (recall[k].diff() >= 0).all()
        assert recall[k, -1] == 1


def test_principal_axes_keep_distances_and_variance():
    """Of points in a plane of a large space, which three axes can represent."""
    plane = torch.randn(50, 2, generator=torch.Generator().manual_seed(1)).double()
    turned = plane @ torch.linalg.qr(torch.randn(2, 300).double().T).Q.T        # (50, 300)
    places, spread = made.principal_axes(turned)
    assert spread.sum() == pytest.approx(1)
    apart, seen = torch.pdist(turned), torch.pdist(places)
    torch.testing.assert_close(seen / seen.max(), apart / apart.max(), atol=1e-6, rtol=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_the_predictions_of_a_bundled_checkpoint_agree_with_its_metrics(name):
    metrics = checkpoint.load_metrics(BUNDLED / name)
    found = predictions.load_predictions(BUNDLED / name, len(metrics["recall"]))
    pairs = found.labels.long() * 10 + found.answers.long()
    assert torch.bincount(pairs, minlength=100).view(10, 10).tolist() == metrics["confusion"]
    assert (BUNDLED / name / predictions.FILE).stat().st_size < 350_000
    assert f"`{predictions.FILE}`" in (BUNDLED / name / "README.md").read_text()


@pytest.mark.slow
def test_training_and_the_command_write_the_same_file(tmp_path):
    flags = ["--data-dir", DATA, "--no-board", "--recipe", "tutorial", "--limit", 200,
             "--epochs", 1, "--device", "cpu", "--output", tmp_path / "net"]  # fmt: skip
    mnist.main([str(flag) for flag in flags])
    before = predictions.load_predictions(tmp_path / "net", 10)
    card = (tmp_path / "net" / "README.md").read_text()
    (tmp_path / "net" / predictions.FILE).unlink()
    made.main([str(tmp_path / "net"), "--data-dir", str(DATA)])
    after = predictions.load_predictions(tmp_path / "net", 10)
    assert (tmp_path / "net" / "README.md").read_text() == card
    assert torch.equal(after.answers, before.answers)
    torch.testing.assert_close(after.probs, before.probs, atol=2e-3, rtol=0)
    metrics = json.loads((tmp_path / "net" / "metrics.json").read_text())
    metrics["confusion"][0][0] += 1
    (tmp_path / "net" / "metrics.json").write_text(json.dumps(metrics))
    with pytest.raises(SystemExit, match="other pictures"):
        made.main([str(tmp_path / "net"), "--data-dir", str(DATA)])


def replace_tensors(**tensors):
    """Return a function that replaces tensors of the file."""
    def damage(path):
        save_file(load_file(path) | tensors, path)
    return damage


BROKEN = {
    "not a file of tensors": lambda path: path.write_bytes(b"no"),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "huge": lambda path: path.write_bytes(bytes(MAX_BYTES[predictions.FILE] + 1)),
    "another class": replace_tensors(labels=torch.full([10_000], 10, dtype=torch.uint8)),
    "fewer answers": replace_tensors(answers=torch.zeros(3, dtype=torch.uint8)),
    "another type": replace_tensors(answers=torch.zeros(10_000)),
    "NaN": replace_tensors(pixels=torch.full([144, 3], float("nan"))),
    "certain beyond 1": replace_tensors(probs=torch.full([575, 10], 2).half()),
    "no such picture": replace_tensors(embedded=torch.full([144], 575, dtype=torch.int32)),
    "no picture": replace_tensors(sheet=torch.zeros(100, dtype=torch.uint8)),
    "more than belongs there": replace_tensors(more=torch.zeros(1)),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_an_invalid_file_is_refused_in_one_line_and_the_rest_is_shown(folder, kind):
    BROKEN[kind](folder / predictions.FILE)
    with pytest.raises(InvalidCheckpoint, match=predictions.FILE) as refusal:
        predictions.load_predictions(folder, 10)
    assert "\n" not in str(refusal.value)
    run = run_record.load_run(folder, checkpoint.load(folder).classes)
    assert run.answers is None
    assert run.trouble
    assert run.confusion
    assert run.history


def test_only_the_valid_part_of_foreign_metrics_is_shown(folder):
    classes = checkpoint.load(folder).classes
    bad = {"history": [{"test_loss": float("nan"), "train_loss": 1}, 3], "confusion": [[1]],
           "flags": {"lr": 0.1, "x": {"y": 1}}, "versions": "new", "name": "<b>" * 100}  # fmt: skip
    (folder / "metrics.json").write_text(json.dumps(bad))
    run = run_record.load_run(folder, classes)
    assert run.history == [{"train_loss": 1.0}]
    assert run.confusion == []
    assert run.flags == {"lr": "0.1"}
    assert len(run.facts["name"]) == 80
    for name in ("metrics.json", predictions.FILE):
        (folder / name).unlink()
    empty = run_record.RunRecord(classes, [], [], {}, {}, None)
    assert run_record.load_run(folder, classes) == empty


def test_the_predictions_are_pulled_with_a_checkpoint(repo, fetch):
    snapshot = fetch()
    assert predictions.FILE in snapshot.checksums
    assert predictions.load_predictions(snapshot.folder, 10) is not None


def test_predictions_without_mistakes_or_of_a_single_class(tmp_path, test):
    net = checkpoint.load(BUNDLED / "fashion_mnist_tutorial")
    for n, labels in enumerate((test.labels, torch.zeros_like(test.labels))):
        logits = torch.nn.functional.one_hot(labels, 10) * 50.0
        folder = tmp_path / str(n)
        folder.mkdir()
        content = predictions.predictions_to_bytes(made.collect_predictions(net, test, logits))
        (folder / predictions.FILE).write_bytes(content)
        found = predictions.load_predictions(folder, 10)
        assert (found.answers.long() == labels).all()
    shutil.rmtree(folder)
    assert predictions.load_predictions(folder, 10) is None
