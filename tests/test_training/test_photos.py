"""Photos for the fashion network: their labels, the split by source, the balance, and a run."""

import csv
from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest
import torch
from paths import ROOT
from PIL import Image, ImageDraw

from hub import checkpoint
from hub.models import CompactNet
from hub.predict import predict
from training import data, fashion_mnist, photo_views, photos, side_channels, side_training

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
        photos.load_photos([tmp_path], [], CLASSES)
    assert "\n" not in str(refusal.value)


@pytest.mark.slow
def test_training_photos_are_balanced_and_never_held_out_too(folder, tmp_path):
    cache = tmp_path / "photos.safetensors"
    (train, folders), held = photos.load_photos([folder], [folder / "none"], CLASSES, cache)
    assert len(held.labels) > 5
    assert 10 in held.labels
    kept = [image.numpy().tobytes() for image in train.images]
    assert not {*kept} & {image.numpy().tobytes() for image in held.images}
    assert len({*kept}) > len({path for path in folder.rglob("*.jpg")})     # several views of each
    drawn = photo_views.balance(train, folders, 111, 1)
    counts = drawn.labels.bincount(minlength=11)
    assert counts.sum() == 111
    assert counts[[0, 1, 2, 3, 4, 9]].float().sub(111 / 11).abs().max() < 1
    assert abs(counts[10] - 5 * 111 / 11) < 1
    (again, _), _ = photos.load_photos([folder], [folder / "none"], CLASSES, cache)
    assert torch.equal(again.images, train.images)
    assert torch.equal(photo_views.balance(train, folders, 111, 1).images, drawn.images)


def test_photos_of_a_small_folder_count_beside_those_of_a_large_one():
    """Of 400 pictures on a bed and 4 that are worn, a tenth of those drawn is worn."""
    images = torch.cat([torch.zeros(400, 1, 28, 28), torch.full((4, 1, 28, 28), 255)]).byte()
    train = data.LabelledImages("photos", images, torch.zeros(404).long(), CLASSES)
    drawn = photo_views.balance(train, [Path("bed")] * 400 + [Path("worn")] * 4, 3000, 1)
    worn = (drawn.images.flatten(1).amax(1) > 0).float().mean()
    assert 0.07 < worn < 0.12


@pytest.fixture
def small():
    """A small network with statistics of its own, and the same, widened by random channels."""
    torch.manual_seed(1)
    old = CompactNet(CLASSES, [4, 6, 8], [2, 2, 2], [0.286], [0.353]).train()
    old(torch.rand(50, 1, 28, 28))
    old.eval().requires_grad_(False)
    side, net = side_channels.SideNet(old, [2, 3]), side_channels.widen(old, [2, 3]).eval()
    torch.nn.init.normal_(side.fc.weight)
    side_training.copy_weights(side.eval(), net, back=True)
    return old, side, net


@torch.no_grad()
def test_a_widened_network_adds_the_new_channels_logits_to_the_old_ones(small):
    old, side, net = small
    images = torch.rand(5, 1, 28, 28)
    inputs, logits = side_channels.OldChannels(old, torch.float32).compute(images)
    torch.testing.assert_close(logits, old(images) / side_channels.SHARPEN)
    torch.testing.assert_close(net(images), logits + side(inputs), rtol=1e-4, atol=1e-4)
    assert not torch.allclose(net(images), logits)
    other = side_channels.SideNet(old, [2, 3]).eval()
    side_training.copy_weights(other, net)
    torch.testing.assert_close(other(inputs), side(inputs))


def test_the_own_data_set_asks_for_no_change_whatever_its_labels(small):
    """Of the first pictures of a batch no label changes the loss; nothing added is the least."""
    old, side, _ = small
    kept, images = side_channels.OldChannels(old, torch.float32), torch.rand(8, 1, 28, 28)
    flags = Namespace(device=torch.device("cpu"), label_smoothing=0.1)

    def loss(labels: torch.Tensor, known: int = 4) -> float:
        return side_training.compute_loss(kept, side, images, labels, known, flags)[0].item()

    labels = torch.arange(8)
    relabelled = torch.cat([labels[:4].flip(0), labels[4:]])
    added = loss(labels)
    assert loss(relabelled) == added != loss(labels.flip(0))
    torch.nn.init.zeros_(side.fc.weight)
    assert loss(labels) != added
    learned = torch.nn.functional.cross_entropy(
        torch.nn.functional.pad(kept.compute(images)[1][4:], (0, 1)), labels[4:],
        label_smoothing=0.1,
    )  # fmt: skip
    assert loss(labels) == pytest.approx(learned.item())


def test_a_sixth_of_a_batch_are_pictures_of_the_own_data_set():
    images = torch.cat([torch.zeros(50, 1, 28, 28), torch.full((50, 1, 28, 28), 255)]).byte()
    both = data.LabelledImages("both", images, torch.arange(100), CLASSES)
    drawn, labels, known = side_training.draw_batch(both, 60)
    assert known == 10
    assert torch.equal(labels >= 50, torch.arange(60) >= known)
    assert torch.equal(drawn.flatten(1).amax(1) == 1, labels >= 50)


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
def test_a_run_with_photos_widens_a_checkpoint_and_can_answer_none(folder, tmp_path):
    """Its old channels keep their kernels; temperature and threshold are of photos held out."""
    start = tmp_path / "start"
    checkpoint.save(start, CompactNet(CLASSES, [4, 40, 80], [2, 2, 2], [0.286], [0.353]), {}, "")
    flags = ["--recipe", "photos", "--start", start, "--photos", folder, "--dry-run", "--no-board"]
    flags += ["--data-dir", ROOT / "tests" / "data", "--output", tmp_path / "net"]
    fashion_mnist.main([*map(str, flags)])
    old, net = checkpoint.load(start), checkpoint.load(tmp_path / "net")
    assert net.classes == old.classes
    assert net.threshold is not None
    assert torch.equal(net.blocks[0][0].weight, old.blocks[0][0].weight)
    assert torch.equal(net.blocks[2][3].weight[:80, :80], old.blocks[2][3].weight)
    assert not net.blocks[2][3].weight[:80, 80:].any()
    assert net.fc.weight[:, 80 * 9 :].any()
    net.calibrate(1.0, 100)
    assert predict(net, torch.zeros(1, 1, 28, 28)).label is None
    assert "--photos DIR" in (tmp_path / "net" / "README.md").read_text()


@pytest.mark.parametrize("flag", ["--start", "--photos"])
def test_photos_need_a_network_to_start_from_and_it_needs_photos(flag, tmp_path):
    flags = ["--recipe", "photos", flag, str(tmp_path), "--no-board", "--dry-run"]
    with pytest.raises(SystemExit, match="belong together"):
        fashion_mnist.main([*flags, "--data-dir", str(ROOT / "tests" / "data")])
