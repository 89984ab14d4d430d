"""The tab "Every layer": any layer of any network, one map enlarged, one number computed."""

from typing import Any

import gradio as gr

from demo.events import AT_ONCE, EACH, QUIETLY
from demo.feature_maps.activations import network_with
from demo.feature_maps.inspector_handlers import Inspector
from demo.feature_maps.layer_strip import layer_strip
from demo.feature_maps.other_side import other_side
from demo.feature_maps.selection import NETWORKS, ORDERS, Selection
from demo.feature_maps.tile_picker import tile_picker
from demo.i18n import t
from demo.mosaic import COLOURS, SCALES
from demo.templates import template
from hub import layers
from hub.layers import Size

# From a map in the mosaic to its enlargement, and back. A key keeps the focus in the mosaic.
SHOW_MAP = """() => {
  const { top, bottom } = document.querySelector("#look-large").getBoundingClientRect();
  if ((top < 0 || bottom > innerHeight) && !document.querySelector("#look-mosaic :focus-visible"))
    document.querySelector("#look-large").scrollIntoView({ block: "center" });
}"""
BACK = """() => {
  const frame = document.querySelector("#look-mosaic .frame");
  frame.focus({ preventScroll: true });
  frame.querySelector(".mark")?.scrollIntoView({ block: "center", inline: "center" });
}"""
OPEN_MAP = """() => {
  document.querySelector('#maps [data-tab-id="closer"]').click();
  setTimeout(() => document.querySelector("#look-large").scrollIntoView({ block: "center" }));
}"""


def network_control() -> gr.Dropdown:
    """Build the choice of a network."""
    return gr.Dropdown(
        list(NETWORKS), value=Selection().network, label=t("network"), elem_id="look-network",
        min_width=140)


def look_controls() -> dict[str, Any]:
    """Build the controls for the look of the maps; the keys are fields of Selection."""
    start = Selection()
    with gr.Group():
        colours = gr.Radio(
            [(str(t(f"colours_{name}")), name) for name in COLOURS], value=start.colours,
            label=t("colours"), elem_id="look-colours", min_width=240)
        scale = gr.Radio(
            [(str(t(f"scale_{name}")), name) for name in SCALES], value=start.scale,
            label=t("scale"), elem_id="look-scale", min_width=240)
        order = gr.Radio(
            [(str(t(f"order_{name}")), name) for name in ORDERS], value=start.order,
            label=t("order"), elem_id="look-order", min_width=240)
        dead = gr.Checkbox(start.dead, label=t("dead"), elem_id="look-dead", min_width=200)
    return dict(colours=colours, scale=scale, order=order, dead=dead)


def place_controls() -> dict[str, gr.Number]:
    """Build the controls that choose a map and a number by typing instead of clicking."""
    start = Selection()
    with gr.Row(elem_id="look-place"):
        return {
            name: gr.Number(value, label=t(f"choose_{name}"), precision=0, minimum=least,
                            min_width=80, elem_id=f"look-{name}")
            for name, value, least in
            (("map", start.map, 1), ("row", start.row, 0), ("column", start.column, 0))
        }


def build(
    image: gr.Image, other_image: gr.Image, above: dict[str, Any], size: Size
) -> tuple[dict[str, Any], Inspector]:
    """Lay out the tab; return all controls by field of Selection, and the inspector.

    `above` are the controls beside and above it, `size` is that of the first picture. The caller
    has `draw` run when they or the image change. `other_image` is for a comparison.
    """
    step = layer_strip(layers.list_steps(network_with("trained").net), size)
    with gr.Row(elem_id="look-screen"):
        with gr.Column(elem_id="look-maps"):
            maps = tile_picker("look-mosaic")
            gr.Markdown(t("closer_intro"), elem_id="look-intro", elem_classes="small")
        with gr.Column(elem_id="look-map-column"):
            with gr.Row(elem_id="look-map-title"):
                gr.Markdown("### " + t("one_map"))
                back = gr.Button(t("back_to_maps"), size="sm", min_width=100, elem_id="look-back")
            enlarged = tile_picker("look-large")
            place = place_controls()
            facts = template("network_view/number_html", "look-facts")
            gr.Markdown("### " + t("its_field"), elem_id="look-field-title")
            field = tile_picker("look-field")
            gr.Markdown("### " + t("its_kernel"), elem_id="look-kernel-title")
            kernel = template("network_view/number_html", "look-kernel")
        with gr.Column(elem_id="look-sum-column"):
            gr.Markdown("### " + t("its_sum"), elem_id="look-sum-title")
            trace = template("network_view/number_html", "look-sums")
            gr.Markdown(t("its_input"), elem_id="look-input", elem_classes="small")
        with gr.Column(elem_id="other-column"):
            other = other_side()
    controls = above | {"step": step} | place
    inspector = Inspector(
        above["network"], step, maps, **place, enlarged=enlarged, field=field,
        facts=facts, trace=trace, kernel=kernel, other=other)
    listen(inspector, image, other_image, controls)
    back.click(None, js=BACK, api_visibility="private")
    return controls, inspector


def listen(
    tab: Inspector, image: gr.Image, other_image: gr.Image, controls: dict[str, Any]
) -> None:
    """Register the listeners of the tab's own components."""
    inputs = dict(inputs=image, inputs_kwargs=controls | {"other_picture": other_image})
    # `select` for a dropdown, because it sends each `input` twice.
    drawn_by = [tab.network.select, controls["other"].select, controls["compare"].input,
                controls["epoch"].input, controls["other_epoch"].input]
    gr.on(drawn_by, tab.draw, outputs=tab.outputs, **inputs, **QUIETLY)
    other_image.change(tab.draw_other, outputs=tab.outputs, **inputs, **QUIETLY)
    stepped = tab.step.input(tab.show_step, outputs=tab.maps, **inputs, **AT_ONCE)
    stepped.then(tab.show_details, outputs=tab.details, **inputs, **AT_ONCE)
    typed = [control.input for control in tab.place]
    gr.on(typed, tab.show_typed, outputs=[tab.enlarged, *tab.beside_map], **inputs, **QUIETLY)
    looks = [controls[name].input for name in ("colours", "scale", "order", "dead")]
    coloured = [tab.enlarged, *tab.maps, *tab.other.beside_map]
    gr.on(looks, tab.recolour, outputs=coloured, **inputs, **AT_ONCE)
    for mosaic_of_side in (tab.mosaic, tab.other.mosaic):
        clicked = mosaic_of_side.select(
            tab.choose_map, outputs=[tab.map, tab.enlarged], **inputs, **EACH)
        clicked.then(tab.show_beside_map, outputs=tab.beside_map, **inputs, **AT_ONCE)
        mosaic_of_side.select(None, js=SHOW_MAP, api_visibility="private")
    tab.enlarged.select(tab.choose_cell, outputs=tab.number, **inputs, **EACH)
    tab.other.enlarged.select(tab.choose_other_cell, outputs=tab.number, **inputs, **EACH)
