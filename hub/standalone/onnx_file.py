"""Export a network as an ONNX file, for programs without PyTorch."""

import copy
import io
from importlib.util import find_spec

import torch
from torch import nn

FILE = "model.onnx"
PACKAGES = ("onnx", "onnxscript")


def missing_packages() -> list[str]:
    """List the packages that an export needs and that are not installed."""
    return [name for name in PACKAGES if find_spec(name) is None]


def export_onnx(net: nn.Module) -> bytes:
    """Return the file: `pixels`, (N, C, H, W) in [0, 1], to `logits`, (N, classes).

    N is free. A network for photos is exported for 32×32 pixels, its training pictures' size.
    """
    channels = len(net.normalize.mean)
    side = 28 if channels == 1 else 32
    program = torch.onnx.export(
        copy.deepcopy(net).eval(),
        (torch.rand(2, channels, side, side),),     # a batch of 1 would be taken for a constant
        input_names=["pixels"],
        output_names=["logits"],
        dynamic_shapes=({0: torch.export.Dim("n")},),
        dynamo=True,
        verbose=False,
    )
    for node in program.model.graph:        # their stack traces name folders of this computer
        node.metadata_props.clear()
    file = io.BytesIO()
    program.save(file)
    return file.getvalue()
