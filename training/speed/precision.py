"""Choose the number type of the forward pass."""

import torch


def choose_precision(asked: str, device: torch.device) -> str:
    """Return "bfloat16" or "float32" for --precision; weights and evaluation are always float32."""
    if asked not in ("auto", "float32", "bfloat16"):
        raise SystemExit(f"--precision {asked}: choose float32, bfloat16 or auto")
    if asked != "auto":
        return asked
    if device.type == "cuda":
        return "bfloat16" if torch.cuda.is_bf16_supported() else "float32"
    # A CPU without the instruction computes bfloat16 more slowly than float32.
    return "bfloat16" if device.type == "cpu" and cpu_has_bfloat16() else "float32"


def cpu_has_bfloat16() -> bool:
    """Tell whether this CPU has an instruction for bfloat16.

    A private operator, read in PyTorch 2.15; tests/test_training/test_private_interfaces.py fails
    when it changes.
    """
    return torch.ops.mkldnn._is_mkldnn_bf16_supported()
