"""Save runs as the training scripts do, for tests of what is made of them."""

import json
import shutil
from pathlib import Path

from hub.checkpoint import BUNDLED


def save_run(root: Path, name: str, like: str = "fashion_mnist_tutorial", **changes) -> Path:
    """Save a bundled network as the run `name`, with changed metrics; return its checkpoint."""
    folder = root / name / "checkpoint"
    folder.mkdir(parents=True)
    for file in ("config.json", "model.safetensors", "metrics.json"):
        shutil.copy(BUNDLED / like / file, folder)
    metrics = json.loads((folder / "metrics.json").read_text())
    metrics["flags"] |= changes.pop("flags", {})
    (folder / "metrics.json").write_text(json.dumps(metrics | changes))
    return folder
