"""Load data sets: images with their labels, in memory as uint8 tensors; no worker processes."""

import http.client
import os
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor

from training import image_folders
from training.idx_files import IdxPart, load_idx_files
from training.speed import distributed

if TYPE_CHECKING:
    from torchvision.datasets import VisionDataset

ROOT = Path(__file__).parents[1]


class Source(NamedTuple):
    """A data set that torchvision can download."""

    title: str
    preprocess: image_folders.Preprocess    # for pictures of your own, as the app's page does it
    by_hand: str        # what to download, and where to put it below --data-dir


SOURCES = {
    "MNIST": Source(
        "MNIST", image_folders.preprocess_drawing, "the four *-ubyte.gz files into MNIST/raw"
    ),
    "FashionMNIST": Source(
        "Fashion-MNIST", image_folders.preprocess_garment,
        "the four *-ubyte.gz files into FashionMNIST/raw",
    ),
    "CIFAR10": Source(
        "CIFAR-10", image_folders.preprocess_photograph,
        "cifar-10-python.tar.gz, unpacked, so that cifar-10-batches-py is there",
    ),
}


class LabelledImages(NamedTuple):
    """A training or test set in memory."""

    title: str
    images: Tensor      # (N, C, H, W), uint8
    labels: Tensor      # (N,), int64
    classes: list[str]

    def to(self, device: torch.device) -> "LabelledImages":
        """Move all images to a device at once, not batch by batch."""
        return self._replace(images=self.images.to(device), labels=self.labels.to(device))

    def select(self, index: slice | Tensor) -> "LabelledImages":
        """Return some of the images, by a slice, by their numbers or by a mask."""
        return self._replace(images=self.images[index], labels=self.labels[index])

    def mean_std(self) -> tuple[list[float], list[float]]:
        """Return each channel's mean and deviation, in [0, 1]; 0.1307 and 0.3081 for MNIST."""
        level = torch.arange(256, dtype=torch.float64) / 255
        # From the histogram of levels: as floats, the pixels would take several times the memory.
        shares = [c.flatten().bincount(minlength=256) / c.numel() for c in self.images.unbind(1)]
        means = [(share * level).sum() for share in shares]
        stds = [((level - m).square() * share).sum().sqrt() for m, share in zip(means, shares)]
        return [round(m.item(), 4) for m in means], [round(max(s.item(), 0.001), 4) for s in stds]


def load_dataset(
    name: str, data_dir: Path, limit: int | None = None
) -> tuple[LabelledImages, LabelledImages]:
    """Load the first `limit` training images and the test set; download them if they are missing.

    `name` is "MNIST", "FashionMNIST" or "CIFAR10". If `data_dir` has a folder of pictures for each
    class, these are loaded instead.
    """
    if image_folders.has_class_folders(data_dir):
        title = data_dir.resolve().name
        parts = image_folders.load_class_folders(data_dir, SOURCES[name].preprocess)
        train, test = (LabelledImages(title, *part) for part in parts)
    else:
        with distributed.main_process_first():
            parts = open_or_download(name, data_dir)
        train, test = (to_tensors(SOURCES[name].title, part) for part in parts)
    return train.select(slice(limit)), test


def load_test_set(name: str, data_dir: Path) -> LabelledImages:
    """Load only the test set, which is quicker."""
    if image_folders.has_class_folders(data_dir):
        return load_dataset(name, data_dir)[1]
    return to_tensors(SOURCES[name].title, open_or_download(name, data_dir)[1])


def torchvision_class(name: str) -> type["VisionDataset"]:
    """Return one of torchvision's classes; its import takes longer than that of torch."""
    from torchvision import datasets

    return getattr(datasets, name)


def open_or_download(name: str, data_dir: Path) -> "list[VisionDataset] | list[IdxPart]":
    """Return training and test part of a torchvision data set; download it if it is missing."""
    dataset = torchvision_class(name)
    original = name != "CIFAR10" and load_idx_files(name, data_dir, dataset.classes)
    if original:
        return original
    try:
        return [dataset(data_dir, train=train) for train in (True, False)]
    except RuntimeError:    # torchvision's "not found or corrupted"
        download_dataset(name, data_dir)
        return [dataset(data_dir, train=train) for train in (True, False)]
    except (ValueError, AssertionError, EOFError, OSError) as error:
        raise SystemExit(f"The {name} files in {data_dir} cannot be read: {error}") from None


def to_tensors(title: str, dataset: "VisionDataset | IdxPart") -> LabelledImages:
    """Put all images of a torchvision data set into one tensor."""
    images = torch.as_tensor(dataset.data)
    # (N, 28, 28) → (N, 1, 28, 28), or (N, 32, 32, 3) → (N, 3, 32, 32)
    images = images.unsqueeze(1) if images.dim() == 3 else images.permute(0, 3, 1, 2)
    classes = [name.split(" - ")[0] for name in dataset.classes]    # "7 - seven" → "7"
    labels = torch.as_tensor(dataset.targets).long()
    return LabelledImages(title, images.contiguous(), labels, classes)


def download_dataset(name: str, data_dir: Path) -> None:
    """Download a data set into a temporary folder; move it to its place when it is complete."""
    dataset = torchvision_class(name)
    timeout = socket.getdefaulttimeout()
    socket.setdefaulttimeout(10)    # seconds without a byte; torchvision sets none
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=data_dir, prefix=".download-") as temporary:
            dataset(temporary, download=True)
            for file in Path(temporary).rglob("*"):
                if file.is_file():
                    place = data_dir / file.relative_to(temporary)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(file, place)
    except (OSError, RuntimeError, http.client.HTTPException) as error:
        tried = ", ".join(getattr(dataset, "mirrors", None) or [dataset.url])
        reason = str(error).strip().splitlines()[-1:] or [type(error).__name__]
        raise SystemExit(
            f"{name} could not be downloaded. Tried: {tried}. Reason: {reason[0].strip()}\n"
            f"By hand: put {SOURCES[name].by_hand}, below {data_dir}, "
            "or name another folder with --data-dir."
        ) from None
    finally:
        socket.setdefaulttimeout(timeout)
