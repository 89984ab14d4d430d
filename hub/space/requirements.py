"""The packages that a Space installs: those that the app imports, with PyTorch for its hardware."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE, CONSTRAINTS = "requirements.txt", "hub/constraints.txt"
# Only training imports them, and a Space holds no training code: its visitors do not train.
NOT_NEEDED = ("torchvision", "tensorboard", "tqdm")
CPU_BUILD = "--extra-index-url https://download.pytorch.org/whl/cpu"
CPU_NOTE = "# PyTorch built for CPUs, without the libraries of a GPU: for hardware that has none."


def pinned_versions() -> dict[str, str]:
    """Read the versions: package → version. A Space cannot, for it is given one file only."""
    lines = (ROOT / CONSTRAINTS).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def space_requirements(hardware: str) -> str:
    """Return the requirements.txt of a Space; on a CPU, PyTorch's CPU build comes first.

    Versions are those of hub/constraints.txt where it names one. Of torch, pip prefers 2.15.0+cpu,
    of that index, to 2.15.0.
    """
    lines, pinned = (ROOT / FILE).read_text(encoding="utf-8").splitlines(), pinned_versions()
    lines = [line for line in lines if line and not line.startswith(("#", *NOT_NEEDED))]
    names = [line.partition("~=")[0] for line in lines]
    needed = [f"{name}=={pinned[name]}" if name in pinned else line
              for name, line in zip(names, lines)]  # fmt: skip
    first = [CPU_NOTE, CPU_BUILD] if hardware.startswith("cpu") else []
    return "\n".join(["# What the app imports.", *first, *needed]) + "\n"
