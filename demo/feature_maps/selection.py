"""All that a visitor has set on the feature-map page, and what a network makes of it."""

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
import torch
from PIL import Image
from torch import Tensor

from demo import uploads
from demo.i18n import user_error
from demo.mosaic import COLOURS, SCALES
from demo.networks import choice, registry
from demo.networks.registry import NETWORKS
from hub import layers
from hub.models import FeatureMaps
from hub.preprocess import drawing_ink, paper_ink, photo_ink, rgb_tensor, to_rgb
from hub.remote.source import Source

WEIGHTS = ("trained", "random")
SHAPES = ("tutorial", "own", "square")
ORDERS = ("number", "activity")
SIDES, SEEDS = (64, 1024), (0, 9999)    # least and greatest
TUTORIAL = 184 / 338        # height / width of the tutorial's Resize


class View(NamedTuple):
    """What is looked at, and how; a share link carries all of it."""

    weights: Any = "trained"        # trained, random, or a visitor's own as owner/name@commit
    seed: int = 1                   # of the random kernels
    side: int = 338                 # the longer side of what the network gets, in pixels
    shape: str = "tutorial"
    network: str = "feature_maps"
    step: str = "pool1"
    colours: str = "grey"
    scale: str = "map"
    order: str = "number"
    dead: bool = True               # whether maps that are the same everywhere are shown
    map: int = 5                    # counted from 1, as the tutorial does
    row: int = 34                   # counted from 0, as PyTorch does
    column: int = 64


CHOICES = {"shape": SHAPES, "network": NETWORKS, "colours": tuple(COLOURS), "scale": SCALES,
           "order": ORDERS}
LIMITS = {"seed": SEEDS, "side": SIDES, "map": (1, 1024), "row": (0, 1023), "column": (0, 1023)}


class Look(NamedTuple):
    """A view of one picture."""

    view: View                  # with a step, a map and a cell that are there
    source: Source
    path: list[layers.Step]     # up to the step that is looked at
    maps: dict[str, Tensor]     # of every step of the path, (1, C, H, W) each

    @property
    def seen(self) -> Tensor:
        """The maps that are looked at, (C, H, W)."""
        return self.maps[self.path[-1].name][0]

    @property
    def cell(self) -> layers.Cell:
        """Row and column of the number that is looked at."""
        return self.view.row, self.view.column


def checked(view: View, request: gr.Request | None = None) -> View:
    """A view whose choices are there to be chosen and whose numbers are within their limits.

    Raises gr.Error: the raw API accepts anything.
    """
    for name, known in CHOICES.items():
        if getattr(view, name) not in known:
            raise user_error("unknown_choice", request, choices=", ".join(known))
    whole = {}
    for name, (least, most) in LIMITS.items():
        value = getattr(view, name)
        number = isinstance(value, (int, float)) and value == value     # not NaN
        whole[name] = int(min(max(value, least), most)) if number else View._field_defaults[name]
    return view._replace(**whole, dead=bool(view.dead))


@lru_cache(maxsize=32)
def random_kernels(seed: int = 1) -> Source:
    """The tutorial's network: plain pixels, kernels as PyTorch draws them."""
    with torch.random.fork_rng():       # nobody else's random numbers change
        torch.manual_seed(seed)
        net = FeatureMaps(classes=["a", "b"], mean=[0.0] * 3, std=[1.0] * 3)
    return Source(net.eval().requires_grad_(False), None, "torch.nn.Conv2d", "random")


def find(weights: str, request: gr.Request | None = None, seed: int = 1) -> Source:
    """The network of a choice: random, ours after training, or a visitor's own."""
    if weights == "random":
        return random_kernels(seed)
    if weights == "trained":
        return registry.current("feature_maps")
    return choice.network_for(weights, WEIGHTS, "feature_maps", request)


def size(picture: Image.Image, view: View) -> tuple[int, int]:
    """Height and width of what the network gets."""
    ratio = {"tutorial": TUTORIAL, "square": 1.0}.get(view.shape, picture.height / picture.width)
    short = max(8, round(view.side * min(ratio, 1 / ratio)))
    return (short, view.side) if ratio <= 1 else (view.side, short)


@lru_cache(maxsize=4)
def decoded(file: Path, changed: int) -> Image.Image:
    """A file's picture in RGB, upright, small enough to be at hand until the next one comes."""
    picture = to_rgb(uploads.decode_picture(file))
    picture.thumbnail((1536, 1536), reducing_gap=3)
    return picture


def opened(image: Any, request: gr.Request | None = None) -> Image.Image | None:
    """The picture of an upload, decoded only once; None where there is none.  Raises gr.Error."""
    if image is None:
        return None
    read = lambda file: decoded(file, file.stat().st_mtime_ns)  # noqa: E731
    return uploads.decode_or_explain(read, uploads.checked_path(image, request), request)


def pixels(picture: Image.Image, view: View, request: gr.Request | None = None) -> Tensor:
    """What the network gets: (1, 3, H, W), or the ink that the digits and garments pages find."""
    if view.network == "feature_maps":
        return rgb_tensor(picture, size(picture, view))
    drawn = view.network.startswith("mnist")
    ink = drawing_ink(paper_ink(picture)) if drawn else photo_ink(picture)
    if ink is None:
        raise user_error("no_garment", request)
    return ink.image


def look(picture: Image.Image, view: View, request: gr.Request | None = None) -> Look:
    """Everything from the pixels to the step that is looked at."""
    view = checked(view, request)
    if view.network == "feature_maps":
        source = find(view.weights, request, view.seed)
    else:
        source = registry.current(view.network)
    path = layers.list_steps(source.net)
    names = [step.name for step in path]
    name = view.step if view.step in names else "relu1"     # every network has that one
    path = layers.steps_up_to(path, name)
    maps = layers.run_steps(path, pixels(picture, view, request))
    return moved(Look(view._replace(step=name), source, path, maps))


def moved(look: Look, **place: int) -> Look:
    """The same maps, looked at elsewhere, within them: another `map`, `row` or `column`."""
    wanted, (channels, height, width) = look.view._replace(**place), look.seen.shape
    there = dict(map=min(wanted.map, channels), row=min(wanted.row, height - 1),
                 column=min(wanted.column, width - 1))
    return look._replace(view=wanted._replace(**there))
