"""Pictures with numbered axes, one under the other: what pooling leaves of the numbers is seen."""

import math

from PIL import Image, ImageDraw
from torch import Tensor

from demo.mosaic import LETTER, colour_picture, typeface

WIDE, MARGIN, TITLE, FOOT = 560, 44, 30, 30     # pixels
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)    # between two numbers of an axis


def stacked(images: list[Tensor]) -> Image.Image:
    """Colour pictures, (1, C, H, W) in [0, 1], each as wide as the others and with its own axes."""
    heights = [max(40, round(WIDE * image.shape[2] / image.shape[3])) for image in images]
    size = MARGIN + WIDE + 20, sum(heights) + len(images) * (TITLE + FOOT)
    sheet, top = Image.new("RGBA", size), 0
    draw = ImageDraw.Draw(sheet)
    for image, height in zip(images, heights):
        shape = " × ".join(str(side) for side in image.shape[1:])
        middle = MARGIN + WIDE / 2, top + TITLE / 2
        draw.text(middle, shape, fill=LETTER, font=typeface(17), anchor="mm")
        enlarged = colour_picture(image).resize((WIDE, height), Image.Resampling.NEAREST)
        sheet.paste(enlarged, (MARGIN, top + TITLE))
        numbers(draw, image.shape[2:], (MARGIN, top + TITLE), (WIDE, height))
        top += TITLE + height + FOOT
    return sheet


def numbers(
    draw: ImageDraw.ImageDraw, shape: tuple[int, int], corner: tuple[int, int],
    size: tuple[int, int],
) -> None:
    """The rows of a picture down its left side, its columns along its foot."""
    (height, width), (left, top), (wide, high) = shape, corner, size
    font = typeface(13)
    step = next((step for step in STEPS if width / step <= 8), STEPS[-1])
    for column in range(0, width, step):
        x = left + (column + 0.5) * wide / width
        draw.line((x, top + high, x, top + high + 4), fill=LETTER)
        draw.text((x, top + high + 6), str(column), fill=LETTER, font=font, anchor="mt")
    least = math.ceil(16 * height / high / step) * step     # closer, and the numbers would touch
    for row in range(0, height, max(step, least)):
        y = top + (row + 0.5) * high / height
        draw.line((left - 4, y, left, y), fill=LETTER)
        draw.text((left - 7, y), str(row), fill=LETTER, font=font, anchor="rm")
