"""The networks to begin with: the tutorial's three, its mistake, and ours."""

from demo.lessons.network_spec import Layer, Network, layer


def conv(out: int, kernel: int, padding: int = 0, bias: bool = True) -> Layer:
    return layer("Conv2d", out_channels=out, kernel_size=kernel, padding=padding, bias=bias)


def linear(before: int, after: int) -> Layer:
    return layer("Linear", in_features=before, out_features=after)


RELU, POOL, FLAT = layer("ReLU"), layer("MaxPool2d"), layer("Flatten")


def simple(in_features: int) -> Network:
    """The tutorial's SimpleCNN, whose fc1 it asks about."""
    layers = conv(16, 3, 1), RELU, POOL, conv(32, 3, 1), RELU, POOL, FLAT, linear(in_features, 256)
    return Network((3, 184, 338), (*layers, RELU))


def mnist() -> Network:
    """The tutorial's digit network."""
    head = FLAT, linear(64 * 12 * 12, 128), RELU, layer("Dropout"), linear(128, 10)
    body = conv(32, 3), RELU, conv(64, 3), RELU, POOL, layer("Dropout", p=0.25)
    return Network((1, 28, 28), body + head)


def fashion() -> Network:
    """The tutorial's LeNet-like network for garments."""
    body = conv(6, 5), RELU, POOL, conv(16, 5), RELU, POOL, FLAT
    head = linear(16 * 4 * 4, 120), RELU, linear(120, 84), RELU, linear(84, 10)
    return Network((1, 28, 28), body + head)


def compact() -> Network:
    """What reads the digits of the sketchpad; see training/mnist.py."""
    body, norm = [], (layer("BatchNorm2d"), RELU)
    for width in (32, 96, 192):
        body += [*[conv(width, 3, 1, bias=False), *norm] * 2, POOL]
    head = FLAT, layer("Dropout", p=0.2), linear(192 * 3 * 3, 10)
    return Network((1, 28, 28), (*body, *head))


def presets() -> dict[str, Network]:
    """Name in links and words: the network."""
    return {
        "mnist": mnist(), "fashion": fashion(), "simple": simple(46 * 84 * 32),
        "mistake": simple(64 * 12 * 12), "compact": compact(),
    }
