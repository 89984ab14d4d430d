"""Numbers → pictures: tensors as pixels, maps as a numbered mosaic, pictures with axes."""

import base64
import io
import math

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

PAPER, LETTERS = "white", "black"
GAP, STRIP = 6, 20      # pixels between two maps, and above each for its number


def levels(image: Tensor) -> np.ndarray:
    """Values in [0, 1] as 8-bit levels, of the same shape."""
    return (image.clamp(0, 1) * 255).round().byte().numpy()


def png_url(picture: Image.Image) -> str:
    """A picture as a PNG data URL."""
    png = io.BytesIO()
    picture.save(png, format="PNG")
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()


def pixels(ink: Tensor) -> str:
    """A (1, 1, 28, 28) picture in [0, 1] as a PNG data URL of as many pixels."""
    return png_url(Image.fromarray(levels(ink[0, 0])))


def mosaic(maps: Tensor, columns: int, zoom: int = 2) -> Image.Image:
    """Feature maps, (1, C, H, W), side by side, numbered from 1, each from its least value to its
    greatest as black to white."""
    low, high = maps[0].amin((1, 2), keepdim=True), maps[0].amax((1, 2), keepdim=True)  # (C, 1, 1)
    tiles = levels((maps[0] - low) / (high - low).clamp(min=1e-12))                     # (C, H, W)
    count, height, width = tiles.shape
    across, down = width * zoom + GAP, height * zoom + GAP + STRIP
    size = columns * across + GAP, math.ceil(count / columns) * down + GAP
    sheet = Image.new("L", size, PAPER)
    draw, font = ImageDraw.Draw(sheet), lettering(STRIP - 5)
    for k, tile in enumerate(tiles):
        left, top = GAP + k % columns * across, GAP + k // columns * down
        draw.text((left + 2, top), f"{k + 1} · {height}×{width}", fill=LETTERS, font=font)
        enlarged = tile.repeat(zoom, 0).repeat(zoom, 1)     # every pixel stays a sharp square
        sheet.paste(Image.fromarray(enlarged), (left, top + STRIP))
    return sheet


def lettering(size: int) -> ImageFont.FreeTypeFont:
    """The typeface that matplotlib brings: Pillow's own has no multiplication sign."""
    return ImageFont.truetype(f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf", size)


def before_and_after(picture: Tensor, pooled: Tensor) -> Image.Image:
    """Two colour pictures, (1, 3, H, W) each, with their axes: the numbers on them shrink."""
    figure = Figure(figsize=(7, 7.4), layout="constrained")
    for axes, image in zip(figure.subplots(2), (picture, pooled)):
        axes.imshow(levels(image[0].permute(1, 2, 0)), interpolation="nearest")     # (H, W, 3)
        axes.set_title(" × ".join(str(side) for side in image.shape[1:]))
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=100)
    return Image.open(png)
