"""The Fashion page's handlers: every garment is recognised, uploaded or from the data set."""

import base64
import io
import re
from argparse import Namespace

import gradio as gr
import pytest
import torch
from paths import ROOT
from PIL import Image

from demo.fashion_mnist import handlers as fashion_mnist
from demo.fashion_mnist.page import EXAMPLES
from demo.networks import registry
from hub import checkpoint
from hub.garment import garment_ink
from hub.predict import Prediction

PHOTOS = EXAMPLES.parent / "photos"


def test_unknown_models_are_told_in_a_sentence(uploaded):
    with pytest.raises(gr.Error, match="choose one of"):
        fashion_mnist.classify(uploaded(Image.new("RGB", (280, 280), "white")), "../mnist")


def test_no_picture_no_answer():
    assert fashion_mnist.classify(None) == (None, None)
    assert fashion_mnist.answer_photo(None) == (None, None, None)


def test_a_picture_of_one_colour_is_no_garment(uploaded):
    with pytest.raises(gr.Error, match="one colour"):
        fashion_mnist.classify(uploaded(Image.new("RGB", (60, 60), "teal")))


def test_every_example_garment_is_recognised(uploaded):
    """With ten probabilities, in the order of the classes."""
    right = 0
    for path in sorted(EXAMPLES.glob("*.png")):
        label, _ = fashion_mnist.classify(uploaded(path.read_bytes()))
        probs = label["confidences"]
        assert len(probs) == 10
        answer = re.sub(r"[/ ]", "-", label["label"].lower())
        right += answer.startswith(path.stem.split("-", 1)[1][:5])
        assert next(iter(probs)) == "T-shirt/top T恤/上衣"
    assert right >= 9


def test_a_program_gets_the_labels_in_both_languages_english_first():
    names = registry.current("fashion_mnist").net.classes
    labels = [fashion_mnist.api_label(name) for name in names]
    assert labels[:: len(names) - 1] == ["T-shirt/top T恤/上衣", "Ankle boot 短靴"]
    assert all(label.startswith(f"{name} ") for label, name in zip(labels, names, strict=True))


def test_the_page_shows_a_bar_for_each_class_in_a_fixed_order():
    """Each in its own colour and with its own symbol, whichever is the likeliest."""
    names = registry.current("fashion_mnist").net.classes
    shown = [
        fashion_mnist.answer_value(
            Prediction(dict.fromkeys(names, 0.05) | {best: 0.55}, best if known else None, 1.0))
        for best, known in (("Bag", True), ("Coat", True), ("Coat", False))
    ]
    assert [value["answer"]["zh"] for value in shown] == ["包", "外套", "十类都不是"]
    for value in shown:
        assert [bar["name"]["en"] for bar in value["bars"]] == names
        assert len({bar["colour"] for bar in value["bars"]}) == 10
        assert len({bar["symbol"] for bar in value["bars"]}) == 10
    for value in shown[:2]:
        assert [bar["name"] for bar in value["bars"] if bar["rank"]] == [value["answer"]]


def test_a_photo_of_no_garment_is_answered_with_none(uploaded, monkeypatch):
    """The ten probabilities are there all the same, and the steps say that it is none."""
    net = checkpoint.load(checkpoint.BUNDLED / "fashion_mnist")
    for threshold, none in ((-100, False), (100, True)):
        net.calibrate(net.temperature, threshold)
        monkeypatch.setattr(fashion_mnist, "garment_network", lambda *_: Namespace(net=net))
        photo = uploaded((PHOTOS / "cat.jpg").read_bytes())
        (label, _), steps = fashion_mnist.classify(photo), fashion_mnist.answer_photo(photo).steps
        assert (label["label"] == "none") == steps["none"] == none
        assert len(label["confidences"]) == 10


def test_the_page_shows_five_steps_as_pictures(uploaded):
    """Down to the 28×28 pixels that the network sees."""
    photo = uploaded((PHOTOS / "cat.jpg").read_bytes())
    (_, pixels), steps = fashion_mnist.classify(photo), fashion_mnist.answer_photo(photo).steps
    urls = [steps[name] for name in ("found", "trimmed", "scaled", "grey", "inverted")]
    sizes = [Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))).size for url in urls]
    assert max(sizes[2]) == max(sizes[3]) == 28
    assert urls[4] == pixels


def test_peoples_own_clothes_are_recognised(uploaded):
    """On a carpet, a parquet floor, red cloth, a hanger; as a pair; white on a darker ground."""
    right = 0
    for path in sorted((ROOT / "tests" / "data" / "garments").glob("*/*.jpg")):
        label, *_ = fashion_mnist.classify(uploaded(path.read_bytes(), path.name))
        answer = re.sub(r"[/ ]", "-", label["label"].lower())
        right += answer.startswith(path.parent.name)
    assert right >= 7


@pytest.mark.slow
def test_uploading_a_test_picture_loses_at_most_one_percent(garments):
    inks = [garment_ink(Image.fromarray(g.numpy())).image for g in garments.data]
    for model in fashion_mnist.MODELS:
        net = registry.current(model).net
        with torch.inference_mode():
            plain = net(garments.data[:, None] / 255).argmax(1) == garments.targets
            uploaded = net(torch.cat(inks)).argmax(1) == garments.targets
        assert plain.float().mean() - uploaded.float().mean() <= 0.01
