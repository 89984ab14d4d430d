"""Explain a PyTorch shape error in one sentence, and fix the network."""

from dataclasses import dataclass, field
from math import gcd, prod
from typing import Any

from demo.lessons.network_spec import LayerSpec, NetworkSpec, TraceStep, new_layer, shape_text
from demo.lessons.shapes.formulas import window_span


@dataclass(frozen=True)
class Advice:
    """A sentence (its key and its values), and the network fixed as the sentence says."""

    key: str
    fixed: NetworkSpec
    values: dict[str, Any] = field(default_factory=dict)


def advise(network: NetworkSpec, steps: list[TraceStep]) -> Advice | None:
    """Say how to fix the first error; None if the whole network runs."""
    broken = next((k for k, step in enumerate(steps) if step.error), None)
    if broken is None:
        return None
    step, layers = steps[broken], list(network.layers)
    key, changed, values = diagnose(step)
    if key == "shapes_mend_order":     # before Flatten there still is a picture
        flat = max(k for k in range(broken) if layers[k].kind == "Flatten")
        layers.insert(flat, layers.pop(broken))
    elif key == "shapes_mend_flatten":
        layers[broken : broken + 1] = [new_layer("Flatten"), changed]
    else:
        layers[broken] = changed
    return Advice(key, network.with_layers(layers), values)


def diagnose(step: TraceStep) -> tuple[str, LayerSpec, dict[str, Any]]:
    """Find the mistake: the sentence's key, the corrected layer, the values in the sentence."""
    each, before = step.layer, step.before
    if each.kind == "Linear":
        values = {"written": f"{each['in_features']:,}", "real": f"{prod(before):,}",
                  "shape": shape_text(before), "last": f"{before[-1]:,}"}
        key = "shapes_mend_in_features" if len(before) == 1 else "shapes_mend_flatten"
        return key, each.with_settings(in_features=prod(before)), values
    if len(before) != 3:
        return "shapes_mend_order", each, {"kind": each.kind}
    if each.kind == "Conv2d":
        out, groups = each["out_channels"], each["groups"]
        if before[0] % groups or out % groups:
            values = {"before": before[0], "after": out, "groups": groups}
            fixed = each.with_settings(groups=gcd(before[0], out, groups))
            return "shapes_mend_groups", fixed, values
    half = each["kernel_size"] // 2
    if each.kind != "Conv2d" and each["padding"] > half:
        return "shapes_mend_padding", each.with_settings(padding=half), {"half": half}
    room = min(before[1:]) + 2 * each["padding"]
    dilation = each.settings.get("dilation", 1)
    fitting = (room - 1) // dilation + 1        # the largest kernel that still fits
    values = {"reach": window_span(each), "room": room, "kernel": fitting}
    return "shapes_mend_kernel", each.with_settings(kernel_size=fitting), values
