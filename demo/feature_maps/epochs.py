"""The tab "Random and trained": one picture through random kernels and those of every epoch."""

import copy
from functools import cache
from typing import Any, NamedTuple

import gradio as gr
import torch
from PIL import Image
from torch import Tensor

from demo import mosaic
from demo.events import QUIETLY
from demo.feature_maps.activations import network_input, network_with, open_upload
from demo.feature_maps.selection import Selection, validated
from demo.feature_maps.tile_picker import plain_value, tile_picker
from demo.i18n import both, t, word_spans
from demo.images import to_uint8
from demo.uploads import clamp_int
from hub import checkpoint, kernel_history, layers
from hub.models import FeatureMaps
from hub.remote.source import Source

FOLDER = checkpoint.BUNDLED / "feature_maps"
STEPS = ("conv1", "bias1", "relu1", "pool1", "conv2", "bias2", "relu2", "pool2")


class Comparison(NamedTuple):
    """Components of the tab that change, or their new values in the same order."""

    random_maps: Any
    trained_maps: Any
    random_kernels: Any
    trained_kernels: Any
    text: Any


@cache
def networks_by_epoch() -> list[FeatureMaps]:
    """Return the bundled network as it was after each epoch; the first is the random one."""
    trained, found = checkpoint.load(FOLDER), []
    for weights in kernel_history.load_epochs(FOLDER):
        net = copy.deepcopy(trained)
        net.load_state_dict(weights, strict=False)      # only the convolutions, which are shown
        found.append(net)
    return found or [trained]


def network_after(epoch: int) -> Source:
    """Return the bundled network as it was after an epoch, or after the last one."""
    nets = networks_by_epoch()
    return Source(nets[min(epoch, len(nets) - 1)], None, "feature_maps", "bundled")


def format_accuracy(epoch: int) -> str:
    """Format the test accuracy after an epoch; "–" if it was not measured."""
    history = checkpoint.load_metrics(FOLDER)["history"]
    return f"{history[epoch - 1]['test_accuracy']:.1%}" if 0 < epoch <= len(history) else "–"


def draw_kernels(weights: Tensor) -> Image.Image:
    """Draw kernels over red, green and blue, (C, 3, side, side), as tiles; grey is zero."""
    colours = 0.5 + weights / (2 * weights.abs().amax())
    tiles = to_uint8(colours.permute(0, 2, 3, 1))           # (C, side, side, 3)
    zoom, gap = 12, 6
    side = tiles.shape[1] * zoom
    sheet = Image.new("RGBA", (8 * (side + gap) - gap, -(-len(tiles) // 8) * (side + gap) - gap))
    for k, tile in enumerate(tiles):
        enlarged = Image.fromarray(tile).resize((side, side), Image.Resampling.NEAREST)
        sheet.paste(enlarged, (k % 8 * (side + gap), k // 8 * (side + gap)))
    return sheet


def draw_maps(maps: list[Tensor], alike: bool) -> list[Image.Image]:
    """Draw the same layer of two networks, (C, H, W) each, as two mosaics.

    With one colour scale for both if they are to be `alike`, else with one for each map.
    """
    low, high = mosaic.colour_limits(torch.cat(maps), "layer" if alike else "map", "grey")
    count, caption = len(maps[0]), mosaic.large_caption(*maps[0].shape)
    captions = [f"{k + 1}" for k in range(count)]
    return [
        mosaic.draw_mosaic(mosaic.to_shades(part, least, most), captions, "grey", caption)
        for part, least, most in zip(maps, low.split(count), high.split(count))
    ]


def compare_epochs(
    image: Any, seed: int, side: int, shape: str, epoch: int, step: str, alike: bool,
    request: gr.Request | None = None,
) -> Comparison:
    """Show random and trained maps, their kernels, and the accuracy of the epoch."""
    picture = open_upload(image, request)
    if picture is None:
        return gr.skip()
    selection = Selection(weights="random", seed=seed, side=side, shape=shape, step=step)
    selection = validated(selection, request)
    epoch = clamp_int(epoch, 0, len(networks_by_epoch()) - 1)
    nets = network_with("random", request, selection.seed).net, networks_by_epoch()[epoch]
    names = both("random_seed", seed=selection.seed), both("epoch", epoch=epoch)
    pixels = network_input(picture, selection, request)
    step = step if step in STEPS else "pool1"
    paths = [layers.steps_up_to(layers.list_steps(net), step) for net in nets]
    maps = [layers.run_to_end(path, pixels)[0] for path in paths]      # (C, H, W) each
    sheets = draw_maps(maps, alike)
    return Comparison(
        *(plain_value(sheet, both("alt_growth", kernels=name, layer=step))
          for sheet, name in zip(sheets, names)),
        *(plain_value(draw_kernels(net.conv1.weight), name) for net, name in zip(nets, names)),
        word_spans(both("epoch_is", epoch=epoch, accuracy=format_accuracy(epoch))),
    )


def build(image: gr.Image, above: dict[str, Any]) -> tuple[list, Comparison]:
    """Lay out the tab; return the inputs and the outputs of `compare_epochs`."""
    last = len(networks_by_epoch()) - 1
    gr.Markdown(t("growth_intro"), elem_classes="small")
    with gr.Row():
        epoch = gr.Slider(0, max(1, last), last, step=1, label=t("epochs"), elem_id="growth-epoch")
        step = gr.Dropdown(list(STEPS), value="pool1", label=t("layer"), elem_id="growth-step")
        alike = gr.Checkbox(True, label=t("alike"), elem_id="growth-alike")
    text = gr.Markdown(elem_id="growth-told")
    with gr.Row():
        with gr.Column(min_width=300):
            gr.Markdown("### " + t("growth_random"))
            random_kernels = tile_picker("growth-random-kernels")
            random_maps = tile_picker("growth-random")
        with gr.Column(min_width=300):
            gr.Markdown("### " + t("growth_trained"))
            trained_kernels = tile_picker("growth-trained-kernels")
            trained_maps = tile_picker("growth-trained")
    inputs = [image, above["seed"], above["side"], above["shape"], epoch, step, alike]
    outputs = Comparison(random_maps, trained_maps, random_kernels, trained_kernels, text)
    changed = [epoch.input, step.input, alike.input]
    gr.on(changed, compare_epochs, inputs, outputs, **QUIETLY)
    return inputs, outputs
