"""The runs of the lesson on over- and underfitting: they show what they are named for, again."""

import json
import re

import pytest
import torch
from paths import DATA, ROOT

from demo.i18n import catalogue
from demo.lessons.fitting import page as lesson
from demo.training_process import TrainingFailed
from training import data, fitting

SMALL = dict(pictures=200, channels=2, epochs=3)    # what the 600 pictures of tests/data are for
SENT = {"pictures": 200, "channels": 2, "epochs": 3, "lr": 0.003, "dropout": 0, "weight_decay": 0,
        "patience": 0, "seed": 1, "augment": False}     # as a page sends it  # fmt: skip


@pytest.fixture(autouse=True)
def one_thread():
    """As in the script: more of them would add the same numbers in another order."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def patient(monkeypatch):
    """The pictures of the tests for a visitor's run, and time for a machine that is busy."""
    monkeypatch.setenv("CONVLENS_DATA", str(DATA))
    monkeypatch.setattr(lesson, "MAX_SECONDS", 900)


@pytest.fixture(scope="module")
def records():
    return lesson.load_records()


@pytest.fixture(scope="module")
def pictures():
    """The first 400 to learn from, the last 200 to judge by."""
    return data.load_dataset("FashionMNIST", DATA)[0]


def train_run(everything, **changed) -> list[dict]:
    """Train a run; return its summary and its epochs."""
    settings = fitting.SETTINGS | SMALL | changed
    parts = fitting.split_dataset(everything, settings["pictures"])
    return list(fitting.run_epochs(*parts, settings))


def last_value(record: dict, part: str, kind: str = "accuracy") -> float:
    return record[f"{part}_{kind}"][-1]


def accuracy_gap(record: dict) -> float:
    return last_value(record, "train") - last_value(record, "validation")


def test_every_run_of_the_script_is_bundled_and_small(records):
    assert set(records) == set(fitting.RUNS)
    for name, record in records.items():
        assert record["settings"] == fitting.run_settings(name)
        assert record["run"] == name
        epochs = record["settings"]["epochs"]
        assert len(record["train_loss"]) == len(record["validation_accuracy"])
        stops = record["settings"]["patience"] > 0
        assert len(record["train_loss"]) < epochs if stops else len(record["train_loss"]) == epochs
    assert sum(path.stat().st_size for path in lesson.RECORDS.iterdir()) < 100_000


def test_each_run_shows_what_it_is_named_for(records):
    few, small, late, short, healthy = (
        records[name] for name in ("few", "small", "long", "short", "healthy")
    )
    assert accuracy_gap(few) > 0.12 and max(few["validation_accuracy"]) < 0.78
    for under in (small, short):
        assert last_value(under, "train") < 0.75 and accuracy_gap(under) < 0.05
    assert last_value(short, "train", "loss") == min(short["train_loss"])
    lowest = min(late["validation_loss"])
    early = late["validation_loss"].index(lowest)
    assert early < len(late["validation_loss"]) / 2
    assert last_value(late, "validation", "loss") > 1.5 * lowest
    assert late["validation_accuracy"][early] > 0.78            # it had been good
    assert late["train_accuracy"][early] - late["validation_accuracy"][early] < 0.08
    assert last_value(healthy, "validation") > 0.8 and accuracy_gap(healthy) < 0.06
    assert last_value(healthy, "validation", "loss") < 1.1 * min(healthy["validation_loss"])


def test_remedies_do_what_the_lesson_says(records):
    """Most of them help; those that do not are shown as they are."""
    for name in ("few-dropout", "few-augment", "few-decay", "long-dropout", "long-augment",
                 "long-decay"):
        before = records[name.split("-")[0]]
        losses = [last_value(run, "validation", "loss") for run in (records[name], before)]
        assert losses[0] < losses[1]
        assert accuracy_gap(records[name]) < accuracy_gap(before)
    right = {name: last_value(record, "validation") for name, record in records.items()}
    larger, longer, more = (
        right[f"small-{name}"] - right["small"] for name in ("larger", "longer", "pictures")
    )
    assert larger > 0.06 and larger > 2 * max(longer, more)     # pictures were not missing
    assert right["few-pictures"] - right["few"] > 0.06
    for name in ("short-longer", "short-rate"):
        assert last_value(records[name], "train") > last_value(records["short"], "train") + 0.05


def test_an_early_stop_is_the_same_run_cut_short(records):
    for case in ("few", "long"):
        stopped, whole = (records[name]["validation_loss"] for name in (f"{case}-stop", case))
        assert stopped == whole[: len(stopped)]
        waited = len(stopped) - 1 - stopped.index(min(stopped))
        assert waited == records[f"{case}-stop"]["settings"]["patience"]


@pytest.mark.slow
def test_a_seed_decides_a_run(pictures):
    assert train_run(pictures) == train_run(pictures)
    assert train_run(pictures)[1:] != train_run(pictures, seed=2)[1:]
    assert train_run(pictures, augment=True)[1:] != train_run(pictures)[1:]


def test_the_script_records_one_run(tmp_path, capsys):
    flags = ["--run", "few", "--pictures", "150", "--epochs", "2", "--data-dir"]
    fitting.main([*flags, str(DATA), "--output", str(tmp_path / "runs")])
    assert "few: " in capsys.readouterr().out
    (path,) = (tmp_path / "runs").iterdir()
    record = json.loads(path.read_text())
    assert record["settings"] == fitting.run_settings("few") | {"pictures": 150, "epochs": 2}
    assert record["validation"] == 200 and len(record["validation_loss"]) == 2
    assert str(ROOT) not in path.read_text()


def test_training_and_validation_images_do_not_overlap(pictures):
    train, validation = fitting.split_dataset(pictures, 400)
    assert len(train.labels) + len(validation.labels) == len(pictures.labels)
    with pytest.raises(SystemExit, match="there are 400"):
        fitting.split_dataset(pictures, 401)


@pytest.mark.parametrize("changed", [
    {"pictures": "200"}, {"pictures": 10**9}, {"epochs": 0}, {"lr": float("nan")}, {"seed": 1.5},
    {"dropout": None}, {"patience": -1},
])  # fmt: skip
def test_settings_that_cannot_be_are_refused(changed):
    for sent in (SENT | changed, None, [], "x"):
        with pytest.raises(TrainingFailed):
            lesson.fitting_args(sent)
        assert list(lesson.stream_run(sent))[-1]["refused"]["zh"]


def test_every_recorded_run_can_be_set_and_trained_again(records):
    html = (ROOT / "demo" / "lessons" / "fitting" / "fitting.html").read_text(encoding="utf-8")
    for record in records.values():
        assert "--lines" in lesson.fitting_args(record["settings"])
        for name, value in record["settings"].items():
            if found := re.search(rf'name="{name}" min="([\d.]+)" max="([\d.]+)"', html):
                assert float(found[1]) <= value <= float(found[2])
            elif found := re.search(rf'name="{name}">(.*?)</select>', html):
                assert value in [float(text) for text in re.findall(">([\\d.]+)<", found[1])]


@pytest.mark.slow
def test_a_run_of_a_visitor_is_the_same_run(patient, pictures):
    *_, end = lesson.stream_run(SENT)
    assert end["over"] and end["lines"] == train_run(pictures)


@pytest.mark.slow
def test_what_the_script_refuses_is_told_in_both_languages(patient):
    *_, end = lesson.stream_run(SENT | {"pictures": 5000})
    for sentence in end["refused"].values():
        assert "there are 400 to learn from" in sentence


def test_no_sentence_is_missing(records):
    for case, verdict in lesson.CASES.items():
        assert f"fitting_why_{case}" in catalogue()
        assert verdict in lesson.VERDICTS
    for verdict in lesson.VERDICTS:
        assert f"fitting_{verdict}" in catalogue() and f"fitting_not_{verdict}" in catalogue()
    for name in {name.split("-")[1] for name in records if "-" in name}:
        means = "size" if name in ("smaller", "larger") else name
        assert f"fitting_{name}" in catalogue() and f"fitting_means_{means}" in catalogue()
    for english, chinese in map(dict.values, catalogue().values()):
        values = [sorted(set(re.findall(r"{(\w+)}", text))) for text in (english, chinese)]
        assert values[0] == values[1]
