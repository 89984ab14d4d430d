"""Convert photos of garments in several views each, and draw equally many of every class."""

import os
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageEnhance
from torch import Tensor

from hub.garment import Fractions, find_garment
from hub.preprocess import to_rgb
from training import augment
from training.console import progress_bar
from training.data import LabelledImages
from training.image_folders import UNREADABLE, ink_to_bytes, preprocess_garment

VIEWS = 4               # conversions of a photo to learn from: as it is, and three varied ones
BOXED = 0.3             # this share of the varied views is converted in a box like a visitor's
NEGATIVES = 5           # so many pictures of none of the classes for one of each class


def convert_photos(jobs: list[tuple[Path, int]]) -> list[Tensor]:
    """Convert every photo in so many views, (views, 1, 28, 28) each, on all cores."""
    if len(jobs) < 100:     # new processes would take longer
        return [convert_views(job) for job in jobs]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return [*progress_bar(pool.map(convert_views, jobs, chunksize=50), "Photos")]


def convert_views(job: tuple[Path, int]) -> Tensor:
    """Convert one photo: as it is, then in varied views, always the same ones for a file name."""
    path, views = job
    try:
        photo = Image.open(path)
        images = [preprocess_garment(photo)]
        rng = np.random.default_rng(zlib.crc32(path.name.encode()))
        images += [convert_varied(to_rgb(photo), rng) for _ in range(views - 1)]
    except UNREADABLE as error:
        raise SystemExit(f"{path} is no whole picture: {error}") from None
    return torch.stack(images)


def convert_varied(photo: Image.Image, rng: np.random.Generator) -> Tensor:
    """Convert a photo as if it had been taken in other light and from another place."""
    width, height = photo.size
    left, top, right, bottom = rng.uniform(0, 0.08, 4)
    photo = photo.crop((round(left * width), round(top * height),
                        round((1 - right) * width), round((1 - bottom) * height)))  # fmt: skip
    for kind in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        photo = kind(photo).enhance(rng.uniform(0.7, 1.3))
    found = find_garment(photo)
    if found and rng.random() < BOXED:
        found = find_garment(photo, draw_box(found.box, rng))
    return ink_to_bytes(found and found.ink)


def draw_box(box: Fractions, rng: np.random.Generator) -> Fractions:
    """Draw a box about a garment as inexactly as a visitor would."""
    left, top, right, bottom = box
    size = np.array([right - left, bottom - top] * 2)
    return tuple((np.array(box) + rng.uniform(-0.08, 0.08, 4) * size).clip(0, 1).tolist())


def balance(
    photos: LabelledImages, folders: list[Path], wanted: int, seed: int
) -> LabelledImages:
    """Return `wanted` pictures, equally many of each class, turned and scaled a little.

    Each is drawn with a chance that falls with the root of the number of its folder's pictures, so
    that the few photos of worn garments count beside the many of clothes on a bed.
    """
    rng = torch.Generator().manual_seed(seed)
    names, places = np.unique([str(folder) for folder in folders], return_inverse=True)
    chances = torch.from_numpy(np.bincount(places, minlength=len(names))[places] ** -0.5)
    labels = photos.labels.unique()
    shares = torch.where(labels < len(photos.classes), 1, NEGATIVES).cumsum(0)
    ends = (shares * wanted) // shares[-1]      # of each label's part of the result
    drawn = [
        members[torch.multinomial(chances[members], count, replacement=True, generator=rng)]
        for label, count in zip(labels, ends.diff(prepend=ends.new_zeros(1)).tolist())
        for members in [(photos.labels == label).nonzero()[:, 0]]
    ]
    chosen = photos.select(torch.cat(drawn))
    return chosen._replace(images=vary_images(chosen.images, seed))


def vary_images(images: Tensor, seed: int) -> Tensor:
    """Turn, scale, slant and move converted photos, (N, 1, 28, 28) in uint8, a little."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        warped = augment.warp(
            images.float() / 255, degrees=15, scale=0.12, shear=0.1, shift=1.5
        )
    return (warped * 255).round().byte()
