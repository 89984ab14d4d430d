"""The page "Feature maps": a picture, what each layer makes of it, and tools to look closer.

It follows the tutorial's 池化、卷积一张图片.
"""

from pathlib import Path
from typing import Any

import gradio as gr

from demo import components
from demo.events import QUIETLY
from demo.feature_maps import epochs, export, inspector, pooling
from demo.feature_maps.activations import decode_upright, input_size, network_with
from demo.feature_maps.handlers import (
    feature_maps,
    open_link,
    shape_line,
    tutorial_figures,
    weights_choices,
)
from demo.feature_maps.inspector import DRAW
from demo.feature_maps.inspector_handlers import Inspector
from demo.feature_maps.selection import SEEDS, SHAPES, SIDES, WEIGHTS, Selection
from demo.feature_maps.shape_strip import shape_strip
from demo.i18n import bilingual, t
from demo.networks import picker

EXAMPLES = Path(__file__).parents[1] / "examples" / "photos"


def size_controls() -> dict[str, Any]:
    """Build the controls for the random kernels and the input size, by field of Selection."""
    start = Selection()
    with gr.Accordion(t("sizes"), open=False):
        seed = gr.Number(
            start.seed, label=t("seed"), precision=0, minimum=SEEDS[0], maximum=SEEDS[1],
            elem_id="seed")
        side = gr.Slider(*SIDES, start.side, step=1, label=t("side"), elem_id="side")
        shape = gr.Radio(
            [(bilingual(f"shape_{name}"), name) for name in SHAPES], value=start.shape,
            label=t("shape"), elem_id="shape")
    return dict(seed=seed, side=side, shape=shape)


def build(app: gr.Blocks, tabs: gr.Tabs, tab: gr.Tab) -> None:
    """Lay out the tutorial layer by layer, then the tools.

    `tab` is that of the page among the `tabs` of the `app`: a shared link opens it.
    """
    example = EXAMPLES / "cat.jpg"
    first = decode_upright(example, 0)
    pooled, layer1, layer2 = tutorial_figures(first, network_with("trained").net, Selection())
    gr.Markdown(t("maps_intro"))
    with gr.Row():
        with gr.Column(scale=1, min_width=300):
            image = components.picture_input(t("picture"), "picture", example)
            gr.Examples(
                sorted(str(path) for path in EXAMPLES.glob("*.jpg")), image, label=t("examples"),
                cache_examples=False,
            )
            gr.Markdown(t("photo_credits"), elem_classes="small")
            weights = gr.Radio(
                weights_choices(), value=WEIGHTS[0], label=t("weights"), elem_id="weights",
            )
            arrival = picker.show_status(weights, network_with, "feature_maps")
            gr.Markdown(t("weights_info"), elem_classes="small")
            above = {"weights": weights, **size_controls()}
            picker.own_repo_box(weights, "feature_maps")
        with gr.Column(scale=1, min_width=300):
            pooled = components.picture_output("pooled", "pooled_text", pooled, "pooled")
    gr.Markdown("### " + t("shapes"))
    gr.Markdown(t("tensor_text"), elem_classes="small")
    strip = shape_strip("shapes", input_size(first, Selection()))
    layer1 = components.picture_output("layer1", "layer1_text", layer1, "layer1")
    layer2 = components.picture_output("layer2", "layer2_text", layer2, "layer2")
    drawn = gr.on(
        [image.change, *(control.change for control in above.values()), *arrival], feature_maps,
        [image, *above.values()], [pooled, layer1, layer2],
        preprocess=False,       # `feature_maps` opens the file itself
        trigger_mode="always_last", show_progress="minimal", concurrency_limit=4,
        api_name="feature_maps",
    )
    # Everything else that depends on the picture runs after the figures, not beside them: two
    # listeners of one event that each wait for the last call would start each other for ever.
    drawn = drawn.success(shape_line, [image, above["side"], above["shape"]], strip, **QUIETLY)
    controls, inspected = build_tools(image, above, {"pool1": layer1, "pool2": layer2}, drawn)

    filled = gr.State(False)

    def open_page(request: gr.Request) -> dict[Any, Any]:
        return {filled: True, **open_link(first, request, tabs, controls, inspected)}

    def open_page_of_link(request: gr.Request) -> dict[Any, Any]:
        return open_page(request) if export.is_maps_link(request) else gr.skip()

    def open_page_once(done: bool, request: gr.Request) -> dict[Any, Any]:
        return gr.skip() if done else open_page(request)

    # The maps are many bytes: they wait for a link to this page, or until it is opened. No other
    # inputs: as an input, a control would hand these listeners every event that follows.
    outputs = {filled, tabs, *controls.values(), *inspected.outputs}
    app.load(open_page_of_link, None, outputs, **QUIETLY)
    tab.select(open_page_once, filled, outputs, **QUIETLY)


def build_tools(
    image: gr.Image, above: dict[str, Any], figures: dict[str, gr.Image], drawn: Any
) -> tuple[dict[str, Any], Inspector]:
    """Lay out the tabs of tools; return all controls by field of Selection, and the inspector.

    `figures` are the tutorial's by step, `drawn` is the event after which the tools follow.
    """
    gr.Markdown("### " + t("tools"))
    with gr.Tabs():
        with gr.Tab(t("closer"), id="closer"):
            controls, inspected = inspector.build(image, above)
        with gr.Tab(t("growth"), id="growth") as epochs_tab:
            epochs_parts = epochs.build(image, above)
        with gr.Tab(t("pooling"), id="pooling") as pooling_tab:
            pooling_parts = pooling.build(image, above)
    with gr.Accordion(t("take"), open=False):
        export.build(image, controls)
    drawn = drawn.success(
        inspected.draw, image, inspected.outputs, inputs_kwargs=controls, **DRAW)
    # What is not on the screen comes last.
    for tab, compare, parts in (
        (epochs_tab, epochs.compare_epochs, epochs_parts),
        (pooling_tab, pooling.compare_poolings, pooling_parts),
    ):
        tab.select(compare, *parts, **QUIETLY)
        drawn = drawn.success(compare, *parts, **QUIETLY)
    for step, figure in figures.items():
        inspector.enlarge_on_click(figure, step, image, controls, inspected)
    return controls, inspected
