"""The kinds of layers that a network may have, and the settings of each."""

from dataclasses import dataclass, field, replace
from typing import Any

CHANNELS, SIDE, NUMBERS = (1, 1024), (1, 15), (1, 10_000)
# The settings of each kind of layer: minimum, maximum, default. An in_features of 0 is taken from
# the input, as nn.LazyLinear does; the padding of a Conv2d may also be "same".
FIELDS: dict[str, dict[str, tuple[float, float, float]]] = {
    "Conv2d": {
        "out_channels": (*CHANNELS, 16), "kernel_size": (*SIDE, 3), "stride": (*SIDE, 1),
        "padding": (0, 15, 0), "dilation": (*SIDE, 1), "groups": (*CHANNELS, 1), "bias": (0, 1, 1),
    },
    "ConvTranspose2d": {
        "out_channels": (*CHANNELS, 16), "kernel_size": (*SIDE, 3), "stride": (*SIDE, 1),
        "padding": (0, 15, 0), "output_padding": (0, 14, 0), "dilation": (*SIDE, 1),
        "groups": (*CHANNELS, 1), "bias": (0, 1, 1),
    },
    "MaxPool2d": {
        "kernel_size": (*SIDE, 2), "stride": (*SIDE, 2), "padding": (0, 15, 0),
        "dilation": (*SIDE, 1), "ceil_mode": (0, 1, 0),
    },
    "AvgPool2d": {
        "kernel_size": (*SIDE, 2), "stride": (*SIDE, 2), "padding": (0, 15, 0),
        "ceil_mode": (0, 1, 0),
    },
    "ReLU": {},
    "BatchNorm2d": {},
    "Dropout": {"p": (0, 1, 0.5)},
    "Flatten": {},
    "Linear": {"in_features": (0, 100_000_000, 0), "out_features": (*NUMBERS, 10)},
}  # fmt: skip
BOOLEAN_FIELDS = ("bias", "ceil_mode")
SAME = "same"       # a padding that keeps height and width


@dataclass(frozen=True)
class LayerSpec:
    """One layer: its kind, and a value for each setting of that kind."""

    kind: str
    settings: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.settings[name]

    def with_settings(self, **changes: Any) -> "LayerSpec":
        """Return a copy with some settings changed."""
        return replace(self, settings={**self.settings, **changes})


def new_layer(kind: str, **settings: Any) -> LayerSpec:
    """Build a layer; settings that aren't given take their defaults."""
    return LayerSpec(kind, {name: typed_value(name, start) for name, (_, _, start)
                        in FIELDS[kind].items()} | settings)


def typed_value(name: str, value: Any) -> Any:
    """Convert a setting to the type that PyTorch expects."""
    if value == SAME:
        return value
    return bool(value) if name in BOOLEAN_FIELDS else float(value) if name == "p" else int(value)


def takes_same(kind: str, name: str) -> bool:
    """Tell whether this setting of this kind of layer may be "same"."""
    return kind == "Conv2d" and name == "padding"
