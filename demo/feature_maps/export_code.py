"""What one takes home: the maps as files, and the PyTorch code that makes the very same figure."""

from pathlib import Path
from tempfile import mkdtemp

import numpy as np
from gradio.utils import get_upload_folder
from safetensors.torch import save_file
from torch import nn

from demo import mosaic
from demo.feature_maps import inspector_figures
from demo.feature_maps.selection import Look

CODE = '''"""The maps of {step}, as ConvLens showed them; draws them into {step}.png.

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
    axes.imshow(maps[k], cmap="{cmap}", vmin=low[k].item(), vmax=high[k].item())
    axes.set_title(k + 1, fontsize=8)
    axes.axis("off")
figure.savefig("{step}.png", dpi=120)
'''
RANGES = {  # scale: what follows the least and the greatest of each map
    "map": ("", ""),
    "layer": (".min().expand(len(maps))", ".max().expand(len(maps))"),
    "fixed": (f" * 0 - {mosaic.FIXED:g}", f" * 0 + {mosaic.FIXED:g}"),
}


def modules(look: Look) -> list[nn.Module]:
    """What the picture passes through; PyTorch keeps a convolution's bias inside of it."""
    return [step.layer for step in look.path if step.kind not in ("pixels", "normal", "bias")]


def random(look: Look) -> bool:
    """Whether the kernels need no file, because a seed draws them anew."""
    return look.source.origin == "random"


def listed(look: Look) -> str:
    """The layers as PyTorch writes them, one a line."""
    return "\n".join(f"    nn.{module}," for module in modules(look)).replace(
        ", ceil_mode=False", "").replace(", dilation=1", "")


def normalised(look: Look) -> str:
    """The line that takes mean and deviation into account."""
    if len(look.path) == 1:
        return ""
    layer = look.path[1].layer
    mean, std = ([round(v, 6) for v in numbers.flatten().tolist()]
                 for numbers in (layer.mean, layer.std))
    if not any(mean) and set(std) == {1.0}:
        return ""
    return (f"mean, deviation = torch.tensor([{mean},\n                                {std}])\n"
            "picture = (picture - mean.view(-1, 1, 1)) / deviation.view(-1, 1, 1)\n")


def code(look: Look) -> str:
    """A script that runs as it is, with the files of `files` beside it."""
    view, step = look.view, look.path[-1]
    colour = look.maps["pixels"].shape[1] == 3
    read = ('pixels = np.array(Image.open("picture.png").convert("RGB"), np.float32) / 255\n'
            "picture = torch.from_numpy(pixels).permute(2, 0, 1).unsqueeze(0)      # (1, 3, H, W)")
    ink = 'picture = torch.from_numpy(np.load("picture.npy"))      # (1, 1, 28, 28)'
    read = read if colour else ink
    imports = "from PIL import Image\n" * colour
    drawn = random(look) or not modules(look)
    imports += "" if drawn else "from safetensors.torch import load_file\n"
    needs = "Needs picture." + ("png" if colour else "npy")
    needs += "" if drawn else " and weights.safetensors"
    low, high = RANGES[view.scale]
    if view.colours == "diverging":
        high += "\nhigh = torch.maximum(low.abs(), high.abs())\nlow = -high"
    without = step.kind == "conv" and step.layer.bias is not None
    return CODE.format(
        step=step.name, needs=needs, imports=imports, picture=read + "\n" + normalised(look),
        weights=f"torch.manual_seed({view.seed})\n" if random(look) else "",
        layers=listed(look), shape=" × ".join(str(n) for n in look.seen.shape),
        load="" if drawn else 'layers.load_state_dict(load_file("weights.safetensors"))',
        bias=" - layers[-1].bias.view(-1, 1, 1)" if without else "", shown=inspector_figures.order(look),
        low=low, high=high, cmap=mosaic.COLOURS[view.colours],
        columns=mosaic.grid(len(inspector_figures.order(look)), *look.seen.shape[1:]).columns,
    )


def files(look: Look) -> list[str]:
    """The mosaic, the numbers, the code and all that it needs, in a folder of their own."""
    root = Path(get_upload_folder())
    root.mkdir(parents=True, exist_ok=True)
    folder, name = Path(mkdtemp(dir=root)), look.path[-1].name
    inspector_figures.sheet(look).save(folder / "mosaic.png")
    np.savez(folder / "maps.npz", **{name: look.seen.numpy()})
    save_file({name: look.seen.contiguous()}, folder / "maps.safetensors")
    (folder / "maps.py").write_text(code(look), encoding="utf-8")
    pixels = look.maps["pixels"]
    if pixels.shape[1] == 3:
        mosaic.colour_picture(pixels).save(folder / "picture.png")
    else:
        np.save(folder / "picture.npy", pixels.numpy())
    if modules(look) and not random(look):
        weights = nn.Sequential(*modules(look)).state_dict()
        save_file({k: t.contiguous() for k, t in weights.items()}, folder / "weights.safetensors")
    return sorted(str(path) for path in folder.iterdir())
