"""Generate a repository's modeling.py: a network and its preprocessing in one file."""

from typing import Any

from torch import nn

from hub.models import FeatureMaps
from hub.standalone.source_text import collect_source

FILE = "modeling.py"
HEAD = '''"""{network} and its preprocessing, for torch, safetensors, numpy and Pillow.

Generated from the source of ConvLens, MIT licence. Begin with `load` and `recognise`, at the end.
"""

'''
TAIL = '''


def load(folder: Path | str) -> {network}:
    """Load the network of a folder that holds config.json and model.safetensors."""
    return load_network({network}, folder)


def recognise(net: {network}, picture: Image.Image) -> Prediction | None:
    """Recognise a picture: `label`, which is None if it shows no class, and `probs` of all.

    Returns None for an empty picture.
    """
    return recognise_picture(net, picture, {prepare})
'''


def preparation(net: nn.Module, metrics: dict[str, Any]) -> str:
    """Name the function of recognise.py that converts pictures for a network.

    The recipe's script tells digits from garments: their networks are of the same classes.
    """
    if isinstance(net, FeatureMaps):
        return "prepare_photo"
    is_fashion = str(metrics.get("name", "")).startswith("fashion_mnist")
    return "prepare_garment" if is_fashion else "prepare_digit"


def render_modeling(net: nn.Module, metrics: dict[str, Any]) -> str:
    """Return the modeling.py of a checkpoint."""
    network, prepare = type(net).__name__, preparation(net, metrics)
    names = ("load_network", "recognise_picture", prepare)
    roots = [("hub.models", network), *(("hub.standalone.recognise", name) for name in names)]
    filled = {"network": network, "prepare": prepare}
    return HEAD.format(**filled) + collect_source(roots) + TAIL.format(**filled)
