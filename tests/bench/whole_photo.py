"""Convert a whole photo as Fashion-MNIST was made: what finding the garment is compared with."""

import numpy as np
from PIL import Image

from hub.preprocess import Ink, centre_on_paper, crop, grey_levels, ink_box, scale_to_side

BACKGROUND_TOLERANCE = 0.05     # variation of the background that Fashion-MNIST's trimming allows


def photo_ink(photo: Image.Image) -> Ink | None:
    """Convert a photo of one garment as Fashion-MNIST was made; None if it shows nothing.

    Grey, a light background turned black, trimmed, longest side 28 pixels, centred (Xiao, Rasul &
    Vollgraf 2017, section 2). A black background, as in the data set, stays black.
    """
    ink = paper_ink(photo)
    side = max(1, min(ink.shape) // 20)
    corners = [ink[rows, columns].mean() for rows in (slice(side), slice(-side, None))
               for columns in (slice(side), slice(-side, None))]
    background = min(corners)       # a garment may reach into some corners, rarely into all
    ink = np.clip((ink - background) / max(1 - background, BACKGROUND_TOLERANCE), 0, 1)
    box = ink_box(ink, BACKGROUND_TOLERANCE)
    if box is None:
        return None
    return Ink(box, centre_on_paper(scale_to_side(crop(ink, box), 28)))


def paper_ink(picture: Image.Image) -> np.ndarray:
    """Convert a picture to ink levels, (H, W) from 0 paper to 1 ink.

    The background may be light or dark, such as a blackboard: the border's median decides.
    """
    grey = grey_levels(picture)         # (H, W), 0 black to 1 white
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    return 1 - grey if np.median(border) > 0.5 else grey
