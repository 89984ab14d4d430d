"""The pages' handlers, called without Gradio: right answers, and one sentence for each mistake."""

import base64
import random
import re

import gradio as gr
import pytest
import torch
from drawings import data_url, on_canvas
from paths import ROOT
from PIL import Image, ImageDraw

from demo import uploads
from demo.fashion_mnist import handlers as fashion_mnist
from demo.feature_maps import page as feature_maps
from demo.i18n import catalogue, class_name
from demo.mnist import handlers as mnist
from demo.networks import registry
from hub.preprocess import drawing_ink

BLANK = Image.new("RGB", (280, 280), "white")


def one() -> Image.Image:
    """A vertical line."""
    picture = BLANK.copy()
    ImageDraw.Draw(picture).line([(140, 40), (135, 240)], fill="black", width=20)
    return picture


@pytest.fixture
def uploaded(tmp_path, monkeypatch):
    """Puts a file where Gradio puts uploads, and returns what the page then sends."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))

    def upload(content, name="file.png"):
        path = tmp_path / name
        content.save(path) if isinstance(content, Image.Image) else path.write_bytes(content)
        return {"path": str(path), "meta": {"_type": "gradio.FileData"}}

    return upload


@pytest.mark.parametrize("drawing", [None, "", data_url(BLANK)])
def test_an_empty_pad_has_no_answer(drawing):
    assert mnist.recognise(drawing) == (None, None)


@pytest.mark.parametrize("model", mnist.MODELS)
def test_a_stroke_is_a_one(model):
    answer, seen = mnist.recognise(data_url(one()), model)
    probs = answer["confidences"]
    assert max(probs, key=probs.get) == answer["label"] == "1"
    assert list(probs) == list("0123456789")
    assert sum(probs.values()) == pytest.approx(1, abs=1e-5)
    assert seen.startswith("data:image/png;base64,")


def test_chalk_on_a_blackboard_is_the_same_drawing():
    chalk = Image.eval(one(), lambda level: 255 - level)
    assert mnist.recognise(data_url(chalk)) == mnist.recognise(data_url(one()))


def test_transparent_paper_is_the_same_drawing():
    clear = one().convert("RGBA")
    clear.putalpha(Image.eval(one().convert("L"), lambda level: 255 - level))
    assert mnist.recognise(data_url(clear)) == mnist.recognise(data_url(one()))


@pytest.mark.slow
@pytest.mark.parametrize("model", mnist.MODELS)
def test_a_digit_anywhere_in_any_size_is_read_as_well_as_in_the_data_set(digits, model):
    """Every sample, pasted at random place and size: at most 1 % worse than plain."""
    dice = random.Random(0)
    net, inks = registry.current(model).net, []
    for digit in digits.data:
        side = dice.randint(42, 280)    # 15 % to 100 % of the pad
        left, top = dice.randint(0, 280 - side), dice.randint(0, 280 - side)
        inks.append(drawing_ink(on_canvas(digit, side, left, top)).image)
    with torch.inference_mode():
        plain = net(digits.data[:, None] / 255).argmax(1) == digits.targets
        pasted = net(torch.cat(inks)).argmax(1) == digits.targets
    assert plain.float().mean() - pasted.float().mean() <= 0.01


@pytest.mark.parametrize(
    "drawing",
    [
        "hello", 7, ["x"], {"a": 1}, "data:image/png;base64,", "data:image/png;base64,!!!",
        "data:image/png;base64," + base64.b64encode(b"no picture").decode(),
        "data:image/svg+xml;base64,PHN2Zy8+", data_url(BLANK)[:200],
        "data:image/png;base64," + "A" * 5_000_000, data_url(Image.new("1", (2049, 1))),
        data_url(Image.new("1", (20_000, 20_000))),
    ],
)  # fmt: skip
def test_a_drawing_that_is_none_is_told_in_a_sentence(drawing):
    with pytest.raises(gr.Error, match="PNG"):
        mnist.recognise(drawing)


def test_unknown_models_are_told_in_a_sentence(uploaded):
    picture = uploaded(one())
    for call in (
        lambda: mnist.recognise(data_url(one()), "resnet"),
        lambda: fashion_mnist.classify(picture, "../mnist"),
        lambda: feature_maps.feature_maps(picture, ["trained"]),
    ):
        with pytest.raises(gr.Error, match="choose one of"):
            call()


BAD_FILES = {
    "empty": (b"", "empty"),
    "text": (b"I am no picture", "cannot be read"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "cannot be read"),
    "half a picture": (None, "cannot be read"),
    "narrow": (Image.new("RGB", (4000, 2)), "pixels"),
    "one pixel": (Image.new("RGB", (1, 1)), "pixels"),
    "very large": (Image.new("1", (9000, 9000)), "pixels"),
    "a bomb": (Image.new("1", (20_000, 20_000)), "more than 50 million"),
    "too long": (Image.new("1", (10_001, 500)), "pixels"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_told_in_a_sentence(uploaded, kind):
    content, sentence = BAD_FILES[kind]
    if content is None:
        whole = base64.b64decode(data_url(Image.effect_noise((80, 80), 90))[22:])
        content = whole[: len(whole) // 2]
    file = uploaded(content)
    for handler in (fashion_mnist.classify, feature_maps.feature_maps):
        with pytest.raises(gr.Error, match=sentence):
            handler(file)


def test_too_many_bytes(uploaded):
    with pytest.raises(gr.Error, match=f"larger than {uploads.MAX_MB} MB"):
        fashion_mnist.classify(uploaded(bytes(uploads.MAX_MB * 1_000_000 + 1)))


@pytest.mark.parametrize("value", [{"path": "/etc/passwd"}, {"path": 3}, "x", {}, {"path": "../x"}])
def test_no_other_file_of_this_machine_is_opened(uploaded, value):
    with pytest.raises(gr.Error, match="not uploaded here"):
        feature_maps.feature_maps(value)


def test_no_picture_no_answer():
    assert fashion_mnist.classify(None) == (None, None)
    assert feature_maps.feature_maps(None) == (None, None, None)


def test_a_picture_of_one_colour_is_no_garment(uploaded):
    with pytest.raises(gr.Error, match="one colour"):
        fashion_mnist.classify(uploaded(Image.new("RGB", (60, 60), "teal")))


def test_the_chinese_browser_is_answered_in_chinese():
    request = gr.Request()
    request.headers = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}
    with pytest.raises(gr.Error, match="绘图"):
        mnist.recognise("hello", "mnist", request)


def test_every_example_garment_is_recognised(uploaded):
    """English name first, both languages, ten probabilities."""
    right = 0
    for path in sorted(fashion_mnist.EXAMPLES.glob("*.png")):
        probs, _ = fashion_mnist.classify(uploaded(path.read_bytes()))
        english = [name.split(" ")[0] for name in probs]
        assert len(probs) == 10
        best = max(probs, key=probs.get)
        right += re.sub(r"[/ ]", "-", best.lower()).startswith(path.stem.split("-", 1)[1][:5])
        assert english[0] == "T-shirt/top"
    assert right >= 9


@pytest.mark.slow
def test_uploading_a_test_picture_loses_at_most_one_percent(garments):
    inks = [fashion_mnist.photo_ink(Image.fromarray(g.numpy())).image for g in garments.data]
    for model in fashion_mnist.MODELS:
        net = registry.current(model).net
        with torch.inference_mode():
            plain = net(garments.data[:, None] / 255).argmax(1) == garments.targets
            uploaded = net(torch.cat(inks)).argmax(1) == garments.targets
        assert plain.float().mean() - uploaded.float().mean() <= 0.01


@pytest.mark.parametrize("weights", feature_maps.WEIGHTS)
def test_feature_maps_are_pictures(uploaded, weights):
    photo = uploaded(Image.open(feature_maps.EXAMPLES / "coffee.jpg"), "coffee.jpg")
    pooled, layer1, layer2 = feature_maps.feature_maps(photo, weights)
    assert min(pooled.size) > 300
    assert layer1.size == (4 * (169 * 2 + 6) + 6, 4 * (92 * 2 + 26) + 6)
    assert layer2.size == (8 * (84 * 2 + 6) + 6, 4 * (46 * 2 + 26) + 6)


def test_words_come_in_pairs_and_are_all_used():
    demo = (path for end in ("py", "html", "js") for path in (ROOT / "demo").rglob(f"*.{end}"))
    files = [ROOT / "app.py", *demo]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    for key, (english, chinese) in ((key, text.values()) for key, text in catalogue().items()):
        assert not re.search(r"[一-鿿]", english), key
        assert re.search(r"[一-鿿]", chinese) or key in ("colours_viridis", "scale_fixed"), key
        family = key.split("_")[0]      # such as pull_away, which is put together: f"pull_{kind}"
        together = f'f"{family}_{{' in source or f"`{family}_${{" in source     # or `pull_${kind}`
        assert re.search(rf'''["']{key}["']''', source) or f"<!-- {key} -->" in source or key.split("_")[0] in ["step", "class", "weights", "shape", "colours", "scale", "order", "pooled", "label"] or together, key
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", chinese)), key


def test_every_fashion_class_has_its_chinese_name():
    for name in registry.current("fashion_mnist").net.classes:
        assert class_name(name).startswith(f"{name} ") and re.search(r"[一-鿿]", class_name(name))
