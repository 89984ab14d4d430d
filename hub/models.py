"""The five networks, in four classes: pixels in [0, 1] go in, logits come out."""

import torch
import torch.nn.functional as F
from huggingface_hub import PyTorchModelHubMixin
from torch import Tensor, nn

FAST = dict(    # a CompactNet of 29,434 weights, quick to train
    widths=[16, 32, 64], convs=[1, 1, 1], early=True, strided=True,
)
HUB_METADATA = dict(library_name="pytorch", license="mit", tags=["image-classification", "cnn"])


class Normalize(nn.Module):
    """Subtract the mean and divide by the deviation of the training pixels, channel by channel."""

    def __init__(self, mean: list[float], std: list[float]):
        super().__init__()
        # Both travel in config.json with the other arguments, so the weights need not repeat them.
        self.register_buffer("mean", torch.tensor(mean).view(-1, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(std).view(-1, 1, 1), persistent=False)

    def forward(self, image: Tensor) -> Tensor:     # (N, C, H, W) → the same shape
        return (image - self.mean) / self.std


class CompactNet(nn.Module, PyTorchModelHubMixin, **HUB_METADATA):
    """Three blocks of convolution, batch norm, ReLU and pooling: `mnist` and `fashion_mnist`."""

    def __init__(
        self,
        classes: list[str],
        widths: list[int],      # channels after each of the three blocks
        convs: list[int],       # convolutions in each
        mean: list[float],
        std: list[float],
        temperature: float = 1.0,           # divides the logits, so that probabilities are honest
        threshold: float | None = None,     # less evidence than this is none of the classes
        early: bool = False,                # quicker: each block pools at once, see early_block
        strided: bool = False,              # quicker: the first kernel steps by two
    ):
        super().__init__()
        self.classes, self.temperature, self.threshold = classes, temperature, threshold
        self.normalize = Normalize(mean, std)
        channels = [len(mean), *widths]
        usual = early_pool_block if early else conv_block
        kinds = [strided_block if strided else usual, usual, usual]
        shapes = zip(channels, widths, convs)
        self.blocks = nn.ModuleList(kind(*shape) for kind, shape in zip(kinds, shapes))
        self.dropout = nn.Dropout(0.0 if early else 0.2)    # early ones learn better without
        self.fc = nn.Linear(widths[-1] * 3 * 3, len(classes))

    def features(self, ink: Tensor) -> Tensor:      # (N, 1, 28, 28), ink in [0, 1]
        """What the last layer weighs: widths[-1] channels of 3×3 places each."""
        x = self.normalize(ink)
        for layers in self.blocks:                  # side 28 → 14 → 7 → 3, or 28 → 12 → 6 → 3
            x = layers(x)                           # (N, width, side, side)
        return x.flatten(1)                         # (N, widths[-1] * 3 * 3)

    def forward(self, ink: Tensor) -> Tensor:
        logits = self.fc(self.dropout(self.features(ink)))  # (N, 10)
        return logits if self.training else logits / self.temperature

    def calibrate(self, temperature: float, threshold: float | None) -> None:
        """Set both, here and in what a checkpoint's config.json will say."""
        self.temperature, self.threshold = temperature, threshold
        self._hub_mixin_config |= {"temperature": temperature, "threshold": threshold}


def conv_block(before: int, after: int, convs: int) -> nn.Sequential:
    """`convs` times convolution, batch norm and ReLU, then pooling, which halves the sides."""
    layers: list[nn.Module] = []
    for channels in [before, *[after] * (convs - 1)]:
        # No bias: the batch norm that follows subtracts the mean, and a bias with it.
        layers += [nn.Conv2d(channels, after, 3, padding=1, bias=False)]
        layers += [nn.BatchNorm2d(after), nn.ReLU()]
    return nn.Sequential(*layers, nn.MaxPool2d(2))


def early_pool_block(before: int, after: int, convs: int) -> nn.Sequential:
    """The same, but pooled at once: batch norm and ReLU have a quarter of the numbers left."""
    conv, *others, pool = conv_block(before, after, convs)
    return nn.Sequential(conv, pool, *others)


def strided_block(before: int, after: int, convs: int) -> nn.Sequential:
    """The same, but what pooling would drop is not even computed: the first kernel steps by two.

    It is larger, to see as far, and has no padding: 12 places halve evenly, to 6 and 3; 14 do not.
    """
    _, *others, _ = conv_block(before, after, convs)
    return nn.Sequential(nn.Conv2d(before, after, 5, stride=2, bias=False), *others)


class MnistTutorial(nn.Module, PyTorchModelHubMixin, **HUB_METADATA):
    """The tutorial's digit network: two convolutions without padding, two dropouts, two layers."""

    def __init__(self, classes: list[str], mean: list[float], std: list[float]):
        super().__init__()
        self.classes = classes
        self.normalize = Normalize(mean, std)
        self.conv1 = nn.Conv2d(1, 32, 3)
        self.conv2 = nn.Conv2d(32, 64, 3)
        self.dropout1 = nn.Dropout(0.25)
        self.dropout2 = nn.Dropout(0.5)
        self.fc1 = nn.Linear(64 * 12 * 12, 128)
        self.fc2 = nn.Linear(128, len(classes))

    def features(self, ink: Tensor) -> Tensor:          # (N, 1, 28, 28), ink in [0, 1]
        """What the last layer weighs."""
        x = F.relu(self.conv1(self.normalize(ink)))     # (N, 32, 26, 26)
        x = self.conv2(x)                               # (N, 64, 24, 24)
        x = F.max_pool2d(x, 2)                          # (N, 64, 12, 12)
        # The tutorial has ReLU before the pooling. The numbers are the same, and a quarter as many.
        x = self.dropout1(F.relu(x))
        return F.relu(self.fc1(x.flatten(1)))           # 64 * 12 * 12 → 128

    def forward(self, ink: Tensor) -> Tensor:
        return self.fc2(self.dropout2(self.features(ink)))      # logits, (N, 10)


class FashionMnistTutorial(nn.Module, PyTorchModelHubMixin, **HUB_METADATA):
    """The tutorial's LeNet-like fashion network: 6 and 16 kernels of 5×5, then 120, 84 and 10."""

    def __init__(self, classes: list[str], mean: list[float], std: list[float]):
        super().__init__()
        self.classes = classes
        self.normalize = Normalize(mean, std)
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 4 * 4, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, len(classes))

    def features(self, ink: Tensor) -> Tensor:                          # (N, 1, 28, 28) in [0, 1]
        """What the last layer weighs."""
        x = F.relu(self.conv1(self.normalize(ink)))                     # (N, 6, 24, 24)
        x = F.relu(self.conv2(F.max_pool2d(x, 2)))                      # (N, 16, 8, 8)
        x = F.relu(self.fc1(F.max_pool2d(x, 2).flatten(1)))             # 16 * 4 * 4 → 120
        return F.relu(self.fc2(x))                                      # (N, 84)

    def forward(self, ink: Tensor) -> Tensor:
        return self.fc3(self.features(ink))                             # logits, (N, 10)


class FeatureMaps(nn.Module, PyTorchModelHubMixin, **HUB_METADATA):
    """The tutorial's SimpleCNN: 3 → 16 → 32 channels; its classifier takes any picture size."""

    def __init__(self, classes: list[str], mean: list[float], std: list[float]):
        super().__init__()
        self.classes = classes
        self.normalize = Normalize(mean, std)
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.fc1 = nn.Linear(32 * 4 * 4, 128)
        self.fc2 = nn.Linear(128, len(classes))

    def maps(self, rgb: Tensor) -> tuple[Tensor, Tensor]:               # (N, 3, H, W) in [0, 1]
        """What the tutorial calls x1 and x2: the maps after each convolution, ReLU and pooling."""
        x1 = F.max_pool2d(F.relu(self.conv1(self.normalize(rgb))), 2)   # (N, 16, H/2, W/2)
        x2 = F.max_pool2d(F.relu(self.conv2(x1)), 2)                    # (N, 32, H/4, W/4)
        return x1, x2

    def features(self, rgb: Tensor) -> Tensor:
        """What the last layer weighs."""
        _, x2 = self.maps(rgb)
        # A mean over 4×4 regions, so that fc1 fits every picture; the tutorial's fc1 fits only one.
        x = F.adaptive_avg_pool2d(x2, 4).flatten(1)                     # (N, 32 * 4 * 4)
        return F.relu(self.fc1(x))                                      # (N, 128)

    def forward(self, rgb: Tensor) -> Tensor:
        return self.fc2(self.features(rgb))                             # logits, (N, classes)


NETWORKS = {
    net.__name__: net for net in (CompactNet, MnistTutorial, FashionMnistTutorial, FeatureMaps)
}
