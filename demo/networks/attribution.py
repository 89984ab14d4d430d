"""Attribute an answer to the ink by occlusion, and say where; compute the first layer's maps."""

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from demo.i18n import both
from hub import layers
from hub.preprocess import Ink, ink_box

PATCH, STRIDE = 5, 2    # side of the erased square, and how far it moves, in pixels of 28


def centred_logits(logits: Tensor) -> Tensor:
    """Subtract the mean of the logits, which softmax ignores."""
    return logits - logits.mean(-1, keepdim=True)


@torch.inference_mode()
def measure_occlusion(net: nn.Module, image: Tensor) -> Tensor:
    """Measure how far each class's score falls where ink is erased: (classes, 28, 28).

    A 5×5 square is erased at every second pixel in turn and the network is run again (Zeiler &
    Fergus 2014, section 4.2). A pixel gets the mean over the squares that cover it, times its ink,
    so that empty paper stays 0.
    """
    near = torch.arange(28)[None] - torch.arange(0, 28, STRIDE)[:, None]          # (14, 28)
    near = near.abs() <= PATCH // 2
    masks = (near[:, None, :, None] & near[None, :, None, :]).flatten(0, 1)     # (196, 28, 28)
    masks = masks[(masks * image[0]).sum((1, 2)) > 0]       # skip squares without ink
    scores = centred_logits(net(torch.cat([image, image * ~masks[:, None]])))
    losses = scores[0] - scores[1:]                                             # (squares, classes)
    squares = masks.float()                                                     # (squares, 28, 28)
    heat = torch.einsum("sc,syx->cyx", losses, squares) / squares.sum(0).clamp(min=1)
    return heat * image[0]


def first_layer_maps(net: nn.Module, image: Tensor) -> Tensor:
    """Return the maps after the first ReLU, (1, C, H, W); pooled if the network pools before it."""
    path = layers.steps_up_to(layers.list_steps(net), "relu1")
    return layers.run_to_end(path, image)


def locate_image(ink: Ink, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """Locate the 28×28 picture on a drawing of (height, width): left, top, width, height."""
    height, width = size
    left, top, right, bottom = ink.box
    if (right - left, bottom - top) == (width, height):     # the whole drawing, squeezed
        return 0, 0, width, height
    return locate_scaled(ink)


def locate_scaled(ink: Ink) -> tuple[float, float, float, float]:
    """Locate the 28×28 picture around the box that was scaled into it: left, top, width, height."""
    left, top, right, bottom = ink.box
    x0, y0, x1, y1 = ink_box(ink.image[0, 0].numpy(), 0)
    across, down = (right - left) / (x1 - x0), (bottom - top) / (y1 - y0)
    return left - x0 * across, top - y0 * down, 28 * across, 28 * down


def strongest_place(heat: np.ndarray, box: tuple[int, int, int, int]) -> tuple[int, int]:
    """Return row and column of the ninth of the box that holds most of a (28, 28) map ≥ 0."""
    x0, y0, x1, y1 = box
    rows, columns = (
        np.clip((np.arange(28) - low) * 3 // max(high - low, 1), 0, 2)
        for low, high in ((y0, y1), (x0, x1))
    )
    sums = np.zeros((3, 3))
    np.add.at(sums, (rows[:, None], columns[None]), heat)
    return divmod(int(sums.argmax()), 3)


def place_sentence(
    key: str, values: np.ndarray, area: tuple[int, int, int, int], **words: Any
) -> dict[str, str]:
    """Say where in the area a map of values ≥ 0 has most, or by `key`_none that it is empty."""
    if values.sum() < 1e-3:
        return both(f"{key}_none", **words)
    row, column = strongest_place(values, area)
    return both(key, place=both(f"place_{row}{column}"), **words)
