"""Lesson: output sizes. Build a network layer by layer; PyTorch gives every size."""

from typing import Any

import gradio as gr

from demo.i18n import t
from demo.lessons.example_networks import preset_networks
from demo.lessons.layer_settings import BOOLEAN_FIELDS, FIELDS, takes_same
from demo.lessons.lesson import SHARED, lesson_panel
from demo.lessons.network_diagram import draw_network
from demo.lessons.network_spec import NetworkSpec, TraceStep, shape_text, trace_network
from demo.lessons.shapes import formulas, pytorch_code
from demo.lessons.shapes.error_advice import advise_all
from demo.lessons.shapes.network_json import InvalidNetwork, network_to_json, parse_network
from demo.templates import read_file


def describe_network(text: Any) -> dict[str, Any]:
    """Describe a network sent as JSON for the page, or say why it isn't one."""
    try:
        network = parse_network(text)
    except InvalidNetwork as invalid:
        return {"refused": {"key": invalid.key, "values": invalid.values}}
    steps = trace_network(network)
    return {
        "rows": [describe_step(step) for step in steps],
        "total": f"{sum(step.parameters for step in steps):,}",
        "last": shape_text((steps[-1].after if steps else network.picture) or ()),
        "trouble": describe_error(network, steps),
        "drawing": draw_network(network, steps),
        "programs": pytorch_programs(network, steps),
    }


def describe_step(step: TraceStep) -> dict[str, Any]:
    """Describe one layer: its output shape and how size and parameters are computed."""
    after, before = step.after, step.before
    no_flatten = step.layer.kind == "Linear" and after and len(after) == 3
    return {
        "shape": shape_text(after) if after else "",
        "sizes": formulas.size_formulas(step),
        "weights": formulas.parameter_formula(step),
        "found": before[-1] if before else None,    # the right in_features
        "note": "shapes_no_flatten" if no_flatten else None,
    }


def describe_error(network: NetworkSpec, steps: list[TraceStep]) -> dict[str, Any] | None:
    """Describe the first error: its row, PyTorch's message, our advice and the fixed network.

    `further`: advice on the errors that appear when it is fixed; the network given has none left.
    """
    advices = advise_all(network, steps)
    if not advices:
        return None
    place = next(k for k, step in enumerate(steps) if step.error)
    first, *further = ({"key": advice.key, "values": advice.values} for advice in advices)
    return {
        "row": place, "error": steps[place].error, **first, "further": further,
        "fixed": network_to_json(advices[-1].fixed),
    }  # fmt: skip


def pytorch_programs(network: NetworkSpec, steps: list[TraceStep]) -> dict[str, str]:
    """Write the network as PyTorch programs, with what they print."""
    return {
        "module": pytorch_code.module_program(network, steps),
        "lazy": pytorch_code.lazy_program(network, steps),
        "print": pytorch_code.print_program(network, steps),
        "printed": pytorch_code.printed_shapes(steps),
        "table": pytorch_code.summary_table(network, steps),
    }


def build() -> None:
    """Build the lesson's panel, and its text below."""
    ready = {name: network_to_json(network) for name, network in preset_networks().items()}
    lesson_panel(
        "shapes",
        css=read_file(SHARED / "network_diagram.css"),
        presets=ready,
        fields=FIELDS,
        boolean_fields=BOOLEAN_FIELDS,
        same_kinds=[kind for kind in FIELDS if takes_same(kind, "padding")],
        kinds={kind: f"shapes_{kind.lower()}" for kind in FIELDS},
        first=describe_network(ready["mnist"]),
        server_functions=[describe_network],
    )
    gr.Markdown(t("shapes_text"), elem_classes="lesson-text")
