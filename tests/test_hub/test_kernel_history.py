"""The kernel history: every epoch is recorded once, even if the run is interrupted."""

import pytest
import torch
from paths import ROOT

from hub import checkpoint, kernel_history
from training import feature_maps, loop


def flags(folder, cifar, *more) -> list[str]:
    small = ["--limit", 64, "--epochs", 2, "--batch-size", 64, "--device", "cpu"]
    return [str(flag) for flag in ["--data-dir", cifar, "--output", folder, *small, *more]]


@pytest.mark.slow
def test_an_interrupted_and_resumed_run_records_every_epoch(
    tmp_path, cifar, monkeypatch, no_pictures
):
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    feature_maps.main(flags(whole, cifar))
    train_epoch = loop.train_one_epoch

    def until_ctrl_c(run, number):
        if number == 2:
            raise KeyboardInterrupt
        return train_epoch(run, number)

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(loop, "train_one_epoch", until_ctrl_c)
        feature_maps.main(flags(stopped, cifar))
    assert len(kernel_history.load_epochs(stopped)) == 2
    feature_maps.main(flags(stopped, cifar, "--resume"))
    assert len(kernel_history.load_epochs(whole)) == 3
    one, other = ((folder / kernel_history.FILE).read_bytes() for folder in (whole, stopped))
    assert one == other
    last = kernel_history.load_epochs(whole)[-1]["conv2.weight"]
    torch.testing.assert_close(last, checkpoint.load(whole).conv2.weight, atol=1e-3, rtol=1e-3)


def test_the_bundled_history_ends_with_the_bundled_network():
    folder = checkpoint.BUNDLED / "feature_maps"
    epochs, net = kernel_history.load_epochs(folder), checkpoint.load(folder)
    assert len(epochs) == checkpoint.load_metrics(folder)["epochs"] + 1
    for name, weights in epochs[-1].items():
        torch.testing.assert_close(weights, net.state_dict()[name], atol=1e-3, rtol=1e-3)
    assert (epochs[0]["conv1.weight"] - epochs[-1]["conv1.weight"]).abs().mean() > 0.05
    assert (folder / kernel_history.FILE).stat().st_size < 1_000_000


def test_a_folder_without_a_history_has_no_epochs():
    assert kernel_history.load_epochs(ROOT / "tests") == []
