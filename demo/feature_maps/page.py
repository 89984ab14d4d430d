"""The page "Feature maps": a picture, and beside it what each layer makes of it, in three tabs.

It follows the tutorial's 池化、卷积一张图片.
"""

import asyncio
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import Dependency
from PIL import Image

from demo import components
from demo.address import keep_in_address
from demo.engineers import programs
from demo.engineers.fold import build_fold
from demo.events import QUIETLY
from demo.feature_maps import (
    epochs,
    export,
    figures_fold,
    inspector,
    network_strip,
    pooling,
)
from demo.feature_maps.activations import (
    answering_network,
    decode_upright,
    input_size,
    network_with,
)
from demo.feature_maps.handlers import open_link, weights_choices
from demo.feature_maps.inspector import look_controls
from demo.feature_maps.inspector_handlers import Inspector
from demo.feature_maps.other_side import compare_controls, other_picture
from demo.feature_maps.selection import SEEDS, SHAPES, SIDES, WEIGHTS, Selection
from demo.i18n import t
from demo.limits.budget import call_in_turn
from demo.networks import picker

EXAMPLES = Path(__file__).parents[1] / "examples" / "photos"
SOURCES = ("demo/feature_maps", "hub/layers.py", "hub/arithmetic.py", "hub/models.py")


def size_controls() -> dict[str, Any]:
    """Build the controls for the random kernels and the input size, by field of Selection."""
    start = Selection()
    with gr.Accordion(t("sizes"), open=False):
        seed = gr.Number(
            start.seed, label=t("seed"), precision=0, minimum=SEEDS[0], maximum=SEEDS[1],
            elem_id="seed")
        side = gr.Slider(*SIDES, start.side, step=1, label=t("side"), elem_id="side")
        shape = gr.Radio(
            [(str(t(f"shape_{name}")), name) for name in SHAPES], value=start.shape,
            label=t("shape"), elem_id="shape")
    return dict(seed=seed, side=side, shape=shape)


def build(app: gr.Blocks, tabs: gr.Tabs, tab: gr.Tab) -> None:
    """Lay out the picture with its settings, and the views of the maps beside it.

    `tab` is that of the page among the `tabs` of the `app`: a shared link opens it.
    """
    photos = sorted(EXAMPLES.glob("*.jpg"))
    example = EXAMPLES / "cat.jpg"
    first, other = decode_upright(example, 0), decode_upright(photos[0], 0)
    gr.Markdown(t("maps_intro"), elem_id="maps-intro")
    with gr.Row(elem_id="maps-screen"):
        with gr.Column(elem_id="maps-picture"):
            image = components.picture_input(t("your_picture"), "picture", example)
            examples = gr.Examples(
                [str(photo) for photo in photos], image, label=t("examples"), cache_examples=False)
            chosen = components.count_choices(examples)
            other_image = other_picture(photos)
        with gr.Column(elem_id="maps-settings"):
            sizes = size_controls()
            with gr.Column(elem_id="look-controls"):
                looks = look_controls()
            model = gr.Column()
            gr.Markdown(t("photo_credits"), elem_classes="small")
        with gr.Column(elem_id="maps-views"):
            with gr.Row(elem_id="maps-network"):
                network = inspector.network_control()
                weights = gr.Radio(
                    weights_choices(), value=WEIGHTS[0], label=t("weights"), elem_id="weights",
                    min_width=160)
                compared = compare_controls()
            with model:
                arrival = picker.show_status(weights, network_with, "feature_maps")
                gr.Markdown(t("weights_info"), elem_classes="small")
                picker.own_repo_box(weights, "feature_maps")
            above = {"weights": weights, **sizes}
            # Not `change`, which comes twice for an upload over another picture.
            changed = [image.upload, image.clear, chosen.change,
                       *(part.change for part in above.values()), *arrival]
            beside = {**above, "network": network, **looks, **compared}
            controls, inspected, drawn = build_views(
                first, (image, other_image), above, beside, changed)
    with gr.Column(elem_id="maps-folds"):
        settings = controls | {"other_picture": other_image}
        with gr.Accordion(t("whole"), open=False, elem_id="fold-whole"):
            network_strip.build(image, settings, inspected, drawn)
        figures_fold.build(first, image, above, settings, inspected, drawn)
        with gr.Accordion(t("take"), open=False, elem_id="fold-export"):
            export.build(image, controls)
        build_fold("maps", SOURCES, programs.compute_maps, answering_network, [weights, network],
                   [weights.change, network.change, *arrival])
    keep_in_address("maps", controls)

    filled = gr.State(False)

    def open_page(request: gr.Request) -> dict[Any, Any]:
        return {filled: True, **open_link((first, other), request, tabs, controls, inspected)}

    # A link may name a network of the Hub: they wait for that without a place in the budget.
    async def open_page_of_link(request: gr.Request) -> dict[Any, Any]:
        if not export.is_maps_link(request):
            return gr.skip()
        await asyncio.to_thread(export.fetch_weights, request)
        return await call_in_turn(open_page)(request)

    async def open_page_once(done: bool, request: gr.Request) -> dict[Any, Any]:
        return gr.skip() if done else await call_in_turn(open_page)(request)

    # The maps are many bytes: they wait for a link to this page, or until it is opened. No other
    # inputs: as an input, a control would hand these listeners every event that follows.
    outputs = {filled, tabs, *controls.values(), *inspected.outputs}
    unbound = QUIETLY | dict(concurrency_id=None)
    app.load(open_page_of_link, None, outputs, **unbound)
    tab.select(open_page_once, filled, outputs, **unbound)


def build_views(
    first: Image.Image, images: tuple[gr.Image, gr.Image], above: dict[str, Any],
    beside: dict[str, Any], changed: list,
) -> tuple[dict[str, Any], Inspector, Dependency]:
    """Lay out the tabs; return all controls by field of Selection, the inspector, the last event.

    `first` is the picture that the page opens with. The tabs follow the events in `changed`, those
    of the controls in `above`; the first tab also has those `beside`, and the second image.
    """
    image, other_image = images
    with gr.Tabs(elem_id="maps", overflow_behavior="wrap"):
        with gr.Tab(t("closer"), id="closer"):
            controls, inspected = inspector.build(
                image, other_image, beside, input_size(first, Selection()))
        with gr.Tab(t("growth"), id="growth") as epochs_tab:
            epochs_parts = epochs.build(image, above)
        with gr.Tab(t("pooling"), id="pooling") as pooling_tab:
            pooling_parts = pooling.build(image, above)
    # One after the other, what is on the screen first: two listeners of one event that each wait
    # for the last call would start each other for ever.
    drawn = gr.on(
        changed, inspected.draw, image, inspected.outputs,
        inputs_kwargs=controls | {"other_picture": other_image}, **QUIETLY)
    for tab, compare, parts in (
        (epochs_tab, epochs.compare_epochs, epochs_parts),
        (pooling_tab, pooling.compare_poolings, pooling_parts),
    ):
        tab.select(compare, *parts, **QUIETLY)
        drawn = drawn.success(compare, *parts, **QUIETLY)
    return controls, inspected, drawn
