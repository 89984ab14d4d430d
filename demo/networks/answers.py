"""Answer pictures with a network: label and probabilities, as the endpoints send them."""

from typing import Any

import torch
from torch import Tensor, nn

from hub.predict import judge_logits

NOTHING: dict[str, Any] = {"label": None, "probs": {}}


@torch.inference_mode()
def answer_images(net: nn.Module, images: list[Tensor | None]) -> list[dict[str, Any]]:
    """Run the network once on all inputs, (1, C, H, W) each; None is answered by no label."""
    shown = [image for image in images if image is not None]
    logits = iter(net(torch.cat(shown)) if shown else ())
    return [NOTHING if image is None else encode_answer(net, next(logits)) for image in images]


def encode_answer(net: nn.Module, logits: Tensor) -> dict[str, Any]:
    """Return the answer that logits, (classes,), mean; label None is none of the classes."""
    answer = judge_logits(net, logits)
    return {"label": answer.label, "probs": {name: round(p, 6) for name, p in answer.probs.items()}}
