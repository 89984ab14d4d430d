"""Load a user's own pictures, one folder for each class, preprocessed as the app's pages do it."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor

from hub.config_rules import RULES
from hub.garment import garment_ink
from hub.preprocess import Ink, brightest_level, drawing_ink, is_deep, picture_ink, to_rgb
from training.console import progress_bar
from training.speed import distributed

UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)
IMG_EXTENSIONS = (".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp",
                  ".avif")
TORCHVISION_FOLDERS = ("MNIST", "FashionMNIST", "cifar-10-batches-py")
TEST_EVERY = 10     # without a test/ folder, every tenth picture of a class is kept for the test
Preprocess = Callable[[Image.Image], Tensor]       # any picture → (C, side, side), uint8


class FolderImages(NamedTuple):
    """All pictures of a folder."""

    images: Tensor      # (N, C, H, W), uint8
    labels: Tensor      # (N,), int64
    classes: list[str]

    def select(self, index: Tensor) -> "FolderImages":
        """Return some of the pictures, by their numbers or by a mask."""
        return self._replace(images=self.images[index], labels=self.labels[index])


def preprocess_drawing(picture: Image.Image) -> Tensor:
    """Preprocess a picture as the digit page does: (1, 28, 28)."""
    return ink_to_bytes(drawing_ink(picture_ink(picture)))


def preprocess_garment(picture: Image.Image) -> Tensor:
    """Preprocess a picture as the fashion page does: (1, 28, 28)."""
    return ink_to_bytes(garment_ink(picture))


def ink_to_bytes(ink: Ink | None) -> Tensor:
    """Convert ink to uint8, (1, 28, 28); all black if no ink was found."""
    return torch.zeros(1, 28, 28).byte() if ink is None else (ink.image[0] * 255).round().byte()


def preprocess_photograph(picture: Image.Image) -> Tensor:
    """Crop a picture's centre and scale it to CIFAR-10's size: (3, 32, 32)."""
    from torchvision.transforms import v2  # imported here because it takes seconds

    small = v2.Compose([v2.ToImage(), v2.Resize(32, antialias=True), v2.CenterCrop(32)])
    return small(to_rgb(picture))


def has_class_folders(data_dir: Path) -> bool:
    """Tell whether a folder has pictures by class; torchvision's own folders do not count."""
    if any((data_dir / part).is_dir() for part in ("train", "test")):
        return True
    pictures = any(path.suffix.lower() in IMG_EXTENSIONS for path in data_dir.glob("*/*"))
    return pictures and not any((data_dir / name).is_dir() for name in TORCHVISION_FOLDERS)


def load_class_folders(data_dir: Path, preprocess: Preprocess) -> tuple[FolderImages, FolderImages]:
    """Load training and test pictures from train/<class>/ and test/<class>/, or from <class>/.

    Without a test/ folder every tenth picture is kept for the test. The order is random, but always
    the same: the first pictures of a data set should not all be of one class.
    """
    apart = any((data_dir / part).is_dir() for part in ("train", "test"))
    train = read_classes(data_dir / "train" if apart else data_dir, preprocess)
    if (data_dir / "test").is_dir():
        test = read_classes(data_dir / "test", preprocess)
        if test.classes != train.classes:
            odd = ", ".join(sorted(set(train.classes) ^ set(test.classes))[:10])
            raise SystemExit(f"{data_dir}: train/ and test/ need the same classes, but not {odd}.")
    else:
        train, test = hold_out_test(train, data_dir)
    return shuffle_images(train), shuffle_images(test)


def read_classes(folder: Path, preprocess: Preprocess) -> FolderImages:
    """Read all pictures below <folder>/<class>/."""
    classes = [place.name for place in list_subfolders(folder)]
    if not classes:
        raise SystemExit(f"Wanted: {folder}/<class>/<picture>; there is no folder of a class.")
    if len(classes) == 1:
        raise SystemExit(f"{folder} holds one class only, {classes[0]}: it takes two to choose.")
    wanted, fit = RULES["classes"]
    if not fit(classes):
        raise SystemExit(f"{folder}: classes must be {wanted}.")
    found = [list_pictures(folder / name) for name in classes]
    for name, paths in zip(classes, found):
        if not paths:
            raise SystemExit(f"{folder / name} holds no picture ({', '.join(IMG_EXTENSIONS)}).")
    labels = torch.arange(len(classes)).repeat_interleave(torch.tensor([*map(len, found)]))
    images = torch.stack([*preprocess_files([*chain(*found)], preprocess)])
    return FolderImages(images, labels, classes)


def preprocess_files(paths: list[Path], preprocess: Preprocess) -> Iterator[Tensor]:
    """Yield each file as a tensor, with a progress bar on a terminal."""
    whites: Counter[float] = Counter()
    for path in progress_bar(paths, "Pictures"):
        try:
            picture = Image.open(path)
            if is_deep(picture):
                whites[brightest_level(picture)] += 1
            yield preprocess(picture)
        except UNREADABLE as error:
            raise SystemExit(f"{path} is no whole picture: {error}") from None
    if distributed.is_main():
        for white, count in whites.items():
            print(f"Grey, of more than 8 bits: in {count} pictures {white:g} was taken for white.")


def hold_out_test(pictures: FolderImages, data_dir: Path) -> tuple[FolderImages, FolderImages]:
    """Split off every tenth picture of each class for the test; they come sorted by class."""
    counts = pictures.labels.bincount()
    if counts.min() < 2:
        name = pictures.classes[counts.argmin()]
        raise SystemExit(f"{data_dir}: {name} has one picture; to learn and to test takes two.")
    aside = torch.cat([torch.arange(n) for n in counts.tolist()]) % TEST_EVERY == 1
    if distributed.is_main():
        print(f"{data_dir} has no test/: {aside.sum()} of {len(aside)} pictures, every tenth of "
              "each class, are kept to test with.", flush=True)  # fmt: skip
    return pictures.select(~aside), pictures.select(aside)


def shuffle_images(pictures: FolderImages) -> FolderImages:
    """Put the pictures into a random order, always the same."""
    rng = torch.Generator().manual_seed(0)
    return pictures.select(torch.randperm(len(pictures.labels), generator=rng))


def list_subfolders(folder: Path) -> list[Path]:
    """List the folders in a folder by name, without hidden ones."""
    places = folder.iterdir() if folder.is_dir() else []
    return sorted(place for place in places if place.is_dir() and place.name[0] != ".")


def list_pictures(folder: Path) -> list[Path]:
    """List the picture files in a folder and below."""
    return sorted(path for path in folder.rglob("*")
                  if path.suffix.lower() in IMG_EXTENSIONS and path.name[0] != ".")  # fmt: skip
