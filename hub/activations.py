"""The activations of a whole network for one picture: columns of maps, features, score terms."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from hub.layers import Step, list_steps, run_steps
from hub.models import CompactNet


class Column(NamedTuple):
    """The maps after one stage of a network; all values are 0 or more."""

    step: str           # name of the stage's last step, as in hub.layers: pool1, relu3
    maps: Tensor        # (C, H, W); the features of a fully connected layer are (C, 1, 1)


class Activations(NamedTuple):
    """One picture on its way through a network, from the pixels to the classes."""

    columns: list[Column]       # from the pixels to the last features
    terms: Tensor               # (classes, C of the last column): share of each in the score
    bias: Tensor                # (classes,): `terms.sum(1) + bias` are the scores

    @property
    def scores(self) -> Tensor:
        """The scores before softmax, (classes,)."""
        return self.terms.sum(1) + self.bias


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
    return [layer for layer in net.modules() if isinstance(layer, nn.Linear)][-1]


@torch.inference_mode()
def record_activations(net: nn.Module, image: Tensor) -> Activations:
    """Run a network on one picture, (1, C, H, W) in [0, 1]."""
    path = list_steps(net)
    maps = run_steps(path, image)
    columns = [Column(name, maps[name][0]) for name in stage_ends(path)]
    last, layer = columns[-1].maps, output_layer(net)
    if isinstance(net, CompactNet):     # its features are the last maps
        features = last.flatten()
        groups = len(last)
    else:
        features = net.features(image)[0]
        groups = len(features)
        columns.append(Column("features", features[:, None, None]))
    temperature = getattr(net, "temperature", 1.0)
    products = features * layer.weight / temperature            # (classes, features)
    terms = products.unflatten(1, (groups, -1)).sum(2)          # (classes, groups)
    return Activations(columns, terms, layer.bias / temperature)
