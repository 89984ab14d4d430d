"""What the Training page shows of a run, and what it makes of a training script's lines."""

import base64
import json
import math
import shutil

import gradio as gr
import numpy as np
import pytest
import torch.nn.functional as F

from demo.networks import sample_pictures, trained
from demo.networks.registry import NETWORKS
from demo.training_runs import handlers, inside, page, pictures, settings
from demo.training_runs.choice import compared_runs, run_source
from demo.training_runs.progress import (
    MAX_POINTS,
    Progress,
    epoch_words,
    parse_line,
    progress_charts,
)
from demo.training_runs.train import EPOCHS, script_args, validated_recipe
from demo.uploads import clamp_int
from hub import checkpoint, kernel_history, predictions
from hub.remote import source


def test_each_view_is_in_one_tab_and_fills_its_own_components():
    in_tabs = [name for names in handlers.TABS.values() for name in names]
    assert sorted(in_tabs) == sorted(handlers.VIEWS)
    runs = compared_runs("mnist", "fashion_mnist")
    with gr.Blocks():
        first = gr.Dropdown()
        for name, view in handlers.VIEWS.items():
            assert view(runs).keys() == page.view_components(name, first).keys()


def test_two_different_tasks_are_compared_with_a_word_of_warning():
    for other, notes in (("mnist_tutorial", 0), ("fashion_mnist", 1), ("", 0)):
        assert len(handlers.task_note(compared_runs("mnist", other))) == notes


@pytest.mark.parametrize("name", NETWORKS)
def test_a_bundled_run_has_all_of_it(name):
    runs = compared_runs(name, "mnist")
    assert [source.name for source in runs] == list(dict.fromkeys([name, "mnist"]))
    summary = handlers.summarize_runs(runs)
    assert [shown["name"] for shown in summary["runs"]] == [source.name for source in runs]
    assert summary["runs"][0]["accuracy"] == f"{runs[0].accuracy:.2%}"
    for tab, view in handlers.VIEWS.items():
        shown = view(runs)
        assert shown["notes"] == [], tab
        assert all(shown[part] for part in shown if part != "notes"), tab
    errors = [n for row, line in enumerate(runs[0].run.confusion)
              for column, n in enumerate(line) if row != column]
    matrix = handlers.VIEWS["confusion"](runs)["matrix"]
    row, column = matrix["chosen"]
    assert row != column and matrix["counts"][row][column] == max(errors)
    assert settings.repeat_command(runs[0]).startswith("python training/")


@pytest.mark.parametrize("epoch", [0, 7, None])
def test_an_epoch_is_shown_as_its_own_kernels_compute_it(epoch):
    """With scores only where the whole network is kept: now."""
    feature_maps = run_source("feature_maps")
    value = json.loads(inside.run_value(feature_maps, "feature_maps", epoch))
    kept = kernel_history.load_epochs(checkpoint.BUNDLED / "feature_maps")
    assert value["epoch"] == {"run": "feature_maps", "first": 0, "last": len(kept) - 1,
                              "at": len(kept) - 1 if epoch is None else epoch}
    weights = feature_maps.net.state_dict() | (kept[epoch] if epoch is not None else {})
    picture = inside.fixed_picture(feature_maps.run)
    x = feature_maps.net.normalize(picture)
    x = F.conv2d(x, weights["conv1.weight"], weights["conv1.bias"], padding=1)
    exact, shown = F.max_pool2d(x.relu(), 2)[0].numpy(), value["columns"][1]
    found = np.frombuffer(base64.b64decode(shown["values"]), np.uint8).reshape(exact.shape)
    assert np.abs(found * (shown["high"] / 255) - exact).max() <= shown["high"] / 509
    steps = [column["step"] for column in value["columns"]]
    assert steps == ["pixels", "pool1", "pool2", *(["features"] if epoch is None else [])]
    assert len(value["scores"]) == (10 if epoch is None else 0)


def test_a_network_under_training_is_shown_on_a_picture_that_stays(monkeypatch, tmp_path):
    monkeypatch.setattr(trained, "trained_root", lambda: tmp_path)
    mine, other = trained.new_choice(), trained.new_choice()
    for choice, name in ((mine, "mnist"), (other, "mnist_tutorial")):
        shutil.copytree(checkpoint.BUNDLED / name, trained.checkpoint_folder(choice))
    first, second = (json.loads(inside.live_value(choice, "mnist", 4)) for choice in (mine, other))
    assert first["columns"][0] == second["columns"][0] and first["scores"] != second["scores"]
    assert first["epoch"]["at"] == first["epoch"]["last"] == 4 and "pixels" not in first
    trained.load_trained.cache_clear()


def test_one_epoch_is_singular():
    assert [epoch_words(n)["en"] for n in ("1", "130")] == ["1 epoch", "130 epochs"]


def test_a_run_without_stored_predictions_says_so(folder):
    (folder / predictions.FILE).unlink()
    bare = source.load_folder(folder, "alice/net", "hub")
    for tab in ("confusion", "precision", "mistakes", "predictions", "embedding"):
        notes = handlers.VIEWS[tab]([bare])["notes"]
        assert all("alice/net" in note["en"] and "alice/net" in note["zh"] for note in notes), tab
        assert notes[0]["style"] == "trouble"


def test_more_mistakes_and_other_predictions():
    run = run_source("fashion_mnist").run
    gallery, shown = handlers.more_mistakes("fashion_mnist", pictures.PAGE_SIZE, None)
    assert len(gallery["pictures"]) == shown == 2 * pictures.PAGE_SIZE
    gallery, start = handlers.other_predictions("fashion_mnist", 0, None)
    assert start == len(gallery["pictures"]) == sample_pictures.SAMPLE_SIZE
    assert gallery != sample_pictures.sample_gallery(run)


@pytest.mark.parametrize("sent", [None, {}, {"index": [0]}, {"index": [0, 10]}, {"index": ["", 1]}])
def test_a_click_on_no_cell_shows_no_pictures(sent):
    assert handlers.cell_pictures("mnist", gr.EventData(None, sent), None) is None


def test_a_click_on_a_cell_shows_its_pictures():
    event = gr.EventData(None, {"index": [3, 3]})
    shown = handlers.cell_pictures("mnist", event, None)
    assert shown["pictures"] and {each["style"] for each in shown["pictures"]} == {"right"}
    assert len(shown["notes"]) == 2     # sentences that do not run together
    assert all(note["en"].endswith(".") and note["zh"].endswith("。") for note in shown["notes"])


def test_a_line_of_the_script_becomes_progress():
    line = "Train Epoch: 2 [640/5000 (13%)]\tLoss: 0.250000"
    progress, note = parse_line(line, Progress(3, [], None), "")
    assert progress.batches == [[1.13, 0.25]]
    assert note["en"].startswith("Epoch 2 of 3, 13%")
    assert parse_line("Model: 3 parameters", progress, "") == (progress, None)
    [chart, _] = progress_charts(progress)["charts"]
    assert [series["points"] for series in chart["series"]] == [progress.batches]
    for _ in range(MAX_POINTS):
        progress, _ = parse_line(line, progress, "")
    assert len(progress.batches) < MAX_POINTS


def test_settings_are_made_valid():
    assert validated_recipe("mnist", "strong") == ("mnist", "strong")
    assert validated_recipe("fashion_mnist", "strong") == ("fashion_mnist", "fast")
    assert validated_recipe(["x"], {"a": 1}) == ("mnist", "fast")
    args = script_args("trained:" + 22 * "a", "fast", 3, 5000, 1)
    assert args[0] == "--no-board" and args[args.index("--limit") + 1] == "5000"


@pytest.mark.parametrize(
    ("value", "number"),
    [(5, 5), (5.9, 5), (-1, 1), (99, 20), (10**400, 20), (None, 1), ("5", 1), (math.nan, 1),
     (math.inf, 1), (-math.inf, 1), ([3], 1)],
)  # fmt: skip
def test_a_number_is_kept_within_its_limits(value, number):
    assert clamp_int(value, *EPOCHS) == number
    assert clamp_int("none", *EPOCHS, default=7) == 7
