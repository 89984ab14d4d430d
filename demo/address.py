"""Keep a page's settings in its address, and set them as the address of a link says."""

import json
from collections.abc import Mapping

import gradio as gr
from gradio.components import Component

from demo.events import QUIET

# Beside other listeners of the same event, which wait for its last call.
BESIDE = QUIET | dict(trigger_mode="multiple")

# The header's script has the function; it ignores what changes while the page is being built.
KEEP = """(...values) => {
  const changed = NAMES.map((name, k) => [name, values[k] === DEFAULTS[k] ? null : values[k]]);
  window.ConvLens?.keepSettings?.("PAGE", Object.fromEntries(changed));
}"""
READ = """(...values) => {
  const query = new URLSearchParams(location.search), isHere = query.get("show") === "PAGE";
  return NAMES.map((name, k) => {
    const linked = isHere ? query.get(name) : null;
    return CHOICES[k].includes(linked) ? linked : values[k];
  });
}"""


def keep_in_address(page: str, controls: Mapping[str, Component]) -> None:
    """Write the values that differ from the first ones into the address, under these names."""
    parts = list(controls.values())
    defaults = [part.value for part in parts]
    js = fill(KEEP, PAGE=page, NAMES=list(controls), DEFAULTS=defaults)
    gr.on([part.change for part in parts], None, parts, None, js=js, **BESIDE)


def set_from_address(app: gr.Blocks, page: str, controls: Mapping[str, gr.Dropdown]) -> None:
    """Choose in each of these controls what the address names, if it offers that."""
    parts = list(controls.values())
    choices = [[value for _, value in part.choices] for part in parts]
    js = fill(READ, PAGE=page, NAMES=list(controls), CHOICES=choices)
    app.load(None, parts, parts, js=js, **QUIET)


def fill(script: str, **values: object) -> str:
    """Put values into a script, as JSON; "PAGE" stands in quotes already."""
    for name, value in values.items():
        text = value if isinstance(value, str) else json.dumps(value)
        script = script.replace(name, text)
    return script
