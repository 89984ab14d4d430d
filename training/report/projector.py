"""Test pictures as points of TensorBoard's Projector, with class names and thumbnails."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from training.data import LabelledImages

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

EMBEDDED = 144      # points of a cloud: 12 × 12 thumbnails


def add_point_cloud(board: "SummaryWriter", tag: str, vectors: Tensor, shown: LabelledImages, step: int) -> None:
    """Add a cloud of points, (N, D), one for each of the pictures `shown`."""
    shutil.rmtree(Path(board.log_dir) / f"{step:05}" / tag, ignore_errors=True)  # a stopped run's
    names = [shown.classes[label] for label in shown.labels.tolist()]
    board.add_embedding(vectors, names, shown.images / 255, step, tag)


def sample_indices(total: int, n: int) -> Tensor:
    """The numbers of some of so many pictures, at random, the same in every run."""
    return torch.randperm(total, generator=torch.Generator().manual_seed(0))[:n]


def sample_images(data: LabelledImages, n: int) -> LabelledImages:
    """Some of the pictures, the same in every run."""
    drawn = sample_indices(len(data.labels), n)
    return data._replace(images=data.images[drawn], labels=data.labels[drawn])


@torch.inference_mode()
def last_layer_inputs(net: nn.Module, images: Tensor) -> Tensor:
    """What the last layer is given of each picture: (N, features), rounded for a text file."""
    device = next(net.parameters()).device
    given = net.eval().features(images.to(device).float() / 255)
    return given.cpu().double().round(decimals=4)
