"""A network as JSON, as the page sends it and links carry it, with every number checked."""

import json
from typing import Any

from demo.lessons.layer_settings import FIELDS, SAME, LayerSpec, new_layer, takes_same, typed_value
from demo.lessons.network_spec import NetworkSpec

MOST_LAYERS = 40
PICTURE = (1, 64), (1, 1024), (1, 1024)     # minimum and maximum: channels, height, width


class InvalidNetwork(ValueError):
    """A network sent by a page is invalid; `key` and `values` are the sentence that says why."""

    def __init__(self, key: str, **values: object):
        super().__init__(key)
        self.key, self.values = key, values


def parse_network(text: Any) -> NetworkSpec:
    """Read a network from JSON and check every number. Raises InvalidNetwork."""
    try:
        sent = json.loads(text) if isinstance(text, str) and len(text) < 20_000 else None
        picture, rows = sent["picture"], sent["layers"]
        if not isinstance(picture, list) or not isinstance(rows, list) or len(picture) != 3:
            raise TypeError
        if not all(isinstance(row, dict) and row.get("kind") in FIELDS for row in rows):
            raise TypeError
    except (TypeError, KeyError, ValueError, RecursionError):
        raise InvalidNetwork("shapes_unreadable") from None
    if len(rows) > MOST_LAYERS:
        raise InvalidNetwork("shapes_many", most=MOST_LAYERS)
    sides = [require_in_bounds(name, value, limits) for name, value, limits
             in zip(("channels", "height", "width"), picture, PICTURE)]
    return NetworkSpec(tuple(int(side) for side in sides), tuple(map(parse_layer, rows)))


def parse_layer(row: dict[str, Any]) -> LayerSpec:
    """Read one layer; settings that aren't given take their defaults."""
    kind, settings = row["kind"], {}
    for name, (least, most, start) in FIELDS[kind].items():
        value = row.get(name, start)
        if not (value == SAME and takes_same(kind, name)):
            value = require_in_bounds(name, value, (least, most))
        settings[name] = typed_value(name, value)
    return LayerSpec(kind, settings)


def require_in_bounds(name: str, value: Any, limits: tuple[float, float]) -> float:
    """Return a number within its limits, an integer unless a probability. Raises InvalidNetwork."""
    least, most = limits
    number = isinstance(value, (int, float)) and least <= value <= most      # NaN is not
    if not number or (name != "p" and value != int(value)):
        raise InvalidNetwork("shapes_bounds", name=name, least=least, most=most)
    return value


def network_to_json(network: NetworkSpec) -> str:
    """Write a network as JSON, with only the settings that differ from their defaults."""
    rows = []
    for each in network.layers:
        plain = new_layer(each.kind)
        rows.append({"kind": each.kind} | {
            name: value for name, value in each.settings.items() if value != plain[name]
        })
    return json.dumps({"picture": list(network.picture), "layers": rows}, separators=(",", ":"))
