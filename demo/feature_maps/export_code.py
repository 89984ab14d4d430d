"""Write maps as files, and the PyTorch code that draws the same figure from them."""

from pathlib import Path

import numpy as np
from safetensors.torch import save_file
from torch import nn

from demo import mosaic, theme
from demo.feature_maps.activations import Activations
from demo.feature_maps.inspector_figures import draw_layer, shown_channels
from demo.images import to_picture

CODE = '''"""The maps of {step}, as ConvLens showed them; drawn into {step}.png.

{needs} beside this file.
"""

import numpy as np
import torch
import torch.nn as nn
from matplotlib.figure import Figure
{imports}
{picture}
{weights}layers = nn.Sequential(
{layers}
).eval()
{load}
with torch.no_grad():
    maps = layers(picture)[0]{bias}        # {shape}
print(tuple(maps.shape))

shown = {shown}        # counted from 0
low = maps.amin((1, 2)){low}
high = maps.amax((1, 2)){high}
rows = -(-len(shown) // {columns})
figure = Figure(figsize=(2 * {columns}, rows * (2 * maps.shape[1] / maps.shape[2] + 0.3)))
for place, k in enumerate(shown):
    axes = figure.add_subplot(rows, {columns}, place + 1)
    axes.imshow(maps[k].numpy(), cmap={cmap}, vmin=low[k].item(), vmax=high[k].item())
    axes.set_title(k + 1, fontsize=8)
    axes.axis("off")
figure.savefig("{step}.png", dpi=120)
'''
RANGES = {  # scale: the code that follows the least and the greatest value of each map
    "map": ("", ""),
    "layer": (".min().expand(len(maps))", ".max().expand(len(maps))"),
    "fixed": (f" * 0 - {mosaic.FIXED:g}", f" * 0 + {mosaic.FIXED:g}"),
}


def list_modules(activations: Activations) -> list[nn.Module]:
    """List the modules of the path; in PyTorch a convolution includes its bias."""
    return [step.layer for step in activations.path
            if step.kind not in ("pixels", "normal", "bias")]


def needs_weights(activations: Activations) -> bool:
    """Tell whether the code needs a file of weights: random kernels follow from their seed."""
    return activations.source.origin != "random" and bool(list_modules(activations))


def modules_code(activations: Activations) -> str:
    """Write the layers as PyTorch prints them, one per line."""
    return "\n".join(f"    nn.{module}," for module in list_modules(activations)).replace(
        ", ceil_mode=False", "").replace(", dilation=1", "")


def normalization_code(activations: Activations) -> str:
    """Write the lines that subtract the mean and divide by the deviation; "" if not needed."""
    if len(activations.path) == 1:
        return ""
    layer = activations.path[1].layer
    mean, std = ([round(v, 6) for v in numbers.flatten().tolist()]
                 for numbers in (layer.mean, layer.std))
    if not any(mean) and set(std) == {1.0}:
        return ""
    return (f"mean, deviation = torch.tensor([{mean},\n                                {std}])\n"
            "picture = (picture - mean.view(-1, 1, 1)) / deviation.view(-1, 1, 1)\n")


def picture_code(activations: Activations) -> str:
    """Write the lines that read and normalize the network's input."""
    if activations.maps["pixels"].shape[1] == 3:
        read = (
            'pixels = np.array(Image.open("picture.png").convert("RGB"), np.float32) / 255\n'
            "picture = torch.from_numpy(pixels).permute(2, 0, 1).unsqueeze(0)      # (1, 3, H, W)"
        )
    else:
        read = 'picture = torch.from_numpy(np.load("picture.npy"))      # (1, 1, 28, 28)'
    return read + "\n" + normalization_code(activations)


def figure_code(activations: Activations) -> str:
    """Write a script that runs beside the files of `write_files`."""
    selection, step = activations.selection, activations.step
    cmap = f'"{mosaic.COLOURS[selection.colours].name}"'
    is_colour, weights = activations.maps["pixels"].shape[1] == 3, needs_weights(activations)
    imports = "from PIL import Image\n" * is_colour
    imports += "from safetensors.torch import load_file\n" * weights
    needs = "Needs picture." + ("png" if is_colour else "npy")
    needs += " and weights.safetensors" * weights
    low, high = RANGES[selection.scale]
    if selection.colours == "diverging":
        imports += "from matplotlib.colors import LinearSegmentedColormap\n"
        cmap = f'LinearSegmentedColormap.from_list("", {theme.DIVERGING})'
        high += "\nhigh = torch.maximum(low.abs(), high.abs())\nlow = -high"
    before_bias = step.kind == "conv" and step.layer.bias is not None
    is_random = activations.source.origin == "random"
    shown = shown_channels(activations)
    return CODE.format(
        step=step.name, needs=needs, imports=imports, picture=picture_code(activations),
        weights=f"torch.manual_seed({selection.seed})\n" if is_random else "",
        layers=modules_code(activations),
        shape=" × ".join(str(n) for n in activations.output.shape),
        load='layers.load_state_dict(load_file("weights.safetensors"))' if weights else "",
        bias=" - layers[-1].bias.view(-1, 1, 1)" if before_bias else "", shown=shown,
        low=low, high=high, cmap=cmap,
        columns=mosaic.grid_of(len(shown), *activations.output.shape[1:]).columns,
    )


def write_files(activations: Activations, folder: Path) -> list[str]:
    """Write mosaic, numbers, code and everything the code needs to a folder; list the files."""
    name = activations.step.name
    draw_layer(activations).save(folder / "mosaic.png")
    np.savez(folder / "maps.npz", **{name: activations.output.numpy()})
    save_file({name: activations.output.contiguous()}, folder / "maps.safetensors")
    (folder / "maps.py").write_text(figure_code(activations), encoding="utf-8")
    pixels = activations.maps["pixels"]
    if pixels.shape[1] == 3:
        to_picture(pixels).save(folder / "picture.png")
    else:
        np.save(folder / "picture.npy", pixels.numpy())
    if needs_weights(activations):
        weights = nn.Sequential(*list_modules(activations)).state_dict()
        save_file({k: t.contiguous() for k, t in weights.items()}, folder / "weights.safetensors")
    return sorted(str(path) for path in folder.iterdir())
