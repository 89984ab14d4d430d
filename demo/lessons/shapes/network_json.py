"""A network as JSON, as the page sends it and a link carries it; every number within bounds."""

import json
import math
from typing import Any

from demo.lessons.network_spec import FIELDS, Layer, Network, as_written, layer

MOST_LAYERS = 40
PICTURE = (1, 64), (1, 1024), (1, 1024)     # least and most: channels, height, width


class Unwritten(ValueError):
    """What was sent is no network; `key` and `values` are the sentence that says so."""

    def __init__(self, key: str, **values: object):
        super().__init__(key)
        self.key, self.values = key, values


def read(text: Any) -> Network:
    """A network out of JSON, every number within its bounds. Raises Unwritten."""
    try:
        told = json.loads(text) if isinstance(text, str) and len(text) < 20_000 else None
        picture, rows = told["picture"], told["layers"]
        if not isinstance(picture, list) or not isinstance(rows, list) or len(picture) != 3:
            raise TypeError
        if not all(isinstance(row, dict) and row.get("kind") in FIELDS for row in rows):
            raise TypeError
    except (TypeError, KeyError, ValueError, RecursionError):
        raise Unwritten("shapes_unreadable") from None
    if len(rows) > MOST_LAYERS:
        raise Unwritten("shapes_many", most=MOST_LAYERS)
    sides = [bounded(name, value, limits) for name, value, limits
             in zip(("channels", "height", "width"), picture, PICTURE)]
    return Network(tuple(int(side) for side in sides), tuple(map(read_layer, rows)))


def read_layer(row: dict[str, Any]) -> Layer:
    """One row of the JSON; what it does not say is as in a new layer."""
    settings = {
        name: as_written(name, bounded(name, row.get(name, start), (least, most)))
        for name, (least, most, start) in FIELDS[row["kind"]].items()
    }
    return Layer(row["kind"], settings)


def bounded(name: str, value: Any, limits: tuple[float, float]) -> float:
    """A number within its limits, whole unless it is a probability. Raises Unwritten."""
    least, most = limits
    number = isinstance(value, (int, float)) and math.isfinite(value)
    if not number or not least <= value <= most or (name != "p" and value != int(value)):
        raise Unwritten("shapes_bounds", name=name, least=least, most=most)
    return value


def write(network: Network) -> str:
    """The JSON that `read` reads, with only what differs from a new layer."""
    rows = []
    for each in network.layers:
        plain = layer(each.kind)
        rows.append({"kind": each.kind} | {
            name: value for name, value in each.settings.items() if value != plain[name]
        })
    return json.dumps({"picture": list(network.picture), "layers": rows}, separators=(",", ":"))
