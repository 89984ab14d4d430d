"""From an uploaded picture and a selection to the feature maps of the selected step."""

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
import torch
from PIL import Image
from torch import Tensor

from demo import uploads
from demo.feature_maps.computation import prepare_input, run_up_to, scaled_size
from demo.feature_maps.selection import WEIGHTS, Selection, validated
from demo.i18n import user_error
from demo.networks import choice, registry
from hub import layers
from hub.models import FeatureMaps
from hub.preprocess import to_rgb
from hub.remote.source import Source


class Activations(NamedTuple):
    """Feature maps of one picture, and the settings that they were computed with."""

    selection: Selection        # its step, map and cell exist here
    source: Source
    path: list[layers.Step]     # from the pixels to the selected step
    maps: dict[str, Tensor]     # of every step of the path, (1, C, H, W) each
    other: Any = None           # the Activations beside these, if two are compared

    @property
    def step(self) -> layers.Step:
        """The selected step."""
        return self.path[-1]

    @property
    def output(self) -> Tensor:
        """The maps of the selected step, (C, H, W)."""
        return self.maps[self.step.name][0]

    @property
    def channel(self) -> int:
        """The selected map, counted from 0."""
        return self.selection.map - 1

    @property
    def cell(self) -> layers.Cell:
        """Row and column of the selected number."""
        return self.selection.row, self.selection.column

    def at(self, **place: int) -> "Activations":
        """Select another `map`, `row` or `column`, or the nearest one that these maps have."""
        wanted, (channels, height, width) = self.selection._replace(**place), self.output.shape
        nearest = dict(map=min(wanted.map, channels), row=min(wanted.row, height - 1),
                       column=min(wanted.column, width - 1))
        return self._replace(selection=wanted._replace(**nearest),
                             other=self.other and self.other.at(**place))


@lru_cache(maxsize=32)
def random_kernels(seed: int = 1) -> Source:
    """Build the tutorial's network: plain pixels, and kernels as PyTorch initializes them."""
    with torch.random.fork_rng():       # leaves the global rng as it was
        torch.manual_seed(seed)
        net = FeatureMaps(classes=["a", "b"], mean=[0.0] * 3, std=[1.0] * 3)
    return Source(net.eval().requires_grad_(False), None, "torch.nn.Conv2d", "random")


def network_with(weights: str, request: gr.Request | None = None, seed: int = 1) -> Source:
    """Return the feature-map network with random, our trained or a visitor's own weights."""
    if weights == "random":
        return random_kernels(seed)
    if weights == "trained":
        return registry.current("feature_maps")
    return choice.network_for(weights, WEIGHTS, "feature_maps", request)


def answering_network(
    weights: str, network: str = "feature_maps", request: gr.Request | None = None, seed: int = 1
) -> Source:
    """Return the network whose maps are shown: only the one for photos has a choice of weights."""
    if network == "feature_maps":
        return network_with(weights, request, seed)
    if network not in registry.NETWORKS:    # the raw API sends anything
        raise user_error("unknown_choice", request, choices=", ".join(registry.NETWORKS))
    return registry.current(network)


def input_size(picture: Image.Image, selection: Selection) -> tuple[int, int]:
    """Return height and width of the network's input."""
    return scaled_size(picture, selection.side, selection.shape)


@lru_cache(maxsize=4)
def decode_upright(file: Path, changed: int) -> Image.Image:
    """Decode a file as an upright RGB picture of at most 1536 pixels a side.

    Cached, because every control of the page asks for it; `changed` is the file's time stamp.
    """
    picture = to_rgb(uploads.decode_picture(file))
    picture.thumbnail((1536, 1536), reducing_gap=3)
    return picture


def open_upload(image: Any, request: gr.Request | None = None) -> Image.Image | None:
    """Return the picture of an upload; None if there is none.  Raises gr.Error."""
    if image is None:
        return None
    decoder = lambda file: decode_upright(file, file.stat().st_mtime_ns)  # noqa: E731
    return uploads.decode_or_explain(decoder, uploads.checked_path(image, request), request)


def network_input(
    picture: Image.Image, selection: Selection, request: gr.Request | None = None
) -> Tensor:
    """Return what the selected network takes of a picture.  Raises gr.Error."""
    image = prepare_input(picture, selection.network, input_size(picture, selection))
    if image is None:
        raise user_error("no_garment", request)
    return image


def compute_activations(
    picture: Image.Image, selection: Selection, request: gr.Request | None = None,
    source: Source | None = None,
) -> Activations:
    """Run the selected network, or `source`, from the pixels to the step.  Raises gr.Error."""
    selection = validated(selection, request)
    source = source or answering_network(
        selection.weights, selection.network, request, selection.seed)
    image = network_input(picture, selection, request)
    path, maps = run_up_to(source.net, selection.step, image)
    return Activations(selection._replace(step=path[-1].name), source, path, maps).at()


def activations_of_upload(
    image: Any, request: gr.Request | None, settings: dict[str, Any]
) -> Activations | None:
    """Compute the activations of an upload; None if there is none.  Raises gr.Error."""
    picture = open_upload(image, request)
    if picture is None:
        return None
    return compute_activations(picture, Selection(**settings), request)
