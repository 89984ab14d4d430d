"""Write the ten lines of Python that compute what a page shows; they run as printed, in a clone."""

from pathlib import Path

from hub.remote.source import Source

ROOT = Path(__file__).parents[2]
RECOGNISE = """{imports}from PIL import Image

from hub import checkpoint
from hub.predict import predict
from hub.standalone.recognise import {prepare}

net = checkpoint.load({folder})
image = {prepare}(Image.open("picture.png"))     # (1, 1, 28, 28), or None if it is empty
answer = predict(net, image)
print(answer.label, answer.probs)
"""
PRINT_SHAPES = """maps = layers.run_steps(layers.list_steps(net), picture)
for step, output in maps.items():
    print(step, tuple(output.shape))
"""
COMPUTE_MAPS = """{imports}from PIL import Image

from hub import checkpoint, layers
from hub.{module} import {prepare}

net = checkpoint.load({folder})
picture = {prepare}(Image.open("picture.png"){size})     # {shape}
""" + PRINT_SHAPES
PHOTO = dict(module="preprocess", prepare="rgb_tensor", size=", (184, 338)",
             shape="(1, 3, 184, 338)")
INK = dict(module="standalone.recognise", size="", shape="(1, 1, 28, 28)")
RANDOM_MAPS = """import torch
from PIL import Image

from hub import layers
from hub.models import FeatureMaps
from hub.preprocess import rgb_tensor

torch.manual_seed(1)
net = FeatureMaps(classes=["a", "b"], mean=[0.0] * 3, std=[1.0] * 3).eval().requires_grad_(False)
picture = rgb_tensor(Image.open("picture.png"), (184, 338))     # (1, 3, 184, 338)
""" + PRINT_SHAPES
READ_RUN = """from pathlib import Path

{imports}from hub import checkpoint
from hub.run_record import load_run

folder = Path({folder})
run = load_run(folder, checkpoint.load(folder).classes)
print(checkpoint.load_metrics(folder)["accuracy"], run.flags)
for number, epoch in enumerate(run.history, start=1):
    print(number, epoch)
"""
LIST_SIZES = """import torch
from torch import nn

layers = nn.Sequential(
    nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(64 * 12 * 12, 128), nn.ReLU(), nn.Linear(128, 10),
)
x = torch.rand(1, 1, 28, 28)        # a batch of one picture
for layer in layers:
    x = layer(x)
    print(layer, tuple(x.shape))
"""


def recognise_digit(source: Source) -> str:
    """Write a program that recognises a digit."""
    return load_from(source, RECOGNISE, prepare="prepare_digit")


def classify_garment(source: Source) -> str:
    """Write a program that classifies a garment."""
    return load_from(source, RECOGNISE, prepare="prepare_garment")


def compute_maps(source: Source) -> str:
    """Write a program that computes the maps of every layer."""
    if source.origin == "random":
        return RANDOM_MAPS
    if len(source.net.normalize.mean) == 3:
        return load_from(source, COMPUTE_MAPS, **PHOTO)
    prepare = "prepare_digit" if source.net.classes[0].isdecimal() else "prepare_garment"
    return load_from(source, COMPUTE_MAPS, prepare=prepare, **INK)


def read_run(source: Source) -> str:
    """Write a program that prints the figures of a run."""
    return load_from(source, READ_RUN)


def list_sizes(_: Source | None) -> str:
    """Return a program that prints what each layer makes of a picture's shape."""
    return LIST_SIZES


def load_from(source: Source, program: str, **parts: str) -> str:
    """Fill in where a network's checkpoint lies; return "" if it does not stay there."""
    imports = ""
    if source.address:
        repo_id, revision = source.address
        folder = f'snapshot_download(\n    "{repo_id}", revision="{revision}")'
        imports = "from huggingface_hub import snapshot_download\n"
    elif source.origin == "bundled":
        folder = f'checkpoint.BUNDLED / "{source.name}"'
    elif source.folder:
        folder = f'"{shorten(source.folder)}"'
    else:
        return ""
    return program.format(folder=folder, imports=imports, **parts)


def shorten(folder: Path) -> Path:
    """Return a path from the root of the project, if it lies there."""
    return folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder
