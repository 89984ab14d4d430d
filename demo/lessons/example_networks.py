"""Networks to start from: the tutorial's three, its mistake, the pad's, and an autoencoder."""

from demo.lessons.layer_settings import SAME, LayerSpec, new_layer
from demo.lessons.network_spec import NetworkSpec


def conv(out: int, kernel: int, padding: int = 0, bias: bool = True) -> LayerSpec:
    """Build a convolution; the rest of its settings are the defaults."""
    return new_layer("Conv2d", out_channels=out, kernel_size=kernel, padding=padding, bias=bias)


def linear(in_features: int, out_features: int) -> LayerSpec:
    """Build a fully connected layer."""
    return new_layer("Linear", in_features=in_features, out_features=out_features)


RELU, POOL, FLAT = new_layer("ReLU"), new_layer("MaxPool2d"), new_layer("Flatten")


def simple_cnn(in_features: int) -> NetworkSpec:
    """Build the tutorial's SimpleCNN; the tutorial asks for the in_features of its fc1."""
    layers = conv(16, 3, 1), RELU, POOL, conv(32, 3, 1), RELU, POOL, FLAT, linear(in_features, 256)
    return NetworkSpec((3, 184, 338), (*layers, RELU))


def mnist_net() -> NetworkSpec:
    """Build the tutorial's digit network."""
    head = FLAT, linear(64 * 12 * 12, 128), RELU, new_layer("Dropout"), linear(128, 10)
    body = conv(32, 3), RELU, conv(64, 3), RELU, POOL, new_layer("Dropout", p=0.25)
    return NetworkSpec((1, 28, 28), body + head)


def fashion_net() -> NetworkSpec:
    """Build the tutorial's LeNet-like network for garments."""
    body = conv(6, 5), RELU, POOL, conv(16, 5), RELU, POOL, FLAT
    head = linear(16 * 4 * 4, 120), RELU, linear(120, 84), RELU, linear(84, 10)
    return NetworkSpec((1, 28, 28), body + head)


def compact_net() -> NetworkSpec:
    """Build the network that reads the pad's digits; training/mnist.py trains it."""
    body, norm = [], (new_layer("BatchNorm2d"), RELU)
    for width in (32, 96, 192):
        body += [*[conv(width, 3, 1, bias=False), *norm] * 2, POOL]
    head = FLAT, new_layer("Dropout", p=0.2), linear(192 * 3 * 3, 10)
    return NetworkSpec((1, 28, 28), (*body, *head))


def autoencoder_net() -> NetworkSpec:
    """Build a network that halves a picture twice, and doubles it again with transposed kernels."""
    half = [new_layer("Conv2d", out_channels=out, stride=2, padding=1) for out in (16, 32)]
    double = [
        new_layer("ConvTranspose2d", out_channels=out, stride=2, padding=1, output_padding=1)
        for out in (16, 1)
    ]  # fmt: skip
    same = new_layer("Conv2d", out_channels=32, padding=SAME)
    return NetworkSpec((1, 28, 28), (half[0], RELU, half[1], RELU, same, RELU,
                                     double[0], RELU, double[1]))  # fmt: skip


def preset_networks() -> dict[str, NetworkSpec]:
    """Return the networks by their name in links and in words.toml."""
    return {
        "mnist": mnist_net(), "fashion": fashion_net(), "simple": simple_cnn(46 * 84 * 32),
        "mistake": simple_cnn(64 * 12 * 12), "compact": compact_net(),
        "autoencoder": autoencoder_net(),
    }
