"""Pictures under each other, with numbered axes: how far pooling shrinks them can be read off."""

import math

from PIL import Image, ImageDraw
from torch import Tensor

from demo.images import load_font, to_picture
from demo.mosaic import TEXT_COLOUR

WIDTH, LEFT, TITLE, BOTTOM = 560, 44, 30, 30    # pixels: of a picture, and around it
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)    # between two numbers of an axis


def draw_with_axes(images: list[Tensor]) -> Image.Image:
    """Draw pictures, (1, C, H, W) in [0, 1], all equally wide, each with its shape and axes."""
    heights = [max(40, round(WIDTH * image.shape[2] / image.shape[3])) for image in images]
    size = LEFT + WIDTH + 20, sum(heights) + len(images) * (TITLE + BOTTOM)
    sheet, top = Image.new("RGBA", size), 0
    draw = ImageDraw.Draw(sheet)
    for image, height in zip(images, heights):
        shape = " × ".join(str(side) for side in image.shape[1:])
        middle = LEFT + WIDTH / 2, top + TITLE / 2
        draw.text(middle, shape, fill=TEXT_COLOUR, font=load_font(17), anchor="mm")
        enlarged = to_picture(image).resize((WIDTH, height), Image.Resampling.NEAREST)
        sheet.paste(enlarged, (LEFT, top + TITLE))
        draw_axes(draw, image.shape[2:], (LEFT, top + TITLE), (WIDTH, height))
        top += TITLE + height + BOTTOM
    return sheet


def draw_axes(
    draw: ImageDraw.ImageDraw, shape: tuple[int, int], corner: tuple[int, int],
    size: tuple[int, int],
) -> None:
    """Number the rows of a picture at its left, its columns below it."""
    (rows, columns), (left, top), (width, height) = shape, corner, size
    font = load_font(13)
    step = next((step for step in STEPS if columns / step <= 8), STEPS[-1])
    for column in range(0, columns, step):
        x = left + (column + 0.5) * width / columns
        draw.line((x, top + height, x, top + height + 4), fill=TEXT_COLOUR)
        draw.text((x, top + height + 6), str(column), fill=TEXT_COLOUR, font=font, anchor="mt")
    least = math.ceil(16 * rows / height / step) * step     # closer, and the numbers would touch
    for row in range(0, rows, max(step, least)):
        y = top + (row + 0.5) * height / rows
        draw.line((left - 4, y, left, y), fill=TEXT_COLOUR)
        draw.text((left - 7, y), str(row), fill=TEXT_COLOUR, font=font, anchor="rm")
