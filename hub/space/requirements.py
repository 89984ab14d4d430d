"""The packages that a Space installs: those that the app imports, with PyTorch for its hardware."""

from pathlib import Path

FILE = "requirements.txt"       # of a Space
LOCK = Path(__file__).parent / "requirements.lock"      # written by .ci/lock
# Only training imports them, and a Space holds no training code: its visitors do not train.
NOT_NEEDED = ("torchvision", "tensorboard")
CPU_BUILD = "--extra-index-url https://download.pytorch.org/whl/cpu"
CPU_NOTE = "# PyTorch built for CPUs, without the libraries of a GPU: for hardware that has none."
GPU_ONLY = ("nvidia-", "cuda-", "triton==")


def locked_version(package: str) -> str:
    """Return the version of a package in the lock file."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{package}==")).split()[0].split("==")[1]


def space_requirements(hardware: str) -> str:
    """Return the requirements.txt of a Space: the exact version of each package.

    With a GPU, pip requires the sha256 of each file. On a CPU it cannot: PyTorch's CPU build is in
    another index, whose files the lock does not know. Of torch, pip prefers 2.15.0+cpu, of that
    index, to 2.15.0.
    """
    text = LOCK.read_text(encoding="utf-8")
    if not hardware.startswith("cpu"):
        return text
    lines = [line.removesuffix(" \\") for line in text.splitlines() if "==" in line]
    lines = [line for line in lines if not line.startswith(GPU_ONLY)]
    return "\n".join(["# Written by .ci/lock.", CPU_NOTE, CPU_BUILD, *lines]) + "\n"
