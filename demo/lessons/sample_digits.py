"""One hundred digits from the MNIST test set, for lessons that count right answers."""

from functools import cache
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

SHEET = Path(__file__).parents[1] / "examples" / "digits.png"      # a class per row, ten digits


@cache
@torch.inference_mode(False)        # another caller may need gradients
def load_sample_digits() -> tuple[Tensor, Tensor]:
    """Return the pictures, (100, 1, 28, 28) in [0, 1], and their labels, (100,)."""
    sheet = torch.from_numpy(np.array(Image.open(SHEET))).float() / 255         # (280, 280)
    pictures = sheet.reshape(10, 28, 10, 28).permute(0, 2, 1, 3)                # (10, 10, 28, 28)
    return pictures.reshape(100, 1, 28, 28), torch.arange(100) // 10


def hex_rows(ink: Tensor) -> str:
    """Write one picture, (1, 1, 28, 28) in [0, 1], as 28 lines of two hex digits per pixel."""
    levels = (ink[0, 0] * 255).round().byte().tolist()
    return "\n".join(bytes(row).hex() for row in levels)
