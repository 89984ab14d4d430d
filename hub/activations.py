"""The activations of a whole network for one picture: columns of maps, features, score terms."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from hub.layers import Step, list_steps, run_steps, steps_up_to
from hub.models import CompactNet

FEATURES = "features"       # the stage of those that a fully connected layer computes


class ScoreTerms(NamedTuple):
    """Logits of one picture as sums: `terms.sum(1) + constant`."""

    terms: Tensor       # (classes, features): feature × weight
    constant: Tensor    # (classes,): the bias
    places: int         # features are channels × places × places; 1 if they have no place

    def by_channel(self) -> Tensor:
        """Sum the terms of each channel: (classes, channels). A unit counts as a channel."""
        return self.terms.unflatten(1, (-1, self.places**2)).sum(2)

    def by_place(self) -> Tensor:
        """Sum the terms at each place: (classes, places, places)."""
        folded = self.terms.unflatten(1, (-1, self.places**2)).sum(1)
        return folded.unflatten(1, (self.places, self.places))


class Column(NamedTuple):
    """The maps after one stage of a network; all values are 0 or more."""

    step: str           # name of the stage's last step, as in hub.layers: pool1, relu3
    maps: Tensor        # (C, H, W); the features of a fully connected layer are (C, 1, 1)
    kernel: list[int] | None = None     # input maps and side of the stage's last kernels


class Activations(NamedTuple):
    """One picture on its way through a network, from the pixels to the classes."""

    columns: list[Column]       # from the pixels to the last features
    terms: Tensor               # (classes, C of the last column): share of each in the score
    bias: Tensor                # (classes,): `terms.sum(1) + bias` are the scores
    scores: Tensor              # (classes,): the network's logits, as `forward` computes them


def stage_ends(path: list[Step]) -> list[str]:
    """Name the last step of each stage: the pixels, then what each change of size leads to.

    A stage ends where the next convolution begins, if maps were pooled in it. A network that pools
    once only gets a stage for its first ReLU, so that every convolution that changes the number of
    maps is seen.
    """
    ends, pooled = ["pixels"], False
    for step, following in zip(path, [*path[1:], None]):
        pooled |= step.kind == "pool"
        if pooled and (following is None or following.kind == "conv"):
            ends.append(step.name)
            pooled = False
    return ends if len(ends) > 2 else [ends[0], "relu1", *ends[1:]]


def output_layer(net: nn.Module) -> nn.Linear:
    """Return the layer that computes the scores."""
    return [layer for layer in net.children() if isinstance(layer, nn.Linear)][-1]


def decompose_features(net: nn.Module, features: Tensor) -> ScoreTerms:
    """Decompose the logits that the last layer makes of its input, (1, features), into terms."""
    layer, temperature = output_layer(net), getattr(net, "temperature", 1)
    terms = features * layer.weight / temperature       # (classes, features)
    return ScoreTerms(terms, layer.bias / temperature, 3 if isinstance(net, CompactNet) else 1)


@torch.inference_mode()
def decompose_scores(net: nn.Module, image: Tensor) -> ScoreTerms:
    """Decompose the logits of one picture, (1, 1, 28, 28), into terms."""
    return decompose_features(net, net.features(image))


def record_activations(net: nn.Module, image: Tensor) -> Activations:
    """Run a network on one picture, (1, C, H, W) in [0, 1]."""
    return record_each(net, image)[0]


@torch.inference_mode()
def record_each(net: nn.Module, images: Tensor) -> list[Activations]:
    """Run a network on pictures, (N, C, H, W) in [0, 1], at once; return what each made of it."""
    path = list_steps(net)
    maps = run_steps(path, images)
    ends = {name: last_kernel(path, name) for name in stage_ends(path)}
    has_maps_last = isinstance(net, CompactNet)     # its features are the last maps
    features = maps[[*ends][-1]].flatten(1) if has_maps_last else net.features(images)
    scores = output_layer(net)(features) / getattr(net, "temperature", 1)
    found = []
    for n in range(len(images)):
        columns = [Column(name, maps[name][n], kernel) for name, kernel in ends.items()]
        if not has_maps_last:
            columns.append(Column(FEATURES, features[n, :, None, None]))
        decomposed = decompose_features(net, features[n : n + 1])
        found.append(
            Activations(columns, decomposed.by_channel(), decomposed.constant, scores[n]))
    return found


def last_kernel(path: list[Step], name: str) -> list[int] | None:
    """Return input maps and side of the kernels of the last convolution up to a step, or None."""
    convolutions = [step for step in steps_up_to(path, name) if step.kind == "conv"]
    return list(convolutions[-1].layer.weight.shape[1:3]) if convolutions else None
