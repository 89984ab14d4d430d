"""Every script trains on a folder of your own pictures, and the app uses the network."""

import json
import warnings

import numpy as np
import pytest
import torch
from drawings import data_url
from PIL import Image, ImageDraw

from demo.mnist import handlers
from demo.networks import registry
from hub import checkpoint
from hub.preprocess import drawing_ink, picture_ink
from training import data, fashion_mnist, feature_maps, image_folders, mnist
from training.report import charts, render

THREE = ("circle", "cross", "三角")
VARIANTS = [    # image modes, file types and sizes in common use
    ("L", "png", 28), ("RGB", "jpg", 150), ("RGBA", "png", 64), ("P", "png", 40), ("1", "bmp", 90),
    ("I;16", "png", 50),
]  # fmt: skip


def draw_shape(name: str, side: int, seed: int) -> Image.Image:
    """Draw a shape, dark on light, somewhere on its paper."""
    rng = np.random.default_rng(seed)
    size = int(side * rng.uniform(0.5, 0.8))
    left, top = (int(v) for v in rng.uniform(0, side - size, 2))
    box = (left, top, left + size, top + size)
    picture = Image.new("L", (side, side), 255)
    draw, pen = ImageDraw.Draw(picture), max(2, side // 14)
    if name == "circle":
        draw.ellipse(box, outline=0, width=pen)
    elif name == "cross":
        draw.line(box, fill=0, width=pen)
        draw.line((left, top + size, left + size, top), fill=0, width=pen)
    else:
        draw.polygon([(left + size // 2, top), box[2:], (left, top + size)], outline=0, width=pen)
    return picture


def save_pictures(folder, names, count: int, seed: int = 0) -> None:
    """Save `count` pictures of each class, in all VARIANTS."""
    for k, name in enumerate(names):
        (folder / name).mkdir(parents=True)
        for n in range(count):
            mode, kind, side = VARIANTS[n % len(VARIANTS)]
            picture = draw_shape(THREE[k % 3], side, seed + 1000 * k + n)
            if mode == "I;16":
                picture = Image.fromarray(np.asarray(picture, np.uint16) * 257)
            elif mode != "L":
                picture = picture.convert(mode)
            picture.save(folder / name / f"{n:03}.{kind}")


def words(*flags) -> list[str]:
    return [str(flag) for flag in flags]


@pytest.mark.slow
def test_three_shapes_are_learned_and_the_pad_answers_with_their_names(
    tmp_path, monkeypatch, capsys
):
    """Without a test/ folder every tenth picture of each class is kept, and this is printed."""
    save_pictures(tmp_path / "shapes", THREE, 40)
    flags = ["--data-dir", tmp_path / "shapes", "--epochs", 3, "--batch-size", 8, "--no-board"]
    mnist.main(words(*flags, "--output", tmp_path / "checkpoints" / "mnist"))
    said = capsys.readouterr().out
    assert "12 of 120 pictures" in said
    assert "18 pictures 65535 was taken for white" in said
    metrics = checkpoint.load_metrics(tmp_path / "checkpoints" / "mnist")
    assert list(metrics["recall"]) == sorted(THREE)
    assert metrics["accuracy"] > 0.7

    monkeypatch.setattr(checkpoint, "BUNDLED", tmp_path / "checkpoints")
    monkeypatch.setattr(registry, "_current", {})
    drawings = [(name, draw_shape(name, 280, seed)) for name in THREE for seed in range(900, 905)]
    right = 0
    for name, drawing in drawings:
        label, _ = handlers.recognise(data_url(drawing), "mnist")
        assert set(label["confidences"]) == set(THREE)
        right += label["label"] == name
    assert right / len(drawings) > 0.7


@pytest.mark.slow
@pytest.mark.parametrize("script", [mnist, fashion_mnist, feature_maps])
def test_37_classes_of_any_size_train_in_every_script(script, tmp_path, capfd):
    """With Chinese names and spaces; board, card and pictures print no warning."""
    names = ["一 号", "a|b", *(f"class {n}" for n in range(35))]
    for part, count in (("train", 3), ("test", 1)):
        save_pictures(tmp_path / "own" / part, names, count, seed=len(part))
    flags = ["--data-dir", tmp_path / "own", "--dry-run", "--log-dir", tmp_path / "runs"]
    flags += [] if script is fashion_mnist else ["--no-board"]      # one will tell
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        script.main(words(*flags, "--device", "cpu", "--output", tmp_path / "net"))
    assert capfd.readouterr().err == ""
    net, metrics = checkpoint.load(tmp_path / "net"), checkpoint.load_metrics(tmp_path / "net")
    assert net.classes == sorted(names)
    assert np.shape(metrics["confusion"]) == (37, 37)
    assert metrics["dataset"] == "own"
    card = (tmp_path / "net" / "README.md").read_text()
    assert "pictures of your own" in card
    assert "| a\\|b |" in card
    assert (tmp_path / "net" / "runs").is_dir() == (script is fashion_mnist)
    assert json.loads((tmp_path / "net" / "config.json").read_text())["classes"] == sorted(names)


def test_a_picture_is_preprocessed_as_in_the_app(tmp_path):
    """Any mode and size gives the same centred ink."""
    save_pictures(tmp_path / "own" / "train", ("a", "b"), len(VARIANTS))
    save_pictures(tmp_path / "own" / "test", ("a", "b"), 1)
    train, _ = data.load_dataset("MNIST", tmp_path / "own")
    path = tmp_path / "own" / "test" / "a" / "000.png"
    ink = drawing_ink(picture_ink(Image.open(path))).image[0]
    preprocessed = image_folders.preprocess_drawing(Image.open(path))
    assert torch.equal(preprocessed, (ink * 255).round().byte())
    assert train.images.shape == (12, 1, 28, 28)
    assert all(image[0, 0].max() == 0 for image in train.images)      # the paper became black
    assert all(image.max() == 255 for image in train.images)


def test_chinese_names_are_drawn_if_a_font_has_them():
    if len(render.installed_fonts()) == 1:
        pytest.skip("no font with Chinese letters: `apt-get install fonts-noto-cjk`")
    counts = [[1, 0], [0, 1]]
    one, other = (render.to_pixels(charts.confusion_matrix(counts, [name, "b"])) for name in "猫狗")
    assert not np.array_equal(one, other)       # without a font both would be the same box


def spoil(folder, what: str) -> None:
    """Spoil a folder of good pictures."""
    if what == "no training pictures":
        (folder / "train").rename(folder / "else")
    elif what == "other classes":
        (folder / "test" / "circle").rename(folder / "test" / "round")
    elif what == "an empty class":
        for path in (folder / "train" / "circle").iterdir():
            path.unlink()
    elif what == "half a picture":
        path = folder / "train" / "cross" / "001.jpg"
        path.write_bytes(path.read_bytes()[:500])
    elif what == "no picture":
        (folder / "train" / "cross" / "000.png").write_text("hello")
    elif what == "one class":
        (folder / "train" / "circle").rename(folder / "else")
        (folder / "train" / "三角").rename(folder / "other")
    elif what == "a name that is code":
        (folder / "train" / "circle").rename(folder / "train" / "${x}")
    elif what == "too few":
        for n, part in enumerate(("train", "test")):
            (folder / part).rename(folder.parent / f"{n}")
        save_pictures(folder, ("a", "b"), 1)


@pytest.mark.parametrize(
    ("what", "message"),
    [("no training pictures", "Wanted: .*train"), ("other classes", "circle, round"),
     ("an empty class", "circle holds no picture"), ("half a picture", r"001\.jpg is no whole"),
     ("no picture", r"000\.png is no whole"), ("one class", "one class only, cross"),
     ("a name that is code", "none of"), ("too few", "one picture")],
)  # fmt: skip
def test_a_faulty_folder_is_refused_with_one_sentence(what, message, tmp_path):
    for part in ("train", "test"):
        save_pictures(tmp_path / "own" / part, THREE, 2)
    spoil(tmp_path / "own", what)
    with pytest.raises(SystemExit, match=message) as refusal:
        data.load_dataset("MNIST", tmp_path / "own")
    assert "\n" not in str(refusal.value)
