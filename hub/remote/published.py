"""Prepare the files of a model repository: a checkpoint folder, and what makes it stand alone."""

from pathlib import Path

from hub import checkpoint, kernel_history, model_card, model_card_mark, predictions
from hub.remote.checksums import matches_checksum
from hub.remote.errors import PushFailed
from hub.remote.project import project_address
from hub.standalone import modeling, onnx_file

WEIGHTS = "model.safetensors"
# Made anew from each checkpoint; the files of others are left alone.
GENERATED = {
    modeling.FILE, onnx_file.FILE, predictions.FILE, kernel_history.FILE, *model_card.PICTURES,
}
BOARD = "runs/"


def prepare_files(folder: Path, repo_id: str, onnx: bool = False) -> dict[str, bytes]:
    """Return all files to push: relative path → content.

    Raises InvalidCheckpoint: a checkpoint that cannot be loaded is never published; and PushFailed.
    """
    net = checkpoint.load(folder)
    files = read_folder(folder)
    files[WEIGHTS] = checkpoint.name_format(files[WEIGHTS])
    code = modeling.render_modeling(net, checkpoint.load_metrics(folder))
    files[modeling.FILE] = code.encode()
    if onnx:
        require_onnx()
        files[onnx_file.FILE] = onnx_file.export_onnx(net)
    card = model_card_mark.fill_repo_id(files["README.md"], repo_id, project_address())
    return files | {"README.md": card}


def require_onnx() -> None:
    """Raise PushFailed if the packages that write an ONNX file are not installed."""
    if missing := onnx_file.missing_packages():
        needed = "run `pip install onnx onnxscript`"
        raise PushFailed(f"--onnx needs {' and '.join(missing)}; {needed}")


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder, except hidden ones: relative path → content."""
    paths = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    return {
        relative.as_posix(): path.read_bytes()
        for relative, path in paths.items()
        if path.is_file() and not any(part.startswith(".") for part in relative.parts)
    }


def find_obsolete(files: dict[str, bytes], stored: dict[str, str]) -> list[str]:
    """List the stored files of an older checkpoint, which the new `files` do not replace.

    `stored` are names and checksums. While the weights are the same, nothing is obsolete.
    """
    if WEIGHTS not in stored or matches_checksum(files[WEIGHTS], stored[WEIGHTS]):
        return []
    return sorted(name for name in stored.keys() - files.keys()
                  if name in GENERATED or name.startswith(BOARD))  # fmt: skip
