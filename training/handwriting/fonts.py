"""Draw characters of fonts with an unsteady hand: their skeletons with a pen, or as printed."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont

from training.handwriting import skeleton, strokes
from training.handwriting.strokes import PAD, Rng, Strokes

SUFFIXES = (".ttf", ".otf", ".ttc")
SIDE = 120          # pixels: about the height of a character
FINE = 40           # and its longer side where it is thinned, at twice this size
AS_PRINTED = 0.3    # of the drawings are the character itself, the others its skeleton
THICKEST = 0.18     # pen, as a share of the size: thicker ones fill the finer characters


class Glyph(NamedTuple):
    """A character of a font."""

    picture: Image.Image    # ink on black, without margins
    hand: Strokes           # its skeleton


def find_fonts(folders: list[Path]) -> list[Path]:
    """List all font files in and below some folders."""
    files = {file for folder in folders for file in folder.rglob("*")}
    return sorted(file for file in files if file.suffix.lower() in SUFFIXES)


def load_glyphs(files: list[Path], characters: str) -> dict[str, list[Glyph]]:
    """Load these characters from every font that has all of them: character → glyphs."""
    glyphs: dict[str, list[Glyph]] = {character: [] for character in characters}
    for file in files:
        for character, glyph in zip(characters, load_font(file, characters)):
            glyphs[character].append(glyph)
    return glyphs


def load_font(file: Path, characters: str) -> list[Glyph]:
    """Load characters from one font; none if it lacks any, or is damaged."""
    from matplotlib.ft2font import FT2Font  # here, because importing it opens files

    try:
        known = FT2Font(str(file)).get_charmap()
        if not all(ord(character) in known for character in characters):
            return []
        font = ImageFont.truetype(str(file), SIDE)
        pictures = [draw_character(font, character) for character in characters]
    except (OSError, RuntimeError):
        return []
    return [*map(thin_glyph, pictures)] if all(pictures) else []


def draw_character(font: ImageFont.FreeTypeFont, character: str) -> Image.Image | None:
    """Draw a character, cropped to its ink; None if the font has none for it."""
    paper = Image.new("L", (4 * SIDE, 4 * SIDE))
    ImageDraw.Draw(paper).text((2 * SIDE, 2 * SIDE), character, 255, font, anchor="mm")
    return paper.crop(box) if (box := paper.getbbox()) else None


def thin_glyph(picture: Image.Image) -> Glyph:
    """Add a character's skeleton."""
    scale = FINE / max(picture.size)
    size = [max(1, round(side * scale)) for side in picture.size]
    ink = np.zeros((FINE + 4, FINE + 4), np.float32)
    small = np.asarray(picture.resize(size, Image.Resampling.BOX), np.float32)
    ink[2 : 2 + size[1], 2 : 2 + size[0]] = small / max(small.max(), 1)
    line = skeleton.skeletonize(torch.from_numpy(ink)[None, None])[0]
    return Glyph(picture, skeleton.skeleton_strokes(line) if line.any() else [])


def draw_glyph(glyph: Glyph, rng: Rng) -> np.ndarray:
    """Draw a glyph anywhere on the pad, (280, 280) from 0, paper, to 1, ink."""
    if not glyph.hand or rng.random() < AS_PRINTED:
        return print_glyph(glyph.picture, rng)
    hand = strokes.random_affine(glyph.hand, rng, slant=20)
    return strokes.draw_randomly(hand, rng, THICKEST)


def print_glyph(picture: Image.Image, rng: Rng) -> np.ndarray:
    """Draw a character as its font has it, turned, narrowed or widened a little."""
    turn, narrow = rng.triangular(-12, 0, 12), np.exp(rng.normal(0, 0.15))
    picture = picture.rotate(turn, Image.Resampling.BILINEAR, expand=True)
    sides = np.array(picture.size) * [narrow, 1]
    sides *= rng.uniform(0.15, 1) * PAD / sides.max()
    width, height = (max(1, int(side)) for side in sides)
    left, top = (int(rng.uniform(0, PAD - side + 1)) for side in (width, height))
    paper = Image.new("L", (PAD, PAD))
    paper.paste(picture.resize((width, height), reducing_gap=2), (left, top))
    return np.asarray(paper, np.float32) / 255
