"""Digits and pictures as the pad sends them."""

import base64
import io

import numpy as np
import torch
from PIL import Image


def data_url(picture: Image.Image) -> str:
    """A picture as the pad sends it."""
    png = io.BytesIO()
    picture.save(png, "PNG")
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()


def on_canvas(digit: torch.Tensor, side: int, left: int, top: int) -> np.ndarray:
    """A 28×28 uint8 picture, enlarged to side×side, as ink on an empty 280×280 canvas."""
    enlarged = Image.fromarray(digit.numpy()).resize((side, side), Image.Resampling.BICUBIC)
    canvas = np.zeros((280, 280), np.float32)
    canvas[top : top + side, left : left + side] = np.asarray(enlarged, np.float32) / 255
    return canvas
