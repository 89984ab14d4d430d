"""Photos for the fashion network: their labels, the split by source, the balance, and a run."""

import csv

import numpy as np
import pytest
import torch
from paths import ROOT
from PIL import Image, ImageDraw

from hub import checkpoint
from hub.models import CompactNet
from hub.predict import predict
from training import fashion_mnist, photos

CLASSES = checkpoint.load(checkpoint.BUNDLED / "fashion_mnist").classes
FOLDERS = {     # folder: number of its class
    "t-shirt": 0, "t-shirt-top": 0, "pants": 1, "longsleeve": 2, "Dress": 3, "coat-worn": 4,
    "Ankle boot": 9, "none": 10, "skirt": 10,
}  # fmt: skip


def save_photo(path, seed: int) -> None:
    """Save a photo of a dark piece of cloth on a light floor."""
    rng = np.random.default_rng(seed)
    floor = Image.fromarray(rng.integers(190, 230, (60, 50, 3), np.uint8))
    left, top, right, bottom = (int(v) for v in rng.integers((5, 5, 30, 40), (20, 20, 45, 55)))
    colour = tuple(rng.integers(0, 120, 3).tolist())
    ImageDraw.Draw(floor).rectangle((left, top, right, bottom), fill=colour)
    path.parent.mkdir(parents=True, exist_ok=True)
    floor.save(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Seven photos of each kind."""
    place = tmp_path_factory.mktemp("photos")
    for k, name in enumerate(FOLDERS):
        for n in range(7):
            save_photo(place / name / f"{k}-{n}.jpg", 100 * k + n)
    return place


def write_table(path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), delimiter="\t")
        table.writeheader()
        table.writerows(rows)


def test_folders_are_classes_under_several_names_or_none(folder):
    labels = {path.parent.name: label for path, label in photos.list_labelled(folder, CLASSES)}
    assert labels == FOLDERS


def test_a_table_labels_the_pictures_of_a_folder(tmp_path):
    for n in range(3):
        save_photo(tmp_path / "shoes" / f"{n}.jpg", n)
    write_table(tmp_path / "shoes-labels.tsv", [
        {"file": "shoes/0.jpg", "class": "Sandal"}, {"file": "shoes/2.jpg", "class": "Sneaker"},
    ])  # fmt: skip
    found = photos.list_labelled(tmp_path, CLASSES)
    assert [(path.name, CLASSES[label]) for path, label in found] == [
        ("0.jpg", "Sandal"), ("2.jpg", "Sneaker")
    ]


@pytest.mark.parametrize("fault", ["unknown class", "no picture", "half a picture"])
def test_a_fault_is_named_in_one_sentence(fault, tmp_path):
    save_photo(tmp_path / "coat" / "0.jpg", 0)
    if fault == "unknown class":
        save_photo(tmp_path / "gloves" / "0.jpg", 0)
    if fault == "no picture":
        (tmp_path / "coat" / "0.jpg").unlink()
    if fault == "half a picture":
        (tmp_path / "coat" / "0.jpg").write_bytes((tmp_path / "coat" / "0.jpg").read_bytes()[:200])
    named = {"unknown class": "gloves", "no picture": "Wanted:", "half a picture": r"0\.jpg"}
    with pytest.raises(SystemExit, match=named[fault]) as refusal:
        photos.load_photos([tmp_path], [], CLASSES, 1)
    assert "\n" not in str(refusal.value)


@pytest.mark.slow
def test_training_photos_are_balanced_and_never_held_out_too(folder, monkeypatch):
    monkeypatch.setattr(photos, "PER_CLASS", 12)
    monkeypatch.setattr(photos, "NEGATIVES", 30)
    train, held = photos.load_photos([folder], [folder / "none"], CLASSES, 1)
    counts = train.labels.bincount(minlength=11)
    assert counts[[0, 1, 2, 3, 4, 9, 10]].tolist() == [12] * 6 + [30]
    assert train.images.shape[1:] == (1, 28, 28)
    assert len(held.labels) > 5
    assert 10 in held.labels
    trained = {image.numpy().tobytes() for image in train.images}
    assert not trained & {image.numpy().tobytes() for image in held.images}
    again, _ = photos.load_photos([folder], [folder / "none"], CLASSES, 1)
    assert torch.equal(again.images, train.images)


def test_pictures_cut_from_one_photo_stay_together(tmp_path):
    rows = [
        {"file": f"licensed/coat/{n}.jpg", "repository": "a/b", "path": f"{n // 4}.jpg crop={n}"}
        for n in range(40)
    ]
    write_table(tmp_path / "photos.tsv", rows)
    sources = photos.read_sources([tmp_path / "licensed"])
    held = [photos.is_held_out(sources[(tmp_path / row["file"]).resolve()]) for row in rows]
    assert len({*held}) == 2
    assert all(len({*held[n : n + 4]}) == 1 for n in range(0, 40, 4))


@pytest.mark.slow
def test_a_run_with_photos_starts_from_a_checkpoint_and_can_answer_none(
    folder, tmp_path, monkeypatch
):
    """Its first blocks keep their kernels; temperature and threshold come from photos held out."""
    monkeypatch.setattr(photos, "PER_CLASS", 12)
    monkeypatch.setattr(photos, "NEGATIVES", 30)
    start = tmp_path / "start"
    checkpoint.save(start, CompactNet(CLASSES, [4, 4, 8], [1, 1, 1], [0.286], [0.353]), {}, "")
    flags = ["--recipe", "photos", "--start", start, "--photos", folder, "--dry-run", "--no-board"]
    flags += ["--data-dir", ROOT / "tests" / "data", "--output", tmp_path / "net"]
    fashion_mnist.main([*map(str, flags)])
    old, net = checkpoint.load(start), checkpoint.load(tmp_path / "net")
    assert net.classes == old.classes
    assert net.threshold is not None
    assert torch.equal(net.blocks[0][0].weight, old.blocks[0][0].weight)
    assert not torch.equal(net.fc.weight, old.fc.weight)
    net.calibrate(1.0, 100)
    assert predict(net, torch.zeros(1, 1, 28, 28)).label is None
    assert "--photos DIR" in (tmp_path / "net" / "README.md").read_text()


@pytest.mark.slow
def test_the_mean_of_two_networks_is_tested_without_training(folder, tmp_path, monkeypatch):
    """Every weight is halfway between theirs."""
    monkeypatch.setattr(photos, "PER_CLASS", 12)
    ends = []
    for name in ("start", "tuned"):
        ends.append(CompactNet(CLASSES, [4, 4, 8], [1, 1, 1], [0.286], [0.353]))
        checkpoint.save(tmp_path / name, ends[-1], {}, "")
    flags = ["--recipe", "photos", "--start", tmp_path / "start", "--average", tmp_path / "tuned"]
    flags += ["--epochs", "0", "--photos", folder, "--no-board", "--output", tmp_path / "net"]
    fashion_mnist.main([*map(str, flags), "--data-dir", str(ROOT / "tests" / "data")])
    mean = checkpoint.load(tmp_path / "net")
    assert mean.threshold is not None
    torch.testing.assert_close(mean.fc.weight, (ends[0].fc.weight + ends[1].fc.weight).data / 2)
