"""The Fashion page's handlers: every garment is recognised, uploaded or from the data set."""

import base64
import io
import re
from argparse import Namespace

import gradio as gr
import numpy as np
import pytest
import torch
from paths import ROOT
from PIL import Image

from demo.fashion_mnist import answer, batch, photo, training_pictures
from demo.fashion_mnist import handlers as fashion_mnist
from demo.fashion_mnist.outline import outline_path
from demo.fashion_mnist.photo import EXAMPLES
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
    labels = [answer.api_label(name) for name in names]
    assert labels[:: len(names) - 1] == ["T-shirt/top T恤/上衣", "Ankle boot 短靴"]
    assert all(label.startswith(f"{name} ") for label, name in zip(labels, names, strict=True))


def test_the_page_shows_a_bar_for_each_class_in_a_fixed_order():
    """Each in its own colour and with its own symbol, whichever is the likeliest."""
    names = registry.current("fashion_mnist").net.classes
    shown = [
        answer.answer_value(
            Prediction(dict.fromkeys(names, 0.05) | {best: 0.55}, best if known else None, 1.0),
            Namespace(threshold=2.0))
        for best, known in (("Bag", True), ("Coat", True), ("Coat", False))
    ]
    assert [value["answer"]["zh"] for value in shown] == ["包", "外套", "十类都不是"]
    for value in shown:
        assert [bar["name"]["en"] for bar in value["bars"]] == names
        assert len({bar["colour"] for bar in value["bars"]}) == 10
        assert len({bar["symbol"] for bar in value["bars"]}) == 10
    for value in shown[:2]:
        assert [bar["name"] for bar in value["bars"] if bar["rank"]] == [value["answer"]]
        assert "none" not in value
    reason = shown[2]["none"]["en"]
    assert "Coat" in reason and "1.0" in reason and "2.0" in reason     # what it would need


@pytest.mark.parametrize(("second", "said"), [(0.3, "perhaps a pullover"), (0.1, None)])
def test_a_second_class_is_named_where_it_is_close(second, said):
    probs = {"Coat": 0.6, "Pullover": second, "Bag": 0.05}
    shown = answer.answer_value(Prediction(probs, "Coat", 1.0), Namespace(threshold=None))
    assert (shown["second"] and shown["second"]["en"]) == said


def test_a_photo_of_no_garment_is_answered_with_none(uploaded, monkeypatch):
    """The ten probabilities are there all the same, and the page says what it would need."""
    net = checkpoint.load(checkpoint.BUNDLED / "fashion_mnist")
    for threshold, none in ((-100, False), (100, True)):
        net.calibrate(net.temperature, threshold)
        monkeypatch.setattr(fashion_mnist, "garment_network", lambda *_: Namespace(net=net))
        cat = uploaded((PHOTOS / "cat.jpg").read_bytes())
        (label, _), shown = fashion_mnist.classify(cat), fashion_mnist.answer_photo(cat).answer
        assert (label["label"] == "none") == ("none" in shown) == none
        assert len(label["confidences"]) == 10


def test_the_page_shows_five_steps_as_pictures(uploaded):
    """Down to the 28×28 pixels that the network sees."""
    cat = uploaded((PHOTOS / "cat.jpg").read_bytes())
    (_, pixels), steps = fashion_mnist.classify(cat), fashion_mnist.answer_photo(cat).steps
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


def side_by_side() -> Image.Image:
    """Return a large dark square on the left of a light ground, and a small one on the right."""
    pixels = np.full((120, 200), 230, np.uint8)
    pixels[10:110, 10:100] = 40
    pixels[50:80, 150:180] = 60
    return Image.fromarray(pixels)


@pytest.mark.parametrize(
    ("box", "turns", "width"),
    [(None, 0, 90 / 200), ([0.7, 0.3, 0.95, 0.8], 0, 30 / 200), (None, 1, 100 / 120),
     ([0.95, 0.8, 0.7, 0.3], 0, 30 / 200), ([0.3, 0.05, 0.8, 0.3], 1, 30 / 120)],
)
def test_a_box_and_a_turn_decide_what_is_found(uploaded, box, turns, width):
    """The box is one on the turned photo; the outline lies around what was found."""
    sent = uploaded(side_by_side()) | {"box": box, "turns": turns}
    shown = fashion_mnist.answer_photo(sent).photo
    left, _, right, _ = map(float, shown["box"].split())
    assert right - left == pytest.approx(width, abs=0.05)
    across = [float(x) for x in re.findall(r"([\d.]+) [\d.]+", shown["outline"])]
    assert min(across) / shown["width"] == pytest.approx(left, abs=0.02)
    assert max(across) / shown["width"] == pytest.approx(right, abs=0.02)


@pytest.mark.parametrize(
    "box", ["0,0,1,1", [0, 0, 1], [0, 0, float("nan"), 1], [0.5, 0.5, 0.5, 0.9], [0, "0", 1, 1]])
def test_what_is_no_box_is_left_out(box):
    assert photo.valid_box(box) is None
    assert photo.read_photo({"example": photo.FIRST, "box": box, "turns": "x"})[1:] == (None, 0)


def test_an_outline_goes_once_around_each_part():
    mask = np.zeros((30, 40), bool)
    assert outline_path(mask) == ""
    mask[5:25, 5:15] = mask[5:25, 20:35] = True
    mask[12:18, 24:31] = False          # a hole
    assert outline_path(mask).count("M") == outline_path(mask).count("Z") == 3


def test_the_photo_is_coloured_where_it_counts_for_the_class_asked_about():
    """On the garment: the heat lies on the box around it; each class has a map of its own."""
    sent, found = {"example": photo.FIRST}, fashion_mnist.open_garment({"example": photo.FIRST})
    assert fashion_mnist.explain_class(sent, "fashion_mnist_tutorial", None) == (None, None)
    heats = []
    for name in ("Bag", "Ankle boot"):
        heat, why = fashion_mnist.explain_class(sent, "fashion_mnist_tutorial", {"asked": name})
        assert name in why["title"]["en"] and why["for"]["zh"]
        left, top, right, bottom = found.ink.box
        assert heat["x"] <= left + 1 and heat["y"] <= top + 1
        assert heat["x"] + heat["across"] >= right - 1 and heat["y"] + heat["down"] >= bottom - 1
        assert max(heat["across"], heat["down"]) <= 1.3 * max(right - left, bottom - top)
        heats.append(heat["url"])
    assert heats[0] != heats[1]


def test_similar_pictures_and_the_pair_come_from_the_network():
    """A training picture is the most similar to itself; each side of a pair is of its class."""
    source = registry.current("fashion_mnist_tutorial")
    sheet = training_pictures.similar.load_sheet(training_pictures.SHEET)
    assert sheet.shape == (500, 1, 28, 28)
    ranked = training_pictures.rank_similar(source.net, sheet[120:121])
    assert (ranked[0].index, ranked[0].name) == (120, "Pullover")
    assert sorted(each.index for each in ranked) == list(range(500))
    close = Prediction({"Coat": 0.5, "Pullover": 0.4}, "Coat", 1.0)
    shown = fashion_mnist.explanation.pair_value(source, close, ranked)
    assert [side["name"]["en"] for side in shown["sides"]] == ["Coat", "Pullover"]
    for side in shown["sides"]:
        assert {each["name"]["en"] for each in side["pictures"]} == {side["name"]["en"]}
    confusion = source.run.confusion
    assert str(confusion[4][2]) in shown["confused"]["en"]
    alone = Prediction({"Coat": 0.9, "Pullover": 0.1}, "Coat", 1.0)
    assert fashion_mnist.explanation.pair_value(source, alone, ranked) is None


@pytest.mark.slow
def test_training_garments_are_sorted_by_class():
    net = registry.current("fashion_mnist_tutorial").net
    with torch.inference_mode():
        said = net(training_pictures.similar.load_sheet(training_pictures.SHEET)).argmax(1)
    assert (said == torch.arange(10).repeat_interleave(50)).float().mean() > 0.7


def test_random_test_pictures_are_drawn_again():
    drawn = [fashion_mnist.draw_sample("fashion_mnist") for _ in range(2)]
    assert drawn[0] != drawn[1]
    for picture in drawn[0]["pictures"]:
        assert picture["style"] == ("right" if picture["answer"] == picture["label"] else "wrong")
        assert picture["percent"].endswith("%")


def converted(kind: str) -> bytes:
    """Return the example photo as another file."""
    picture, file = Image.open(photo.PHOTOS / photo.FIRST), io.BytesIO()
    if kind == "CMYK":
        picture.convert("CMYK").save(file, "JPEG", quality=95)
    elif kind == "rotated":             # on its side, and its EXIF data say so
        exif = Image.Exif()
        exif[274] = 6
        picture.transpose(Image.Transpose.ROTATE_90).save(file, "JPEG", quality=95, exif=exif)
    else:
        picture.save(file, kind, quality=95)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["AVIF", "CMYK", "rotated", "WEBP"])
def test_a_photo_is_read_from_files_of_every_kind(uploaded, kind):
    """What is found is what is found in the same photo as a plain JPEG."""
    plain = fashion_mnist.open_garment({"example": photo.FIRST}).mask
    found = fashion_mnist.open_garment(uploaded(converted(kind))).mask
    assert found.shape == plain.shape and (found & plain).sum() > 0.9 * (found | plain).sum()


def test_a_heic_photo_is_refused_in_one_sentence_that_says_what_to_do(uploaded):
    """For programs, for the page, and in the table of many photos."""
    heic = uploaded(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    for call in (fashion_mnist.classify, fashion_mnist.answer_photo):
        with pytest.raises(gr.Error, match=r"HEIC .* JPEG"):
            call(heic)
    assert "HEIC" in batch.classify_file(heic | {"model": "fashion_mnist"})["error"]["zh"]


def test_one_of_many_photos_that_cannot_be_read_is_named_and_the_others_are_answered(uploaded):
    rows = [batch.classify_file(sent) for sent in (
        uploaded(converted("WEBP"), "boot.webp") | {"model": "fashion_mnist"},
        uploaded(b"I am no picture", "text.png") | {"model": "fashion_mnist"},
        uploaded(Image.new("RGB", (60, 60), "teal"), "plain.png") | {"model": "fashion_mnist"},
        {"path": "/etc/hostname", "model": "fashion_mnist"}, {"model": "resnet"}, None,
    )]  # fmt: skip
    assert sum(rows[0]["probs"].values()) == pytest.approx(1, abs=0.01)
    assert rows[0]["label"] in {"none", *rows[0]["probs"]}
    errors = ["cannot be read", "one colour", "not uploaded", "cannot answer", "cannot answer"]
    for row, error in zip(rows[1:], errors, strict=True):
        assert set(row) == {"error"} and error in row["error"]["en"]


@pytest.mark.slow
def test_uploading_a_test_picture_loses_at_most_one_percent(garments):
    inks = [garment_ink(Image.fromarray(g.numpy())).image for g in garments.data]
    for model in fashion_mnist.MODELS:
        net = registry.current(model).net
        with torch.inference_mode():
            plain = net(garments.data[:, None] / 255).argmax(1) == garments.targets
            uploaded = net(torch.cat(inks)).argmax(1) == garments.targets
        assert plain.float().mean() - uploaded.float().mean() <= 0.01
