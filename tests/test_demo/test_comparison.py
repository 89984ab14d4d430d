"""Test a comparison on the feature-map page: two sides, one colour scale, the same number."""

import gradio as gr
import numpy as np
import pytest
import torch
from paths import ROOT
from PIL import Image

from demo.feature_maps import comparison, comparison_titles, inspector_figures
from demo.feature_maps.activations import compute_activations
from demo.feature_maps.comparison import compare_activations
from demo.feature_maps.inspector_handlers import Inspector
from demo.feature_maps.inspector_outputs import all_outputs
from demo.feature_maps.other_side import OtherSide
from demo.feature_maps.selection import COMPARISONS, EPOCHS, Selection
from hub import checkpoint, kernel_history

PHOTOS = ROOT / "demo" / "examples" / "photos"
CAT, COFFEE = Image.open(PHOTOS / "cat.jpg"), Image.open(PHOTOS / "coffee.jpg")
OTHER = OtherSide(*(f"other_{name}" for name in OtherSide._fields))
NAMED = Inspector(*Inspector._fields)._replace(other=OTHER)


def compare(**settings):
    return compare_activations(CAT, COFFEE, Selection(side=90, **settings))


def kernels(activations):
    return next(step for step in activations.path if step.kind == "conv").layer.weight


@pytest.mark.parametrize("kind", COMPARISONS[1:])
def test_both_sides_are_computed_and_shown(kind):
    activations = compare(compare=kind)
    left, right = activations, activations.other
    alone = compute_activations(CAT, Selection(side=90))
    if kind != "epoch":         # a comparison leaves the left side as it was
        assert torch.equal(left.output, alone.output)
    assert left.output.shape != right.output.shape or not torch.equal(left.output, right.output)
    updates = all_outputs(NAMED, activations)
    assert updates["other_mosaic"]["src"] != updates["mosaic"]["src"]
    assert updates["other_left_title"] != updates["other_right_title"]
    assert "table" in updates["other_trace"]
    assert all(updates[name] for name in OTHER)
    cleared = all_outputs(NAMED, alone)
    assert [cleared[name] for name in OTHER] == [None] * len(OTHER)


def test_random_and_trained_change_sides_with_the_choice():
    left_trained, left_random = (compare(compare="random", weights=name)
                                 for name in ("trained", "random"))
    assert torch.equal(kernels(left_trained), kernels(left_random.other))
    assert torch.equal(kernels(left_trained.other), kernels(left_random))


@pytest.mark.parametrize("network", ["mnist", "fashion_mnist_tutorial"])
def test_random_weights_of_any_network_follow_from_their_seed(network):
    trained = compute_activations(CAT, Selection(network=network))
    state = torch.get_rng_state()
    first, again, other = (compare(compare="random", network=network, seed=seed).other
                           for seed in (1, 1, 2))
    assert torch.equal(torch.get_rng_state(), state)
    assert torch.equal(first.output, again.output)
    assert not torch.equal(first.output, other.output)
    assert not torch.equal(kernels(first), kernels(trained))


def test_epochs_are_those_of_the_recorded_training():
    recorded = kernel_history.load_epochs(checkpoint.BUNDLED / "feature_maps")
    assert (0, len(recorded) - 1) == EPOCHS
    activations = compare(compare="epoch", epoch=0, other_epoch=3, network="mnist")
    for side, epoch in ((activations, 0), (activations.other, 3)):
        torch.testing.assert_close(kernels(side), recorded[epoch]["conv1.weight"])


@pytest.mark.parametrize("scale", ["map", "layer", "fixed"])
@pytest.mark.parametrize("colours", ["grey", "diverging"])
def test_equal_numbers_have_equal_colours_on_both_sides(scale, colours):
    few = torch.tensor([[[0.0, 1.0, 4.0]]])
    many = torch.tensor([[[1.0, 2.0, 9.0]], [[5.0, 5.0, 6.0]]])
    ends = [comparison.shared_limits(*maps, scale, colours) for maps in ((few, many), (many, few))]
    for left, right in zip(*ends):
        assert left[0] == right[0]      # those with the same number, and so in every scale
        if scale != "map":
            assert right[1] == right[0]
    activations = compare(compare="random", scale=scale, colours=colours)
    sides = activations, activations.other
    for side in sides:
        assert inspector_figures.layer_shades(side).shape == side.output.shape
    values = np.concatenate([side.output[4].numpy().ravel() for side in sides])
    shades = np.concatenate([inspector_figures.layer_shades(side)[4].ravel() for side in sides])
    ordered = shades[np.argsort(values)].astype(int)
    assert (np.diff(ordered) >= 0).all()


def test_the_same_number_is_chosen_on_both_sides():
    activations = compare(compare="network").at(map=3, row=4, column=5)
    assert activations.cell == activations.other.cell == (4, 5)
    assert activations.channel == activations.other.channel == 2
    beyond = activations.at(row=40, column=80)      # the right side is smaller: its nearest one
    assert beyond.cell == (23, 44)
    assert beyond.other.cell == (11, 11)


def test_a_step_that_the_other_network_lacks_is_named():
    left, right = comparison_titles.describe_sides(compare(compare="network", other="mnist"))
    assert "pool1" in left["en"] and "(" not in left["en"]
    assert "mnist: relu1" in right["en"] and "no pool1" in right["en"]


@pytest.mark.parametrize("setting", [{"compare": "all"}, {"compare": "network", "other": "resnet"}])
def test_an_unknown_comparison_is_told_in_a_sentence(setting):
    with pytest.raises(gr.Error, match="choose one of"):
        compare(**setting)
