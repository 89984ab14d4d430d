"""The fold "The tutorial's figures": the three of its program, and the shapes of the tensor."""

from typing import Any

import gradio as gr
from gradio.events import Dependency
from PIL import Image

from demo import components, mosaic
from demo.events import EACH, HEAVY, QUIETLY, clicked_pixel
from demo.feature_maps.activations import input_size, network_with
from demo.feature_maps.comparison import compare_uploads
from demo.feature_maps.handlers import feature_maps, shape_line, tutorial_figures
from demo.feature_maps.inspector import OPEN_MAP
from demo.feature_maps.inspector_handlers import Inspector
from demo.feature_maps.inspector_outputs import all_outputs
from demo.feature_maps.other_side import Updates
from demo.feature_maps.selection import Selection
from demo.feature_maps.shape_strip import shape_strip
from demo.i18n import t


def build(
    first: Image.Image, image: gr.Image, above: dict[str, Any], controls: dict[str, Any],
    inspected: Inspector, drawn: Dependency,
) -> None:
    """Lay out the fold; its figures are drawn anew after the event `drawn`."""
    start = Selection()
    computed = tutorial_figures(first, network_with("trained").net, start)
    titles = {"pooled": "pooled_text", "layer1": "layer1_text", "layer2": "layer2_text"}
    with gr.Accordion(t("figures"), open=False, elem_id="fold-figures"):
        gr.Markdown("### " + t("shapes"))
        gr.Markdown(t("tensor_text"), elem_classes="small")
        strip = shape_strip("shapes", input_size(first, start))
        figures = [components.picture_output(name, text, figure, name)
                   for (name, text), figure in zip(titles.items(), computed)]
    drawn = drawn.success(
        feature_maps, [image, *above.values()], figures,
        preprocess=False,       # `feature_maps` opens the file itself
        trigger_mode="always_last", show_progress="minimal", api_name="feature_maps", **HEAVY,
    )
    drawn.success(shape_line, [image, above["side"], above["shape"]], strip, **QUIETLY)
    for step, figure in zip(("pool1", "pool2"), figures[1:]):
        enlarge_on_click(figure, step, image, controls, inspected)


def enlarge_on_click(
    figure: gr.Image, step: str, image: gr.Image, controls: dict[str, Any], inspector: Inspector
) -> None:
    """Make a click on a figure of the tutorial enlarge that map, in the tab "Every layer"."""

    def choose(image: Any, request: gr.Request, event: gr.EventData, **settings: Any) -> Updates:
        wanted = settings | {"network": "feature_maps", "step": step}
        activations = compare_uploads(image, request, wanted)
        if activations is None:
            return gr.skip()
        grid = mosaic.grid_of(*activations.output.shape)
        clicked = mosaic.tile_at(grid, *clicked_pixel(event))
        outputs = all_outputs(inspector, activations.at(map=clicked + 1))
        return {inspector.network: "feature_maps"} | outputs

    outputs = [inspector.network, *inspector.outputs]
    clicked = figure.select(choose, image, outputs, inputs_kwargs=controls, **EACH)
    clicked.then(None, js=OPEN_MAP, api_visibility="private")
