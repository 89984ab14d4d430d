"""Pictures under each other, with numbered axes: how far pooling shrinks them can be read off."""

import math

from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from demo.images import load_font, to_picture
from demo.theme import CAPTION_BACKGROUND, CAPTION_TEXT

WIDTH, LEFT, TITLE, BOTTOM = 560, 44, 30, 30    # pixels: of a picture, and around it
LINE_COLOUR = (118, 118, 124)       # visible on white and on black
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
        draw_label(draw, middle, shape, load_font(17), "mm")
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
        draw.line((x, top + height, x, top + height + 4), fill=LINE_COLOUR)
        draw_label(draw, (x, top + height + 8), str(column), font, "mt")
    least = math.ceil(16 * rows / height / step) * step     # closer, and the numbers would touch
    for row in range(0, rows, max(step, least)):
        y = top + (row + 0.5) * height / rows
        draw.line((left - 4, y, left, y), fill=LINE_COLOUR)
        draw_label(draw, (left - 8, y), str(row), font, "rm")


def draw_label(
    draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str,
    font: ImageFont.FreeTypeFont, anchor: str,
) -> None:
    """Write on a dark background, because the sheet's is transparent."""
    left, top, right, bottom = draw.textbbox(place, text, font=font, anchor=anchor)
    draw.rectangle((left - 3, top - 3, right + 3, bottom + 3), fill=CAPTION_BACKGROUND)
    draw.text(place, text, fill=CAPTION_TEXT, font=font, anchor=anchor)
