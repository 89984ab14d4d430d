"""Building blocks of the networks: normalization, and blocks of convolutions with pooling."""

import torch
from torch import Tensor, nn


class Normalize(nn.Module):
    """Subtract the training pixels' mean and divide by their standard deviation, per channel."""

    def __init__(self, mean: list[float], std: list[float]):
        super().__init__()
        # config.json stores both with the other arguments, so the weights need not repeat them.
        self.register_buffer("mean", torch.tensor(mean).view(-1, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(std).view(-1, 1, 1), persistent=False)

    def forward(self, image: Tensor) -> Tensor:     # (N, C, H, W) → the same shape
        return (image - self.mean) / self.std


def conv_block(before: int, after: int, convs: int) -> nn.Sequential:
    """Build `convs` times convolution, batch norm and ReLU, then pooling, which halves the sides.

    `before` and `after` are the channels of its input and output.
    """
    layers: list[nn.Module] = []
    for channels in [before, *[after] * (convs - 1)]:
        # No bias: the batch norm that follows subtracts the mean, and a bias with it.
        layers += [nn.Conv2d(channels, after, 3, padding=1, bias=False)]
        layers += [nn.BatchNorm2d(after), nn.ReLU()]
    return nn.Sequential(*layers, nn.MaxPool2d(2))


def early_pool_block(before: int, after: int, convs: int) -> nn.Sequential:
    """Build a conv_block that pools right after its first convolution.

    Batch norm and ReLU then work on a quarter of the numbers.
    """
    conv, *others, pool = conv_block(before, after, convs)
    return nn.Sequential(conv, pool, *others)


def strided_block(before: int, after: int, convs: int) -> nn.Sequential:
    """Build a conv_block whose first convolution has stride 2 and replaces the pooling.

    The numbers that pooling would drop are not computed. The kernel is 5×5, for a similar
    receptive field, and has no padding: 12 pixels halve evenly, to 6 and 3; 14 do not.
    """
    _, *others, _ = conv_block(before, after, convs)
    return nn.Sequential(nn.Conv2d(before, after, 5, stride=2, bias=False), *others)
