"""The networks that answer, each loaded once, and their probabilities."""

from functools import cache

import torch
from torch import Tensor, nn

from hub import checkpoint


@cache
def network(name: str) -> nn.Module:
    """A bundled network by its checkpoint's name, ready to answer.

    The pages load theirs while they are built, so an unfit one ends the start in one line.
    """
    try:
        return checkpoint.load(checkpoint.BUNDLED / name)
    except checkpoint.Unfit as error:
        raise SystemExit(f"{checkpoint.BUNDLED / name}: {error}") from None


@cache
def choices(*names: str) -> list[tuple[str, str]]:
    """(what a person reads, name) of each network: its name and its accuracy on the test set."""
    return [
        (f"{name} · {checkpoint.metrics(checkpoint.BUNDLED / name)['accuracy']:.1%}", name)
        for name in names
    ]


@torch.inference_mode()
def probabilities(name: str, image: Tensor) -> dict[str, float]:
    """Softmax of a network's logits for one picture, (1, C, H, W): class name → probability."""
    net = network(name)
    probs = net(image).softmax(1)[0]        # (classes,)
    return dict(zip(net.classes, probs.tolist()))
