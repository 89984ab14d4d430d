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

PHOTOS = EXAMPLES.parent / "photos"


def test_unknown_models_are_told_in_a_sentence(uploaded):
    with pytest.raises(gr.Error, match="choose one of"):
        fashion_mnist.classify(uploaded(Image.new("RGB", (280, 280), "white")), "../mnist")


def test_no_picture_no_answer():
    assert fashion_mnist.classify(None) == (None, None)
    assert fashion_mnist.show_steps(None) is None


def test_a_picture_of_one_colour_is_no_garment(uploaded):
    with pytest.raises(gr.Error, match="one colour"):
        fashion_mnist.classify(uploaded(Image.new("RGB", (60, 60), "teal")))


def test_every_example_garment_is_recognised(uploaded):
    """English name first, both languages, ten probabilities."""
    right = 0
    for path in sorted(EXAMPLES.glob("*.png")):
        label, *_ = fashion_mnist.classify(uploaded(path.read_bytes()))
        probs = label["confidences"]
        english = [name.split(" ")[0] for name in probs]
        assert len(probs) == 10
        answer = re.sub(r"[/ ]", "-", label["label"].lower())
        right += answer.startswith(path.stem.split("-", 1)[1][:5])
        assert english[0] == "T-shirt/top"
    assert right >= 9


def test_a_photo_of_no_garment_is_answered_with_none(uploaded, monkeypatch):
    """The ten probabilities are there all the same, and the steps say that it is none."""
    net = checkpoint.load(checkpoint.BUNDLED / "fashion_mnist")
    for threshold, none in ((-100, False), (100, True)):
        net.calibrate(net.temperature, threshold)
        monkeypatch.setattr(fashion_mnist, "garment_network", lambda *_: Namespace(net=net))
        photo = uploaded((PHOTOS / "cat.jpg").read_bytes())
        (label, _), steps = fashion_mnist.classify(photo), fashion_mnist.show_steps(photo)
        assert (label["label"] == "none") == steps["none"] == none
        assert len(label["confidences"]) == 10


def test_the_page_shows_five_steps_as_pictures(uploaded):
    """Down to the 28×28 pixels that the network sees."""
    photo = uploaded((PHOTOS / "cat.jpg").read_bytes())
    (_, pixels), steps = fashion_mnist.classify(photo), fashion_mnist.show_steps(photo)
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
