"""Load a network and recognise a picture: the functions behind a repository's modeling.py."""

import json
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps
from safetensors.torch import load_file
from torch import Tensor, nn

from hub.garment import garment_ink
from hub.predict import Prediction, predict
from hub.preprocess import drawing_ink, picture_ink, rgb_tensor, to_rgb

PHOTO_SIDE = 32     # of CIFAR-10's pictures


def load_network(Network: type[nn.Module], folder: Path | str) -> nn.Module:
    """Build the network that config.json describes and load its weights, in eval mode.

    No file is checked: load only those that you trust.
    """
    config = json.loads((Path(folder) / "config.json").read_text(encoding="utf-8"))
    config.pop("architecture")
    net = Network(**config)
    net.load_state_dict(load_file(Path(folder) / "model.safetensors"))
    return net.eval().requires_grad_(False)


def prepare_digit(picture: Image.Image) -> Tensor | None:
    """Convert a picture of a digit to a network's input, (1, 1, 28, 28); None if it is empty."""
    ink = drawing_ink(picture_ink(picture))
    return ink and ink.image


def prepare_garment(picture: Image.Image) -> Tensor | None:
    """Convert a photo of a garment to a network's input, (1, 1, 28, 28); None if there is none."""
    ink = garment_ink(picture)
    return ink and ink.image


def prepare_photo(picture: Image.Image) -> Tensor:
    """Crop a photo's centre and scale it to CIFAR-10's size, (1, 3, 32, 32)."""
    size = (PHOTO_SIDE, PHOTO_SIDE)
    return rgb_tensor(ImageOps.fit(to_rgb(picture), size, Image.Resampling.BILINEAR))


def recognise_picture(
    net: nn.Module, picture: Image.Image, prepare: Callable[[Image.Image], Tensor | None]
) -> Prediction | None:
    """Return the class of a picture, if it shows one, and all probabilities; None if empty."""
    image = prepare(picture)
    return None if image is None else predict(net, image)
