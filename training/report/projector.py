"""Show test images as points in TensorBoard's Projector, with class names and thumbnails."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from training.data import LabelledImages

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

EMBEDDED = 144      # points of a cloud: 12 × 12 thumbnails


def add_point_cloud(
    board: "SummaryWriter", tag: str, vectors: Tensor, shown: LabelledImages, step: int
) -> None:
    """Add points, (N, D), one for each of the images `shown`."""
    old = Path(board.log_dir) / f"{step:05}" / tag      # left by a stopped run
    shutil.rmtree(old, ignore_errors=True)
    names = [shown.classes[label] for label in shown.labels.tolist()]
    board.add_embedding(vectors, names, shown.images / 255, step, tag)


def sample_indices(total: int, n: int) -> Tensor:
    """Draw `n` of the numbers below `total` at random, the same in every run."""
    return torch.randperm(total, generator=torch.Generator().manual_seed(0))[:n]


def sample_images(data: LabelledImages, n: int) -> LabelledImages:
    """Draw `n` images at random, the same in every run."""
    return data.select(sample_indices(len(data.labels), n))


@torch.inference_mode()
def last_layer_inputs(net: nn.Module, images: Tensor) -> Tensor:
    """Return the last layer's input for each image: (N, features), rounded for a text file."""
    device = next(net.parameters()).device
    features = net.eval().features(images.to(device).float() / 255)
    return features.cpu().double().round(decimals=4)
