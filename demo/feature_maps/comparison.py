"""Compute the two sides of a comparison: another picture, network or epoch, or random weights."""

import copy
from typing import Any

import gradio as gr
import torch
from PIL import Image
from torch import Tensor

from demo import mosaic
from demo.feature_maps.activations import (
    Activations,
    answering_network,
    compute_activations,
    open_upload,
)
from demo.feature_maps.epochs import network_after
from demo.feature_maps.selection import Selection, validated
from hub.remote.source import Source


def randomize(source: Source, seed: int) -> Source:
    """Copy a network and draw its weights at random, as PyTorch initializes them."""
    net = copy.deepcopy(source.net)
    with torch.random.fork_rng():       # leaves the global rng as it was
        torch.manual_seed(seed)
        for module in net.modules():
            if hasattr(module, "reset_parameters"):
                module.reset_parameters()
    return Source(net.eval().requires_grad_(False), None, source.name, "random")


def random_and_trained(selection: Selection, request: gr.Request | None) -> list[Source]:
    """Return the chosen weights, and random ones, or trained ones if the chosen are random."""
    network, seed = selection.network, selection.seed
    chosen = answering_network(selection.weights, network, request, seed)
    if chosen.origin == "random":
        return [chosen, answering_network("trained", network, request)]
    if network == "feature_maps":
        return [chosen, answering_network("random", network, request, seed)]
    return [chosen, randomize(chosen, seed)]


def choose_sources(selection: Selection, request: gr.Request | None) -> list[Source]:
    """Return the networks of the left side and of the right."""
    if selection.compare == "epoch":
        return [network_after(selection.epoch), network_after(selection.other_epoch)]
    if selection.compare == "random":
        return random_and_trained(selection, request)
    names = selection.network, selection.network
    if selection.compare == "network":
        names = selection.network, selection.other
    return [answering_network(selection.weights, name, request, selection.seed) for name in names]


def choose_networks(selection: Selection) -> list[str]:
    """Return the names of both networks: they decide how a picture becomes their input."""
    if selection.compare == "epoch":
        return ["feature_maps"] * 2
    other = selection.other if selection.compare == "network" else selection.network
    return [selection.network, other]


def compare_activations(
    picture: Image.Image, other_picture: Image.Image, selection: Selection,
    request: gr.Request | None = None,
) -> Activations:
    """Compute what is selected, and beside it what it is compared with.  Raises gr.Error."""
    selection = validated(selection, request)
    if selection.compare == "nothing":
        return compute_activations(picture, selection, request)
    pictures = picture, other_picture if selection.compare == "picture" else picture
    first, other = (
        compute_activations(shown, selection._replace(network=network), request, source)
        for shown, network, source in
        zip(pictures, choose_networks(selection), choose_sources(selection, request)))
    kept = first.selection._replace(network=selection.network)      # two epochs show another
    first = first._replace(selection=kept)
    return first._replace(other=other._replace(other=first))


def compare_uploads(
    image: Any, request: gr.Request | None, settings: dict[str, Any]
) -> Activations | None:
    """Compute the activations of an upload, and those beside them; None if there is no upload.

    `settings` are those of a Selection and the upload `other_picture`, if there is one.
    Raises gr.Error.
    """
    other_image = settings.pop("other_picture", None)
    picture = open_upload(image, request)
    if picture is None:
        return None
    compared = open_upload(other_image, request) if settings["compare"] == "picture" else None
    return compare_activations(picture, compared or picture, Selection(**settings), request)


def shared_limits(maps: Tensor, other: Tensor, scale: str, colours: str) -> tuple[Tensor, Tensor]:
    """Return the `colour_limits` of maps that stand beside others, (C, H, W) each.

    Both layers share them; of a scale for each map, those with the same number do.
    """
    low, high = mosaic.colour_limits(maps, scale, colours)
    other_low, other_high = mosaic.colour_limits(other, scale, colours)
    if scale != "map":
        return low.minimum(other_low[:1]), high.maximum(other_high[:1])
    count = min(len(low), len(other_low))
    low[:count] = low[:count].minimum(other_low[:count])
    high[:count] = high[:count].maximum(other_high[:count])
    return low, high
