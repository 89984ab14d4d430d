"""The app prefers a finished run of this machine, says so, and can go back to the bundled one."""

import gradio as gr
import pytest
from own_run import save_run

from demo.i18n import catalogue
from demo.networks import choice, own, picker, registry
from demo.training_runs.choice import run_choices, run_source
from hub import own_runs

RUN = "mnist/fast/20261127-201530"
OURS = ("mnist", "mnist_tutorial")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A folder of runs, and an app that has just started."""
    monkeypatch.setenv(own_runs.VARIABLE, str(tmp_path))
    monkeypatch.setattr(registry, "_current", {})
    return tmp_path


def test_a_finished_run_answers_and_the_line_says_so(root):
    save_run(root, RUN, "mnist_tutorial")
    found = registry.current("mnist")
    assert (found.origin, found.name) == ("own", "mnist/fast 2026-11-27 20:15")
    line, note = picker.status_lines(found)
    assert "99.1%" in line
    assert "from_own" in line
    assert not note
    assert "trained" in catalogue()["from_own"]["en"]
    assert registry.current("mnist_tutorial").origin == "bundled"


def test_one_choice_goes_back_to_the_bundled_network(root):
    """It is offered only beside a run, and valid in every link."""
    assert len(registry.labelled_choices(*OURS)) == 2
    registry._current.clear()
    save_run(root, RUN, "mnist_tutorial")
    values = [value for _, value in registry.labelled_choices(*OURS)]
    assert values == ["mnist", "bundled:mnist", "mnist_tutorial"]
    back = choice.network_for("bundled:mnist", OURS, "mnist")
    assert (back.origin, back.name) == ("bundled", "mnist")
    assert type(back.net) is not type(choice.network_for("mnist", OURS, "mnist").net)
    assert choice.network_for("bundled:feature_maps", ("trained",), "feature_maps").net


def test_an_address_in_the_environment_comes_first(root, monkeypatch):
    """Until the Hub has answered, the bundled network does, as before."""
    save_run(root, RUN, "mnist_tutorial")
    monkeypatch.setenv("CONVLENS_MNIST", "alice/net")
    found = registry.current("mnist")
    assert (found.origin, found.wanted) == ("bundled", "alice/net")


def test_a_run_that_cannot_be_used_is_named_and_passed_over(root, capsys):
    """Broken weights, and a network of another kind; the next run answers."""
    save_run(root, RUN, "mnist_tutorial")
    (save_run(root, "mnist/fast/20261128-000001") / "model.safetensors").write_bytes(b"broken")
    save_run(root, "mnist/wide/20261128-000002", "feature_maps")
    assert registry.current("mnist").name.startswith("mnist/fast 2026-11-27")
    said = capsys.readouterr().err
    assert "mnist/fast/20261128-000001 cannot be used" in said
    assert "mnist/wide/20261128-000002 cannot be used" in said


def test_the_training_page_lists_finished_runs(root):
    """Those on part of the pictures are trials, and an unfinished one may still be written."""
    save_run(root, RUN, "mnist_tutorial")
    save_run(root, "mnist/fast/20261128-000003", flags={"epochs": 9})
    listed = [value for _, value in run_choices([], []) if value.startswith(own.RUN)]
    assert listed == [own.RUN + RUN]
    assert run_source(own.RUN + RUN).run.facts["accuracy"] == "0.9911"
    for unknown in (own.RUN + "mnist/fast/20261128-000003", own.RUN + "../../hub", own.RUN, "run"):
        with pytest.raises(gr.Error):
            run_source(unknown)
    with pytest.raises(gr.Error):
        choice.network_for(own.RUN + RUN, ("trained",), "feature_maps")
