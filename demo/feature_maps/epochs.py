"""Random → trained: the same picture through the kernels of every epoch of the training."""

import copy
from functools import cache
from typing import Any

import gradio as gr
import torch
from PIL import Image
from torch import Tensor

from demo import mosaic
from demo.feature_maps import inspector, selection, tile_picker
from demo.feature_maps.selection import View
from demo.i18n import say, t
from hub import checkpoint, kernel_history, layers
from hub.models import FeatureMaps

FOLDER = checkpoint.BUNDLED / "feature_maps"
STEPS = ("conv1", "bias1", "relu1", "pool1", "conv2", "bias2", "relu2", "pool2")


@cache
def grown() -> list[FeatureMaps]:
    """The bundled network as it was after each epoch; the first is as it was drawn at random."""
    trained, found = checkpoint.load(FOLDER), []
    for weights in kernel_history.load_epochs(FOLDER):
        net = copy.deepcopy(trained)
        net.load_state_dict(weights, strict=False)      # the two convolutions; that is all we show
        found.append(net)
    return found or [trained]


def accuracy(epoch: int) -> str:
    """The test accuracy after an epoch, if it was measured."""
    history = checkpoint.load_metrics(FOLDER)["history"]
    return f"{history[epoch - 1]['test_accuracy']:.1%}" if 0 < epoch <= len(history) else "–"


def colour_kernels(weights: Tensor) -> Image.Image:
    """Kernels over red, green and blue, (C, 3, side, side), as coloured tiles; grey is zero."""
    colours = 0.5 + weights / (2 * weights.abs().amax())
    tiles = mosaic.levels(colours.permute(0, 2, 3, 1))            # (C, side, side, 3)
    zoom, gap = 12, 6
    side = tiles.shape[1] * zoom
    sheet = Image.new("RGBA", (8 * (side + gap) - gap, -(-len(tiles) // 8) * (side + gap) - gap))
    for k, tile in enumerate(tiles):
        enlarged = Image.fromarray(tile).resize((side, side), Image.Resampling.NEAREST)
        sheet.paste(enlarged, (k % 8 * (side + gap), k // 8 * (side + gap)))
    return sheet


def compare(
    image: Any, seed: int, side: int, shape: str, epoch: int, step: str, alike: bool,
    request: gr.Request | None = None,
) -> tuple | None:
    """Random and trained maps, their kernels, and what is to be said of the epoch."""
    picture = selection.opened(image, request)
    if picture is None:
        return (gr.skip(),) * 5
    wanted = View(weights="random", seed=seed, side=side, shape=shape, step=step)
    wanted = selection.checked(wanted, request)
    epoch = min(max(0, int(epoch)), len(grown()) - 1)
    nets = selection.find("random", request, wanted.seed).net, grown()[epoch]
    pixels = selection.pixels(picture, wanted, request)
    step = step if step in STEPS else "pool1"
    maps = [layers.run_steps(layers.steps_up_to(layers.list_steps(net), step), pixels)[step][0] for net in nets]
    names = say("random_seed", request, seed=wanted.seed), say("epoch", request, epoch=epoch)
    sheets = drawn(maps, alike)
    sheets = [tile_picker.plain(sheet, f"{name}, {step}") for sheet, name in zip(sheets, names)]
    tiles = [tile_picker.plain(colour_kernels(net.conv1.weight), name) for net, name in zip(nets, names)]
    told = say("epoch_is", request, epoch=epoch, accuracy=accuracy(epoch))
    return *sheets, *tiles, told


def drawn(maps: list[Tensor], alike: bool) -> list[Image.Image]:
    """Mosaics of the same layer of two networks, (C, H, W) each, on one colour scale or each map
    on its own."""
    low, high = mosaic.ranges(torch.cat(maps), "layer" if alike else "map", "grey")
    count = len(maps[0])
    labels = [f"{k + 1}" for k in range(count)]
    return [
        mosaic.mosaic(mosaic.shades(part, least, most), labels)
        for part, least, most in zip(maps, low.split(count), high.split(count))
    ]


def page(image: gr.Image, above: dict[str, Any]) -> tuple[list, list]:
    """The tab; returns the inputs and the outputs of `compare`."""
    last = len(grown()) - 1
    gr.Markdown(t("growth_intro"), elem_classes="small")
    with gr.Row():
        epoch = gr.Slider(0, max(1, last), last, step=1, label=t("epochs"), elem_id="growth-epoch")
        step = gr.Dropdown(list(STEPS), value="pool1", label=t("layer"), elem_id="growth-step")
        alike = gr.Checkbox(True, label=t("alike"), elem_id="growth-alike")
    told = gr.Markdown(elem_id="growth-told")
    with gr.Row():
        sheets, tiles = [], []
        for side, title in (("random", "growth_random"), ("trained", "growth_trained")):
            with gr.Column(min_width=300):
                gr.Markdown("#### " + t(title))
                tiles.append(tile_picker.viewer(f"growth-{side}-kernels"))
                sheets.append(tile_picker.viewer(f"growth-{side}"))
    inputs = [image, above["seed"], above["side"], above["shape"], epoch, step, alike]
    outputs = [*sheets, *tiles, told]
    gr.on([part.input for part in inputs[4:]], compare, inputs, outputs, **inspector.QUIETLY)
    return inputs, outputs
