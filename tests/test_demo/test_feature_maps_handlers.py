"""The feature-map page's endpoint: pictures of the right sizes, and sentences for mistakes."""

import gradio as gr
import pytest
from PIL import Image

from demo.feature_maps import handlers as feature_maps
from demo.feature_maps.activations import answering_network
from demo.feature_maps.page import EXAMPLES
from demo.feature_maps.selection import WEIGHTS


def test_unknown_weights_are_told_in_a_sentence(uploaded):
    with pytest.raises(gr.Error, match="choose one of"):
        feature_maps.feature_maps(uploaded(Image.new("RGB", (280, 280), "white")), ["trained"])


def test_no_picture_no_answer():
    assert feature_maps.feature_maps(None) == (None, None, None)


@pytest.mark.parametrize("weights", WEIGHTS)
def test_feature_maps_are_pictures(uploaded, weights):
    photo = uploaded(Image.open(EXAMPLES / "coffee.jpg"), "coffee.jpg")
    pooled, layer1, layer2 = feature_maps.feature_maps(photo, weights)
    assert min(pooled.size) > 300
    assert layer1.size == (4 * (169 * 2 + 6) + 6, 4 * (92 * 2 + 26) + 6)
    assert layer2.size == (8 * (84 * 2 + 6) + 6, 4 * (46 * 2 + 26) + 6)


@pytest.mark.parametrize("network", ["x", ["mnist"], {}, None, 3])
def test_a_network_that_does_not_exist_is_told_in_a_sentence(network):
    with pytest.raises(gr.Error, match="choose one of"):
        answering_network("trained", network)
