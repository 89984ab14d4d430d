"""Handlers of the feature-map page: the API endpoint, the shapes, and a link that was opened."""

from typing import Any

import gradio as gr
import torch.nn.functional as F
from PIL import Image

from demo import mosaic
from demo.feature_maps import export
from demo.feature_maps.activations import input_size, network_with, open_upload
from demo.feature_maps.axes import draw_with_axes
from demo.feature_maps.inspector_handlers import Inspector
from demo.feature_maps.inspector_outputs import all_outputs
from demo.feature_maps.other_side import Updates
from demo.feature_maps.selection import WEIGHTS, Selection, validated
from demo.feature_maps.shape_strip import strip_html
from demo.i18n import t
from demo.networks import registry
from hub.models import FeatureMaps
from hub.preprocess import rgb_tensor

Figures = tuple[Image.Image, Image.Image, Image.Image]


def feature_maps(
    image: Any, weights: str = "trained", seed: int = 1, side: int = 338, shape: str = "tutorial",
    request: gr.Request | None = None,
) -> Figures | tuple[None, None, None]:
    """Return an uploaded picture only pooled, the 16 maps of layer 1, and the 32 of layer 2."""
    selection = Selection(weights=weights, seed=seed, side=side, shape=shape)
    selection = validated(selection, request)
    net = network_with(selection.weights, request, selection.seed).net
    picture = open_upload(image, request)
    return (None, None, None) if picture is None else tutorial_figures(picture, net, selection)


def tutorial_figures(upload: Image.Image, net: FeatureMaps, selection: Selection) -> Figures:
    """Draw the three figures of the tutorial's program."""
    picture = rgb_tensor(upload, input_size(upload, selection))     # (1, 3, 184, 338) by default
    x0 = F.max_pool2d(picture, 2)                       # (1, 3, 92, 169)
    x1, x2 = net.maps(picture)                          # (1, 16, 92, 169), (1, 32, 46, 84)
    return (
        draw_with_axes([picture, x0]),
        mosaic.numbered_mosaic(x1[0]),
        mosaic.numbered_mosaic(x2[0]),
    )


def shape_line(
    image: Any, side: int, shape: str, request: gr.Request | None = None
) -> str | None:
    """List the shapes of a picture's tensor from layer to layer, as HTML."""
    picture = open_upload(image, request)
    selection = validated(Selection(side=side, shape=shape), request)
    return None if picture is None else strip_html(input_size(picture, selection))


def weights_choices() -> list[tuple[str, str]]:
    """List our own weights for a radio; the bundled ones too where a run stands for them."""
    ours = [(str(t(f"weights_{name}")), name) for name in WEIGHTS]
    return [*ours, *registry.bundled_choice("feature_maps")]


def open_link(
    pictures: tuple[Image.Image, Image.Image], request: gr.Request, tabs: Any,
    controls: dict[str, Any], inspector: Inspector,
) -> Updates:
    """Update the page as its address asks; the `pictures` are those that the page opens with.

    Without a link to this page only the inspector is filled: a quick visitor may have changed
    the controls already.
    """
    activations = export.linked_activations(*pictures, request)
    updates = all_outputs(inspector, activations)
    if not export.is_maps_link(request):
        return updates
    values = activations.selection._asdict()
    weights = values["weights"]
    if weights not in [value for _, value in weights_choices()]:
        choices = [*weights_choices(), (str(weights), weights)]
        values["weights"] = gr.Radio(choices, value=weights)
    set_controls = {control: values[name] for name, control in controls.items()}
    return {tabs: gr.Tabs(selected="maps")} | set_controls | updates
