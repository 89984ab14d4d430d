"""Explain a PyTorch shape error in one sentence, and fix the network."""

from dataclasses import dataclass, field
from math import gcd, prod
from typing import Any

from demo.lessons.layer_settings import FIELDS, SAME, LayerSpec, new_layer
from demo.lessons.network_spec import NetworkSpec, TraceStep, shape_text, trace_network
from demo.lessons.shapes.formulas import window_span
from demo.lessons.shapes.network_json import MOST_LAYERS

MOST_FIXES = 4 * MOST_LAYERS    # a layer may have several errors, one behind the other
Diagnosis = tuple[str, LayerSpec | None, dict[str, Any]]


@dataclass(frozen=True)
class Advice:
    """A sentence (its key and its values), and the network fixed as the sentence says."""

    key: str
    fixed: NetworkSpec
    values: dict[str, Any] = field(default_factory=dict)


def advise_all(network: NetworkSpec, steps: list[TraceStep]) -> list[Advice]:
    """Fix one error after another until the network runs; return the advice on each."""
    advices: list[Advice] = []
    while len(advices) < MOST_FIXES and (advice := advise(network, steps)):
        advices.append(advice)
        network = advice.fixed
        steps = trace_network(network, steps)
    return advices


def advise(network: NetworkSpec, steps: list[TraceStep]) -> Advice | None:
    """Say how to fix the first error; None if the whole network runs."""
    broken = next((k for k, step in enumerate(steps) if step.error), None)
    if broken is None:
        return None
    layers = list(network.layers)
    key, changed, values = diagnose(steps[broken], has_room=len(layers) < MOST_LAYERS)
    if changed is None:
        del layers[broken]
    elif key == "shapes_mend_order":    # before Flatten there still is a picture
        flat = max(k for k in range(broken) if layers[k].kind == "Flatten")
        layers.insert(flat, layers.pop(broken))
    elif key == "shapes_mend_flatten":
        layers[broken : broken + 1] = [new_layer("Flatten"), changed]
    else:
        layers[broken] = changed
    return Advice(key, network.with_layers(layers), values)


def diagnose(step: TraceStep, has_room: bool) -> Diagnosis:
    """Find the mistake: the sentence's key, the corrected layer or None, the sentence's values.

    `has_room`: another layer may be added.
    """
    each, before = step.layer, step.before
    if step.error.startswith("MemoryError"):
        return "shapes_mend_remove", None, {"kind": each.kind}
    if each.kind == "Linear":
        return diagnose_linear(each, before, has_room)
    if len(before) != 3:
        return "shapes_mend_order", each, {"kind": each.kind}
    if "groups" in each.settings:
        out, groups = each["out_channels"], each["groups"]
        if before[0] % groups or out % groups:
            values = {"before": before[0], "after": out, "groups": groups}
            fixed = each.with_settings(groups=gcd(before[0], out, groups))
            return "shapes_mend_groups", fixed, values
    if each.kind == "ConvTranspose2d":
        return diagnose_transposed(each, before)
    return diagnose_window(each, before)


def diagnose_linear(each: LayerSpec, before: tuple[int, ...], has_room: bool) -> Diagnosis:
    """Correct in_features; a picture is flattened first. What is too large to write is left out."""
    flattens = len(before) > 1 and has_room
    real = prod(before) if flattens else before[-1]
    values = {"written": f"{each['in_features']:,}", "real": f"{real:,}",
              "shape": shape_text(before), "last": f"{before[-1]:,}"}
    _, most, _ = FIELDS["Linear"]["in_features"]
    key = "shapes_mend_flatten" if flattens else "shapes_mend_in_features"
    return key, each.with_settings(in_features=real if real <= most else 0), values


def diagnose_transposed(each: LayerSpec, before: tuple[int, ...]) -> Diagnosis:
    """Correct a transposed convolution: its output padding, or a padding that leaves nothing."""
    most = max(each["stride"], each["dilation"]) - 1
    if each["output_padding"] > most:
        return "shapes_mend_output", each.with_settings(output_padding=most), {"most": most}
    size = (min(before[1:]) - 1) * each["stride"] + window_span(each) + each["output_padding"]
    padding = (size - 1) // 2
    values = {"size": size, "written": each["padding"], "padding": padding}
    return "shapes_mend_cropped", each.with_settings(padding=padding), values


def diagnose_window(each: LayerSpec, before: tuple[int, ...]) -> Diagnosis:
    """Correct a convolution or pooling: its stride, its padding, or a window that is too large."""
    if each["padding"] == SAME:
        return "shapes_mend_same", each.with_settings(stride=1), {"stride": each["stride"]}
    half = each["kernel_size"] // 2
    if each.kind != "Conv2d" and each["padding"] > half:
        return "shapes_mend_padding", each.with_settings(padding=half), {"half": half}
    room = min(before[1:]) + 2 * each["padding"]
    dilation = each.settings.get("dilation", 1)
    fitting = (room - 1) // dilation + 1        # the largest kernel that still fits
    values = {"reach": window_span(each), "room": room, "kernel": fitting}
    return "shapes_mend_kernel", each.with_settings(kernel_size=fitting), values
