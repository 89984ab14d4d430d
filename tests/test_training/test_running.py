"""The running means of a training: in metrics.json, on the card and on the Training page."""

import pytest
import torch
import torch.nn.functional as F
from paths import DATA

from demo.training_runs import charts as page_charts
from hub import checkpoint, run_record
from hub.remote import source
from training import fashion_mnist
from training.report import charts
from training.running import RunningMeans, thin_out


def test_windows_are_means_and_the_last_one_is_included():
    """Five batches in windows of two."""
    running = RunningMeans(2, 5)
    full = [running.add(k, torch.tensor(float(k)), torch.tensor(k), 4) for k in range(5)]
    assert full == [False, True, False, True, True]
    assert running.windows == [[0.4, 0.5, 0.125], [0.8, 2.5, 0.625], [1.0, 4.0, 1.0]]


@pytest.mark.parametrize(("windows", "epochs", "most"), [(7, 1, 7), (9000, 1, 4000), (94, 130, 30)])
def test_a_long_training_keeps_fewer_windows(windows, epochs, most):
    """The last one of each epoch among them."""
    kept = thin_out([[k, 1.0, 0.5] for k in range(windows)], epochs)
    assert kept[-1][0] == windows - 1
    assert most / 2 < len(kept) <= most


@pytest.mark.slow
def test_one_epoch_is_a_curve_on_the_card_and_on_the_page(tmp_path):
    """Of 16 batches in windows of two, so eight points that end at epoch 1."""
    flags = ["--data-dir", DATA, "--recipe", "tutorial", "--batch-size", 16, "--limit", 256,
             "--no-board", "--log-interval", 2, "--output", tmp_path / "net"]  # fmt: skip
    fashion_mnist.main([str(flag) for flag in flags])
    history = checkpoint.load_metrics(tmp_path / "net")["history"]
    for axes in charts.learning_curves(history).axes:
        line = axes.get_lines()[0]
        assert (len(line.get_xdata()), line.get_xdata()[-1]) == (8, 1)
    found = source.load_folder(tmp_path / "net", "net", "own")
    for chart in page_charts.history_charts([found])["charts"]:
        (series,) = (one for one in chart["series"] if one["key"] == "running 0")
        assert [point[0] for point in series["points"]] == [k / 8 for k in range(1, 9)]


@pytest.mark.parametrize(
    "windows",
    [None, "many", [1, 2], [[0.5, 1.0]], [[0.5, float("nan"), 0.5]], [[2, 1.0, 0.5]],
     [[0.5, 1.0, 7]], [["0.5", 1.0, 0.5]], [[-1, 1.0, 0.5]], {"0": [0.5, 1.0, 0.5]}],
)  # fmt: skip
def test_windows_of_strangers_are_checked(windows):
    assert run_record.valid_running([{"running": windows}, {"running": [[1, 2.5, 0.5]]}]) == (
        [2.0, 2.5, 0.5],)
    assert run_record.valid_running(windows) == ()


def test_cross_entropy_of_logits_is_the_tutorials_loss():
    """log_softmax and nll_loss: the same loss, the same gradients, the same probabilities."""
    logits, labels = torch.randn(64, 10, requires_grad=True), torch.arange(64) % 10
    theirs = logits.log_softmax(1)
    losses = [F.cross_entropy(logits, labels), F.nll_loss(theirs, labels)]
    assert losses[0].item() == pytest.approx(losses[1].item())
    one, other = (torch.autograd.grad(loss, logits, retain_graph=True)[0] for loss in losses)
    torch.testing.assert_close(one, other)
    torch.testing.assert_close(logits.softmax(1), theirs.exp())
