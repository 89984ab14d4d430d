"""Run a network on a test set and measure its answers."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.data import LabelledImages


@torch.inference_mode()
def compute_logits(net: nn.Module, images: Tensor, batch_size: int = 1000) -> Tensor:
    """Return the logits for images, (N, C, H, W) in uint8 → (N, classes), float32, on the CPU."""
    net.eval()
    device = next(net.parameters()).device
    batches = images.split(batch_size)
    return torch.cat([net(batch.to(device).float() / 255).cpu() for batch in batches])


def score(logits: Tensor, data: LabelledImages) -> dict[str, Any]:
    """Measure loss, accuracy, recall of each class and the confusion matrix."""
    classes = len(data.classes)
    pairs = data.labels * classes + logits.argmax(1)        # row: label, column: answer
    confusion = torch.bincount(pairs, minlength=classes**2).view(classes, classes)
    correct = confusion.diagonal()
    recall = correct / confusion.sum(1).clamp(min=1)
    return {
        "loss": F.cross_entropy(logits, data.labels).item(),
        "accuracy": correct.sum().item() / len(data.labels),
        "correct": correct.sum().item(),
        "n": len(data.labels),
        "recall": dict(zip(data.classes, recall.tolist())),
        "confusion": confusion.tolist(),
    }
