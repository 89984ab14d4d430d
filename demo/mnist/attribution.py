"""What decided an answer: the ink erased bit by bit, the sum in the last layer, the first maps."""

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from hub import layers
from hub.models import CompactNet
from hub.preprocess import Ink, ink_box

PATCH, STEP = 5, 2      # side of what is erased at a time, and how far it moves, in pixels of 28


class ScoreTerms(NamedTuple):
    """The scores of one picture as sums: `terms.sum(1) + constant` are the logits."""

    terms: Tensor       # (classes, features): feature × weight
    constant: Tensor    # (classes,): the bias
    places: int         # the features are channels × places × places; 1 where they have no place

    def by_channel(self) -> Tensor:
        """(classes, channels), or one by one where there are no channels."""
        return self.terms.unflatten(1, (-1, self.places**2)).sum(2)

    def by_place(self) -> Tensor:
        """(classes, places, places)."""
        folded = self.terms.unflatten(1, (-1, self.places**2)).sum(1)
        return folded.unflatten(1, (self.places, self.places))


def centred_logits(logits: Tensor) -> Tensor:
    """Each score above the mean of all: what softmax would not notice is taken away."""
    return logits - logits.mean(-1, keepdim=True)


@torch.inference_mode()
def measure_occlusion(net: nn.Module, image: Tensor) -> Tensor:
    """How much each class loses where the ink of a picture is erased, (classes, 28, 28).

    A 5×5 eraser visits every second pixel (Zeiler & Fergus 2014, section 4.2); a pixel gets the
    mean of the visits that touched it, times its ink, so that empty paper stays 0.
    """
    near = torch.arange(28)[None] - torch.arange(0, 28, STEP)[:, None]          # (14, 28)
    near = near.abs() <= PATCH // 2
    masks = (near[:, None, :, None] & near[None, :, None, :]).flatten(0, 1)     # (196, 28, 28)
    masks = masks[(masks * image[0]).sum((1, 2)) > 0]       # where nothing is, nothing is erased
    scores = centred_logits(net(torch.cat([image, image * ~masks[:, None]])))
    losses = scores[0] - scores[1:]                                             # (visits, classes)
    visits = masks.float()
    heat = torch.einsum("vc,vyx->cyx", losses, visits) / visits.sum(0).clamp(min=1)
    return heat * image[0]


def output_layer(net: nn.Module) -> nn.Linear:
    """The layer whose outputs are the logits."""
    return [layer for layer in net.modules() if isinstance(layer, nn.Linear)][-1]


@torch.inference_mode()
def decompose_scores(net: nn.Module, image: Tensor) -> ScoreTerms:
    """The scores of one picture, (1, 1, 28, 28), taken apart."""
    layer, cooled = output_layer(net), getattr(net, "temperature", 1)
    terms = net.features(image) * layer.weight / cooled         # (classes, features)
    return ScoreTerms(terms, layer.bias / cooled, 3 if isinstance(net, CompactNet) else 1)


def first_layer_maps(net: nn.Module, image: Tensor) -> Tensor:
    """The maps after the first ReLU, (1, C, H, W); pooled already, where pooling is first."""
    path = layers.steps_up_to(layers.list_steps(net), "relu1")
    return layers.run_steps(path, image)["relu1"]


def locate_image(ink: Ink, side: tuple[int, int]) -> tuple[float, float, float, float]:
    """Where on a drawing of (height, width) the 28×28 picture lies: left, top, width, height."""
    height, width = side
    left, top, right, bottom = ink.box
    if (right - left, bottom - top) == (width, height):     # the whole drawing, squeezed
        return 0, 0, width, height
    x0, y0, x1, y1 = ink_box(ink.image[0, 0].numpy(), 0)
    across, down = (right - left) / (x1 - x0), (bottom - top) / (y1 - y0)
    return left - x0 * across, top - y0 * down, 28 * across, 28 * down


def strongest_place(heat: np.ndarray, box: tuple[int, int, int, int]) -> tuple[int, int]:
    """In which ninth of the ink's box a (28, 28) map of values ≥ 0 has most: row, column."""
    x0, y0, x1, y1 = box
    rows, columns = (
        np.clip((np.arange(28) - low) * 3 // max(high - low, 1), 0, 2)
        for low, high in ((y0, y1), (x0, x1))
    )
    sums = np.zeros((3, 3))
    np.add.at(sums, (rows[:, None], columns[None]), heat)
    return divmod(int(sums.argmax()), 3)
