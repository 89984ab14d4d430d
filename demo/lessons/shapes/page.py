"""The lesson: output sizes. A network is built layer by layer, and PyTorch says what comes out."""

from typing import Any

import gradio as gr

from demo.i18n import t
from demo.lessons.example_networks import presets
from demo.lessons.lesson import panel
from demo.lessons.network_diagram import drawing
from demo.lessons.network_spec import FIELDS, YES_OR_NO, Network, Step, trace
from demo.lessons.shapes import formulas, pytorch_code
from demo.lessons.shapes.error_advice import advice
from demo.lessons.shapes.network_json import Unwritten, read, write


def look(text: Any) -> dict[str, Any]:
    """All that the page shows of a network, sent as JSON; or the sentence why it is none."""
    try:
        network = read(text)
    except Unwritten as wrong:
        return {"refused": {"key": wrong.key, "values": wrong.values}}
    steps = trace(network)
    return {
        "rows": [row(step) for step in steps],
        "total": f"{sum(step.parameters for step in steps):,}",
        "last": formulas.by((steps[-1].after if steps else network.picture) or ()),
        "trouble": trouble(network, steps),
        "drawing": drawing(network, steps),
        "programs": programs(network, steps),
    }


def row(step: Step) -> dict[str, Any]:
    """What stands beside one layer."""
    after, before = step.after, step.before
    lost = step.layer.kind == "Linear" and after and len(after) == 3
    return {
        "shape": formulas.by(after) if after else "",
        "sizes": formulas.sizes(step),
        "weights": formulas.weights(step),
        "found": before[-1] if before else None,    # the in_features that would be right
        "note": "shapes_no_flatten" if lost else None,
    }


def trouble(network: Network, steps: list[Step]) -> dict[str, Any] | None:
    """The first error: its place, PyTorch's words, ours, and the network without it."""
    told = advice(network, steps)
    if told is None:
        return None
    place = next(k for k, step in enumerate(steps) if step.error)
    return {
        "row": place, "error": steps[place].error, "key": told.key, "values": told.values,
        "mended": write(told.mended),
    }  # fmt: skip


def programs(network: Network, steps: list[Step]) -> dict[str, str]:
    return {
        "module": pytorch_code.module_program(network, steps),
        "lazy": pytorch_code.lazy_program(network, steps),
        "print": pytorch_code.print_program(network, steps),
        "printed": pytorch_code.printed(steps),
        "table": pytorch_code.table(network, steps),
    }


def page() -> None:
    """What there is to understand, and the thing to play with."""
    ready = {name: write(network) for name, network in presets().items()}
    gr.Markdown(t("shapes_text"))
    panel("shapes",
        presets=ready,
        fields=FIELDS,
        yes_or_no=YES_OR_NO,
        kinds={kind: f"shapes_{kind.lower()}" for kind in FIELDS},
        first=look(ready["mnist"]),
        server_functions=[look],
    )  # fmt: skip
