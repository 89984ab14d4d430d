"""A visitor's settings on the feature-map page: their choices, limits and share link."""

from typing import Any, NamedTuple

import gradio as gr

from demo.i18n import user_error
from demo.mosaic import COLOURS, SCALES
from demo.networks.registry import NETWORKS
from demo.uploads import clamp_int

TABS = ("closer", "growth", "pooling")
FOLDS = ("whole", "figures", "export")         # below the tabs; ?tab= names them too
WEIGHTS = ("trained", "random")
SHAPES = ("tutorial", "own", "square")
ORDERS = ("number", "activity")
COMPARISONS = ("nothing", "picture", "network", "epoch", "random")
SIDES, SEEDS, EPOCHS = (64, 1024), (0, 9999), (0, 16)   # least and greatest


class Selection(NamedTuple):
    """Settings of the page; a share link carries all of them under these names."""

    weights: Any = "trained"        # trained, random, or a visitor's own as owner/name@commit
    seed: int = 1                   # of the random kernels
    side: int = 338                 # the longer side of the network's input, in pixels
    shape: str = "tutorial"
    network: str = "feature_maps"
    step: str = "pool1"
    colours: str = "grey"
    scale: str = "map"
    order: str = "number"
    dead: bool = True               # show maps whose values are all equal
    map: int = 5                    # counted from 1, as in the tutorial
    row: int = 34                   # counted from 0, as in PyTorch
    column: int = 64
    compare: str = "nothing"        # with what the maps are compared, side by side
    other: str = "fashion_mnist_tutorial"   # the network beside the chosen one
    epoch: int = 1                  # of two epochs: left
    other_epoch: int = 16           # and right


CHOICES = {"shape": SHAPES, "network": NETWORKS, "colours": tuple(COLOURS), "scale": SCALES,
           "order": ORDERS, "compare": COMPARISONS, "other": NETWORKS}
LIMITS = {"seed": SEEDS, "side": SIDES, "map": (1, 1024), "row": (0, 1023), "column": (0, 1023),
          "epoch": EPOCHS, "other_epoch": EPOCHS}


def validated(selection: Selection, request: gr.Request | None = None) -> Selection:
    """Check the choices and bring the numbers within their limits: the raw API sends anything.

    Raises gr.Error. `weights` and `step` are checked when the network is there.
    """
    for name, known in CHOICES.items():
        if getattr(selection, name) not in known:
            raise user_error("unknown_choice", request, choices=", ".join(known))
    defaults = Selection._field_defaults
    numbers = {
        name: clamp_int(getattr(selection, name), least, most, defaults[name])
        for name, (least, most) in LIMITS.items()
    }
    return selection._replace(**numbers, dead=bool(selection.dead))


def from_link(query: dict[str, str]) -> Selection:
    """Read a selection from a link's query; what is missing or invalid keeps its default."""
    read = {}
    for name, default in Selection._field_defaults.items():
        text = query.get(name, "")
        if name in LIMITS:
            read[name] = int(text) if text.isdecimal() and len(text) < 6 else default
        elif name == "dead":
            read[name] = text != "false"
        elif text in CHOICES.get(name, (text,)):
            read[name] = text[:200] or default
    return Selection(**read)
