"""Picture → what each layer keeps of it: the tutorial's 池化、卷积一张图片."""

from pathlib import Path
from typing import Any

import gradio as gr
import torch.nn.functional as F
from PIL import Image

from demo import components, mosaic
from demo.feature_maps import (
    axes,
    epochs,
    export,
    inspector,
    inspector_handlers,
    selection,
    shape_strip,
)
from demo.feature_maps import (
    pooling as shift,
)
from demo.feature_maps.selection import SEEDS, SIDES, WEIGHTS, View, find
from demo.i18n import t
from demo.networks import picker
from hub.models import FeatureMaps
from hub.preprocess import rgb_tensor

EXAMPLES = Path(__file__).parents[1] / "examples" / "photos"


def feature_maps(
    image: Any, weights: str = "trained", seed: int = 1, side: int = 338, shape: str = "tutorial",
    request: gr.Request | None = None,
) -> tuple[Image.Image | None, Image.Image | None, Image.Image | None]:
    """An uploaded picture pooled only, the 16 maps of layer 1, and the 32 maps of layer 2."""
    wanted = View(weights=weights, seed=seed, side=side, shape=shape)
    wanted = selection.checked(wanted, request)
    net = find(wanted.weights, request, wanted.seed).net
    picture = selection.opened(image, request)
    return (None, None, None) if picture is None else story(picture, net, wanted)


def story(
    upload: Image.Image, net: FeatureMaps, wanted: View
) -> tuple[Image.Image, Image.Image, Image.Image]:
    """The three figures of one picture, as the tutorial's program draws them."""
    picture = rgb_tensor(upload, selection.size(upload, wanted))    # (1, 3, 184, 338), or as is wanted
    x0 = F.max_pool2d(picture, 2)                       # (1, 3, 92, 169)
    x1, x2 = net.maps(picture)                          # (1, 16, 92, 169), (1, 32, 46, 84)
    return axes.stacked([picture, x0]), *(mosaic.numbered(maps[0]) for maps in (x1, x2))


def shape_line(
    image: Any, side: int, shape: str, request: gr.Request | None = None
) -> str | None:
    """The shapes of a picture's tensor from layer to layer, as HTML."""
    picture = selection.opened(image, request)
    wanted = selection.checked(View(side=side, shape=shape), request)
    return None if picture is None else shape_strip.strip(selection.size(picture, wanted))


def sizes() -> dict[str, Any]:
    """The tutorial's random numbers and picture size, to be changed."""
    start = View()
    with gr.Accordion(t("sizes"), open=False):
        return {
            "seed": gr.Number(start.seed, label=t("seed"), precision=0, minimum=SEEDS[0],
                              maximum=SEEDS[1], elem_id="seed"),
            "side": gr.Slider(*SIDES, start.side, step=1, label=t("side"), elem_id="side"),
            "shape": gr.Radio(inspector.labelled("shape", selection.SHAPES), value=start.shape, label=t("shape"),
                              elem_id="shape"),
        }


def page(app: gr.Blocks, tabs: gr.Tabs) -> None:
    """The tutorial's story, layer after layer, each with one sentence; then the tools.

    `tabs` are those of the `app` that hold this page: a shared link opens it.
    """
    example = EXAMPLES / "cat.jpg"
    first = selection.decoded(example, 0)
    pooled, layer1, layer2 = story(first, find("trained").net, View())
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
                inspector.labelled("weights", WEIGHTS), value=WEIGHTS[0],
                label=t("weights"), elem_id="weights",
            )
            arrival = picker.show_status(weights, find, "feature_maps")
            gr.Markdown(t("weights_info"), elem_classes="small")
            above = {"weights": weights, **sizes()}
            picker.own_repo_box(weights, "feature_maps")
        with gr.Column(scale=1, min_width=300):
            outputs = [components.picture_output("pooled", "pooled_text", pooled, "pooled")]
    gr.Markdown("### " + t("shapes"))
    gr.Markdown(t("tensor_text"), elem_classes="small")
    line = gr.HTML(
        shape_strip.strip(selection.size(first, View())), css_template=shape_strip.STRIP_CSS,
        apply_default_css=False, elem_id="shapes",
    )
    outputs += [components.picture_output("layer1", "layer1_text", layer1, "layer1")]
    outputs += [components.picture_output("layer2", "layer2_text", layer2, "layer2")]
    told = gr.on(
        [image.change, *(control.change for control in above.values()), *arrival], feature_maps,
        [image, *above.values()], outputs,
        preprocess=False,       # `feature_maps` opens the file itself
        trigger_mode="always_last", show_progress="minimal", concurrency_limit=4,
        api_name="feature_maps",
    )
    # What else follows from the picture comes after the story, not beside it: two listeners of
    # one event that each wait for the last would start each other for ever.
    size = [image, above["side"], above["shape"]]
    told = told.success(shape_line, size, line, **inspector.QUIETLY)
    made, filled = tools(image, above, outputs[1:], told)
    rest = [control for control in made.values() if control not in filled]

    def opened(request: gr.Request) -> tuple:
        return export.open_link(first, request)

    # Without inputs: these would be told of every event that comes after.
    app.load(opened, None, [tabs, *rest, *filled], **inspector.QUIETLY)


def tools(
    image: gr.Image, above: dict[str, Any], layers: list[gr.Image], told: Any
) -> tuple[dict[str, Any], list]:
    """What one can do with a picture once the story is told, which is the event `told`.

    Returns all controls, and what `closer` fills.
    """
    gr.Markdown("## " + t("tools"))
    with gr.Tabs():
        with gr.Tab(t("closer"), id="closer"):
            made, filled = inspector.page(image, above)
        with gr.Tab(t("growth"), id="growth") as grows:
            comparison = epochs.page(image, above)
        with gr.Tab(t("pooling"), id="pooling") as pools:
            pooling = shift.page(image, above)
    with gr.Accordion(t("take"), open=False):
        export.page(image, made)
    told = told.success(inspector_handlers.draw, image, filled, inputs_kwargs=made, **inspector.QUIETLY)
    for tab, draw, parts in ((grows, epochs.compare, comparison), (pools, shift.pool, pooling)):
        tab.select(draw, *parts, **inspector.QUIETLY)
        told = told.success(draw, *parts, **inspector.QUIETLY)     # what is not seen comes last
    for figure, step in zip(layers, ("pool1", "pool2")):
        inspector.enlarge_on_click(figure, step, image, made, filled)
    return made, filled
