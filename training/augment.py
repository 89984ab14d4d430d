"""Vary the images of a batch at random, as pens, hands and cameras do; the labels stay right."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def warp(
    images: Tensor,
    degrees: float = 0,
    scale: float = 0,
    shear: float = 0,
    shift: float = 0,
    bend: float = 0,
) -> Tensor:
    """Turn, scale, slant, move and bend each image by its own random amount; (N, C, H, W) → same.

    `scale` and `shear` are fractions, `shift` is in pixels; they are drawn evenly from ± the value.
    `bend` is the standard deviation, in pixels, of each wave of an unsteady hand.
    """
    n, _, height, width = images.shape

    def amount(limit: float) -> Tensor:     # (N,), one per picture
        return (torch.rand(n, device=images.device) * 2 - 1) * limit

    angle, slant = torch.deg2rad(amount(degrees)), amount(shear)
    sx, sy = 1 + amount(scale), 1 + amount(scale)
    cos, sin = angle.cos(), angle.sin()
    # affine_grid wants the inverse: for each pixel of the result its place in the image.
    rows = [
        torch.stack([cos / sx, (slant * cos - sin) / sx, amount(2 * shift / width)], 1),
        torch.stack([sin / sy, (slant * sin + cos) / sy, amount(2 * shift / height)], 1),
    ]
    grid = F.affine_grid(torch.stack(rows, 1), list(images.shape), align_corners=False)
    if bend:
        grid = grid + random_waves(n, height, width, images.device) * (2 * bend / width)
    return F.grid_sample(images, grid, align_corners=False)


def random_waves(n: int, height: int, width: int, device: torch.device, waves: int = 4) -> Tensor:
    """Draw smooth fields of (x, y) shifts, (N, H, W, 2): sums of a few slow cosine waves."""

    def cosines(side: int) -> Tensor:       # (side, waves)
        place = (torch.arange(side, device=device) + 0.5) / side
        return torch.cos(math.pi * place[:, None] * torch.arange(waves, device=device))

    strength = torch.randn(n, 2, waves, waves, device=device) / waves
    field = cosines(height) @ strength @ cosines(width).T       # (N, 2, H, W)
    return field.permute(0, 2, 3, 1)


def vary_pen_width(images: Tensor) -> Tensor:
    """Make the pen of one half of the batch thicker, of the other thinner, by up to a pixel."""
    thick, thin = images.chunk(2) if len(images) > 1 else (images, images[:0])
    amount = torch.rand(len(images), 1, 1, 1, device=images.device)
    thick = torch.lerp(thick, dilate(thick), amount[: len(thick)])
    thin = torch.lerp(thin, 1 - dilate(1 - thin), 0.7 * amount[len(thick) :])
    return torch.cat([thick, thin])


def dilate(ink: Tensor) -> Tensor:
    """Take the maximum over 3×3 pixels, rows first, then columns: much faster than max_pool2d."""
    rows = F.pad(ink, (0, 0, 1, 1), mode="replicate").unfold(2, 3, 1).unbind(-1)
    ink = torch.maximum(torch.maximum(rows[0], rows[1]), rows[2])
    columns = F.pad(ink, (1, 1, 0, 0), mode="replicate").unfold(3, 3, 1).unbind(-1)
    return torch.maximum(torch.maximum(columns[0], columns[1]), columns[2])


def random_flip(images: Tensor) -> Tensor:
    """Mirror half of the images, left to right."""
    mirrored = torch.rand(len(images), 1, 1, 1, device=images.device) < 0.5
    return torch.where(mirrored, images.flip(3), images)


def random_shift(images: Tensor, most: int) -> Tensor:
    """Move each image by up to `most` whole pixels, without the blur of `warp`."""
    n, _, height, width = images.shape
    padded = F.pad(images, (most, most, most, most))
    y, x = torch.randint(2 * most + 1, (2, n, 1), device=images.device)    # window corners
    rows = (y + torch.arange(height, device=images.device))[:, None, :, None]       # (N, 1, H, 1)
    columns = (x + torch.arange(width, device=images.device))[:, None, None, :]     # (N, 1, 1, W)
    image = torch.arange(n, device=images.device)[:, None, None, None]
    channel = torch.arange(images.shape[1], device=images.device)[:, None, None]
    return padded[image, channel, rows, columns]                                  # (N, C, H, W)


def cutout(images: Tensor, side: int) -> Tensor:
    """Cover a square of half of the images, anywhere, also partly outside (DeVries & Taylor 2017).

    (N, C, H, W) → the same shape; the covered pixels become 0.
    """
    n, _, height, width = images.shape

    def within(length: int) -> Tensor:      # (N, length): the rows, or the columns, of the square
        first = torch.rand(n, 1, device=images.device) * (length + side) - side
        place = torch.arange(length, device=images.device)
        return (first <= place) & (place < first + side)

    hidden = within(height)[:, None, :, None] & within(width)[:, None, None, :]     # (N, 1, H, W)
    chosen = torch.rand(n, 1, 1, 1, device=images.device) < 0.5
    return images.masked_fill(hidden & chosen, 0)
