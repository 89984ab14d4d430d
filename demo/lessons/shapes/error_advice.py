"""What a PyTorch error about shapes means, in a sentence, and the network with it mended."""

from dataclasses import dataclass, field
from math import gcd, prod
from typing import Any

from demo.lessons.network_spec import Layer, Network, Step, layer
from demo.lessons.shapes.formulas import by, reach


@dataclass(frozen=True)
class Advice:
    """A sentence (its key and its values), and the network as the sentence would have it."""

    key: str
    mended: Network
    values: dict[str, Any] = field(default_factory=dict)


def advice(network: Network, steps: list[Step]) -> Advice | None:
    """What to do about the first error; None where everything runs."""
    broken = next((k for k, step in enumerate(steps) if step.error), None)
    if broken is None:
        return None
    step, layers = steps[broken], list(network.layers)
    key, changed, values = diagnosis(step)
    if key == "shapes_mend_order":     # to where the picture is still one
        flat = max(k for k in range(broken) if layers[k].kind == "Flatten")
        layers.insert(flat, layers.pop(broken))
    elif key == "shapes_mend_flatten":
        layers[broken : broken + 1] = [layer("Flatten"), changed]
    else:
        layers[broken] = changed
    return Advice(key, network.with_layers(layers), values)


def diagnosis(step: Step) -> tuple[str, Layer, dict[str, Any]]:
    """The sentence's key, the layer as it should be, and the numbers in the sentence."""
    each, before = step.layer, step.before
    if each.kind == "Linear":
        values = {"written": f"{each['in_features']:,}", "real": f"{prod(before):,}",
                  "shape": by(before), "last": f"{before[-1]:,}"}
        key = "shapes_mend_in_features" if len(before) == 1 else "shapes_mend_flatten"
        return key, each.with_(in_features=prod(before)), values
    if len(before) != 3:
        return "shapes_mend_order", each, {"kind": each.kind}
    if each.kind == "Conv2d":
        out, groups = each["out_channels"], each["groups"]
        if before[0] % groups or out % groups:
            values = {"before": before[0], "after": out, "groups": groups}
            return "shapes_mend_groups", each.with_(groups=gcd(before[0], out, groups)), values
    half = each["kernel_size"] // 2
    if each.kind != "Conv2d" and each["padding"] > half:
        return "shapes_mend_padding", each.with_(padding=half), {"half": half}
    room = min(before[1:]) + 2 * each["padding"]
    dilation = each.settings.get("dilation", 1)
    fitting = (room - 1) // dilation + 1        # the largest kernel that still fits
    values = {"reach": reach(each), "room": room, "kernel": fitting}
    return "shapes_mend_kernel", each.with_(kernel_size=fitting), values
