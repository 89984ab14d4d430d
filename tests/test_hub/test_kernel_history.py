"""How the kernels grew: every epoch is kept, once, whatever happens to the run."""

import pytest
import torch
from paths import ROOT

from hub import checkpoint, kernel_history
from training import feature_maps, loop


def flags(folder, cifar, *more) -> list[str]:
    small = ["--limit", 64, "--epochs", 2, "--batch-size", 64, "--device", "cpu"]
    return [str(flag) for flag in ["--data-dir", cifar, "--output", folder, *small, *more]]


@pytest.mark.slow
def test_a_stopped_and_resumed_run_keeps_every_epoch(tmp_path, cifar, monkeypatch):
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    feature_maps.main(flags(whole, cifar))
    train_epoch = loop.train_epoch

    def until_ctrl_c(run, number):
        if number == 2:
            raise KeyboardInterrupt
        return train_epoch(run, number)

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(loop, "train_epoch", until_ctrl_c)
        feature_maps.main(flags(stopped, cifar))
    assert len(kernel_history.load_epochs(stopped)) == 2
    feature_maps.main(flags(stopped, cifar, "--resume"))
    assert len(kernel_history.load_epochs(whole)) == 3
    assert (whole / kernel_history.FILE).read_bytes() == (stopped / kernel_history.FILE).read_bytes()
    last = kernel_history.load_epochs(whole)[-1]["conv2.weight"]
    torch.testing.assert_close(last, checkpoint.load(whole).conv2.weight, atol=1e-3, rtol=1e-3)


def test_the_bundled_ones_lead_from_random_to_the_bundled_network():
    folder = checkpoint.BUNDLED / "feature_maps"
    grown, net = kernel_history.load_epochs(folder), checkpoint.load(folder)
    assert len(grown) == checkpoint.load_metrics(folder)["epochs"] + 1
    for name, weights in grown[-1].items():
        torch.testing.assert_close(weights, net.state_dict()[name], atol=1e-3, rtol=1e-3)
    assert (grown[0]["conv1.weight"] - grown[-1]["conv1.weight"]).abs().mean() > 0.05
    assert (folder / kernel_history.FILE).stat().st_size < 1_000_000


def test_no_file_no_epochs():
    assert kernel_history.load_epochs(ROOT / "tests") == []
