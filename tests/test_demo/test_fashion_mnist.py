"""The Fashion page's handlers: every garment is recognised, uploaded or from the data set."""

import re

import gradio as gr
import pytest
import torch
from PIL import Image

from demo.fashion_mnist import handlers as fashion_mnist
from demo.fashion_mnist.page import EXAMPLES
from demo.networks import registry
from hub.preprocess import photo_ink


def test_unknown_models_are_told_in_a_sentence(uploaded):
    with pytest.raises(gr.Error, match="choose one of"):
        fashion_mnist.classify(uploaded(Image.new("RGB", (280, 280), "white")), "../mnist")


def test_no_picture_no_answer():
    assert fashion_mnist.classify(None) == (None, None)


def test_a_picture_of_one_colour_is_no_garment(uploaded):
    with pytest.raises(gr.Error, match="one colour"):
        fashion_mnist.classify(uploaded(Image.new("RGB", (60, 60), "teal")))


def test_every_example_garment_is_recognised(uploaded):
    """With ten probabilities, in the order of the classes."""
    right = 0
    for path in sorted(EXAMPLES.glob("*.png")):
        probs, _ = fashion_mnist.classify(uploaded(path.read_bytes()))
        assert len(probs) == 10
        best = max(probs, key=probs.get)
        right += re.sub(r"[/ ]", "-", best.lower()).startswith(path.stem.split("-", 1)[1][:5])
        assert next(iter(probs)) == "T-shirt/top"
    assert right >= 9


def test_a_program_gets_the_labels_in_both_languages_english_first():
    names = registry.current("fashion_mnist").net.classes
    labels = fashion_mnist.api_labels(dict.fromkeys(names, 0.1))
    assert [*labels][:: len(names) - 1] == ["T-shirt/top T恤/上衣", "Ankle boot 短靴"]
    assert all(label.startswith(f"{name} ") for label, name in zip(labels, names, strict=True))


def test_the_page_shows_a_bar_for_each_class_in_a_fixed_order():
    """Each in its own colour and with its own symbol, whichever is the likeliest."""
    names = registry.current("fashion_mnist").net.classes
    shown = [fashion_mnist.answer_value(dict.fromkeys(names, 0.05) | {best: 0.55})
             for best in ("Bag", "Coat")]
    assert [value["answer"]["zh"] for value in shown] == ["包", "外套"]
    for value in shown:
        assert [bar["name"]["en"] for bar in value["bars"]] == names
        assert len({bar["colour"] for bar in value["bars"]}) == 10
        assert len({bar["symbol"] for bar in value["bars"]}) == 10
        first = [bar["name"] for bar in value["bars"] if bar["rank"]]
        assert first == [value["answer"]]
    assert fashion_mnist.answer_value(None) is None


@pytest.mark.slow
def test_uploading_a_test_picture_loses_at_most_one_percent(garments):
    inks = [photo_ink(Image.fromarray(g.numpy())).image for g in garments.data]
    for model in fashion_mnist.MODELS:
        net = registry.current(model).net
        with torch.inference_mode():
            plain = net(garments.data[:, None] / 255).argmax(1) == garments.targets
            uploaded = net(torch.cat(inks)).argmax(1) == garments.targets
        assert plain.float().mean() - uploaded.float().mean() <= 0.01
