"""The five networks, in four classes: they take pixels in [0, 1] and return logits."""

from typing import Any

import torch.nn.functional as F
from huggingface_hub import PyTorchModelHubMixin
from torch import Tensor, nn

from hub.blocks import Normalize, conv_block, early_pool_block, strided_block

FAST = dict(    # arguments of a CompactNet with 29,434 weights that trains quickly
    widths=[16, 32, 64], convs=[1, 1, 1], early=True, strided=True,
)
HUB_METADATA = dict(library_name="pytorch", license="mit", tags=["image-classification", "cnn"])


class CompactNet(nn.Module, PyTorchModelHubMixin, **HUB_METADATA):
    """Three blocks of convolution, batch norm, ReLU and pooling; `mnist` and `fashion_mnist`."""

    def __init__(
        self,
        classes: list[str],
        widths: list[int],      # channels after each of the three blocks
        convs: list[int],       # convolutions in each block
        mean: list[float],
        std: list[float],
        temperature: float = 1.0,           # divides the logits, to calibrate the probabilities
        threshold: float | None = None,     # less evidence than this means "none of the classes"
        early: bool = False,                # faster: blocks pool early, see early_pool_block
        strided: bool = False,              # faster: the first convolution has stride 2
    ):
        super().__init__()
        self.classes, self.temperature, self.threshold = classes, temperature, threshold
        self.normalize = Normalize(mean, std)
        channels = [len(mean), *widths]
        usual = early_pool_block if early else conv_block
        builders = [strided_block if strided else usual, usual, usual]
        shapes = zip(channels, widths, convs)
        self.blocks = nn.ModuleList(build(*shape) for build, shape in zip(builders, shapes))
        self.dropout = nn.Dropout(0.0 if early else 0.2)    # with early pooling, 0 was better
        self.fc = nn.Linear(widths[-1] * 3 * 3, len(classes))

    def features(self, ink: Tensor) -> Tensor:      # (N, 1, 28, 28), ink in [0, 1]
        """Return the input of the last layer: widths[-1] channels of 3×3 values."""
        x = self.normalize(ink)
        for layers in self.blocks:                  # side 28 → 14 → 7 → 3, or 28 → 12 → 6 → 3
            x = layers(x)                           # (N, width, side, side)
        return x.flatten(1)                         # (N, widths[-1] * 3 * 3)

    def forward(self, ink: Tensor) -> Tensor:
        logits = self.fc(self.dropout(self.features(ink)))  # (N, 10)
        return logits if self.training else logits / self.temperature

    def calibrate(self, temperature: float, threshold: float | None) -> None:
        """Set temperature and threshold, also for the config.json of a checkpoint."""
        self.temperature, self.threshold = temperature, threshold
        hub_config(self).update(temperature=temperature, threshold=threshold)


class MnistTutorial(nn.Module, PyTorchModelHubMixin, **HUB_METADATA):
    """The tutorial's digit network: two unpadded convolutions, two dropouts, two linear layers."""

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
        """Return the input of the last layer."""
        x = F.relu(self.conv1(self.normalize(ink)))     # (N, 32, 26, 26)
        x = self.conv2(x)                               # (N, 64, 24, 24)
        x = F.max_pool2d(x, 2)                          # (N, 64, 12, 12)
        # The tutorial applies ReLU before pooling: same result, but four times as many numbers.
        x = self.dropout1(F.relu(x))
        return F.relu(self.fc1(x.flatten(1)))           # 64 * 12 * 12 → 128

    def forward(self, ink: Tensor) -> Tensor:
        return self.fc2(self.dropout2(self.features(ink)))      # logits, (N, 10)


class FashionMnistTutorial(nn.Module, PyTorchModelHubMixin, **HUB_METADATA):
    """The tutorial's network for clothes, like LeNet: 6 and 16 kernels of 5×5, then 120, 84, 10."""

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
        """Return the input of the last layer."""
        x = F.relu(self.conv1(self.normalize(ink)))                     # (N, 6, 24, 24)
        x = F.relu(self.conv2(F.max_pool2d(x, 2)))                      # (N, 16, 8, 8)
        x = F.relu(self.fc1(F.max_pool2d(x, 2).flatten(1)))             # 16 * 4 * 4 → 120
        return F.relu(self.fc2(x))                                      # (N, 84)

    def forward(self, ink: Tensor) -> Tensor:
        return self.fc3(self.features(ink))                             # logits, (N, 10)


class FeatureMaps(nn.Module, PyTorchModelHubMixin, **HUB_METADATA):
    """The tutorial's SimpleCNN: 3 → 16 → 32 channels; takes pictures of any size."""

    def __init__(self, classes: list[str], mean: list[float], std: list[float]):
        super().__init__()
        self.classes = classes
        self.normalize = Normalize(mean, std)
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.fc1 = nn.Linear(32 * 4 * 4, 128)
        self.fc2 = nn.Linear(128, len(classes))

    def maps(self, rgb: Tensor) -> tuple[Tensor, Tensor]:               # (N, 3, H, W) in [0, 1]
        """Return the maps after each convolution, ReLU and pooling: the tutorial's x1 and x2."""
        x1 = F.max_pool2d(F.relu(self.conv1(self.normalize(rgb))), 2)   # (N, 16, H/2, W/2)
        x2 = F.max_pool2d(F.relu(self.conv2(x1)), 2)                    # (N, 32, H/4, W/4)
        return x1, x2

    def features(self, rgb: Tensor) -> Tensor:
        """Return the input of the last layer."""
        _, x2 = self.maps(rgb)
        # Means over 4×4 regions, so that fc1 fits every picture size; the tutorial's fits one.
        x = F.adaptive_avg_pool2d(x2, 4).flatten(1)                     # (N, 32 * 4 * 4)
        return F.relu(self.fc1(x))                                      # (N, 128)

    def forward(self, rgb: Tensor) -> Tensor:
        return self.fc2(self.features(rgb))                             # logits, (N, classes)


NETWORKS = {
    net.__name__: net for net in (CompactNet, MnistTutorial, FashionMnistTutorial, FeatureMaps)
}


def hub_config(net: nn.Module) -> dict[str, Any]:
    """Return the constructor arguments of a network, as config.json stores them.

    The attribute is private: huggingface_hub 2.4.0, hub_mixin.py. No public function returns it.
    """
    return net._hub_mixin_config
