"""The lesson on TensorBoard: its numbers are the run's, and its lines are those of the code."""

import json
import re

import pytest
import torch
from paths import ROOT

from demo.lessons.tensorboard import recorded_run
from hub import checkpoint, kernel_history

FOLDER = checkpoint.BUNDLED / recorded_run.RUN
SOURCES = ROOT / "demo" / "lessons" / "tensorboard" / "sources.js"
REPORT = ROOT / "training" / "report"


def test_every_line_stands_in_the_file_that_is_named():
    sources = SOURCES.read_text(encoding="utf-8")
    found = re.findall(r'\w+: \["(\w+\.py)", ["\'`](.*?)["\'`]\],\n', sources, re.DOTALL)
    assert len(found) == 8
    for file, lines in found:
        written = {line.strip() for line in (REPORT / file).read_text(encoding="utf-8").split("\n")}
        assert set(lines.split("\n")) <= written, file


def test_the_numbers_are_those_of_the_run():
    run, metrics = recorded_run.collect_run(), checkpoint.load_metrics(FOLDER)
    for name, values in run["scalars"].items():
        assert values == pytest.approx([epoch[name] for epoch in metrics["history"]], abs=5e-5)
    assert run["confusion"] == metrics["confusion"]
    epochs = kernel_history.load_epochs(FOLDER)
    counts = run["histograms"]["counts"]
    assert len(counts) == len(epochs) == metrics["epochs"] + 1
    assert {sum(row) for row in counts} == {epochs[0]["conv2.weight"].numel()}
    assert len(run["cloud"]["points"]) == len(run["cloud"]["labels"]) == 144
    for curve in run["curves"]:
        recalls = [recall for recall, _ in curve]
        assert recalls in (sorted(recalls), sorted(recalls, reverse=True))
    shapes = dict(run["layers"])
    net, pictures = checkpoint.load(FOLDER), torch.zeros(2, 3, 32, 32)
    assert shapes["conv1"] == str(("N", *net.conv1(pictures).shape[1:])).replace("'", "")
    assert shapes["fc2"] == str(("N", *net(pictures).shape[1:])).replace("'", "")
    assert len(json.dumps(run)) < 20_000
