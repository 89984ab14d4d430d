"""What a Space gets: the files that the app needs, a README.md of its own, models pinned."""

import shutil
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from huggingface_hub import HfApi, SpaceCardData
from huggingface_hub.constants import ENDPOINT

from hub import checkpoint, model_card
from hub.remote import source
from hub.remote.address import Address, parse_address
from hub.remote.errors import PullFailed, PushFailed
from hub.remote.pull import resolve_revision

ROOT = Path(__file__).parents[2]
ROOT_FILES = ("app.py", "requirements.txt", "LICENSE")
PACKAGES = ("demo", "hub")                 # the app opens no other
SUFFIXES = {".py", ".css", ".js", ".html", ".png", ".jpg", ".md", ".json", ".toml", ".safetensors"}
README_MARK = "<!-- deployed by ConvLens -->"  # in the README.md of a Space that we may write over
MODEL_ERRORS = {    # kind of a PullFailed: why no Space can answer with that model
    "address": "is not of the form OWNER/NAME@REVISION",
    "absent": "is not on the Hub, or not for everybody to read",
    "gated": "wants its readers to sign in, which a Space does not do",
    "refused": "is refused by the Hub",
    "away": "cannot be asked for: the Hub does not answer",
    "broken": "does not arrive as the Hub has it",
    "large": "is larger than the app takes",
    "unfit": "does not fit",
}


class PinnedModel(NamedTuple):
    """A model on the Hub at one commit, and the files of it that the app reads."""

    address: Address
    files: list[str]


def pin_model(name: str, text: str) -> PinnedModel:
    """The commit that an address names at this moment, tried as the app will try it for `name`.

    A Space is not signed in, so neither are we. Raises PushFailed.
    """
    try:
        address, files = resolve_revision(parse_address(text), HfApi(token=False))
        source.require_same_input(source.load_for_visitor(address), like=source.load_bundled(name).net)
    except PullFailed as failed:
        raise PushFailed(f"{text} {MODEL_ERRORS[failed.kind]} ({failed.detail})") from None
    return PinnedModel(address, list(files))


def stage_files(folder: Path, repo_id: str, models: list[PinnedModel]) -> None:
    """Put into `folder` what the Space will hold, and prove that its checkpoints load.

    Raises checkpoint.InvalidCheckpoint.
    """
    for path in list_app_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    (folder / "README.md").write_text(render_readme(repo_id, models), encoding="utf-8")
    for bundled in sorted((folder / "hub" / "checkpoints").iterdir()):
        checkpoint.load(bundled)


def list_app_files() -> list[Path]:
    """What goes, relative to the project; whatever is not named here stays at home."""
    inside = [path.relative_to(ROOT) for room in PACKAGES for path in (ROOT / room).rglob("*")]
    return [Path(name) for name in ROOT_FILES] + sorted(path for path in inside if is_app_file(path))


def is_app_file(path: Path) -> bool:
    """Whether the app needs this file of demo/ or hub/; not what is hidden or a training's own."""
    hidden = any(part.startswith(".") for part in path.parts)
    unfinished = "runs" in path.parts or ".resume" in path.suffixes
    return path.suffix in SUFFIXES and not hidden and not unfinished


def render_readme(repo_id: str, models: list[PinnedModel]) -> str:
    """The README.md of the Space: the settings that it is built with, then a few words."""
    settings = SpaceCardData(
        title="ConvLens",
        emoji="🔍",
        colorFrom="indigo",
        colorTo="blue",
        sdk="gradio",
        sdk_version=version("gradio"),
        python_version="3.11",
        app_file="app.py",
        license="mit",
        short_description="See what a convolutional network sees",     # 60 characters at most
        tags=["cnn", "convlens"],
        models=sorted({model.address.repo_id for model in models}) or None,
        datasets=[name for name, _, _ in model_card.DATASETS.values()],
        preload_from_hub=[preload_entry(model) for model in models] or None,
    )
    return f"---\n{settings.to_yaml()}\n---\n{render_readme_body(repo_id, models)}\n{README_MARK}\n"


def preload_entry(model: PinnedModel) -> str:
    """A model's files in the form in which a Space fetches them while it is built."""
    return f"{model.address.repo_id} {','.join(model.files)} {model.address.revision}"


def render_readme_body(repo_id: str, models: list[PinnedModel]) -> str:
    """What a person reads who opens the README.md on the Hub."""
    addresses = [model.address for model in models]
    links = [f"- [{a}]({ENDPOINT}/{a.repo_id}/tree/{a.revision})" for a in addresses]
    networks = "\n".join(links) or "The bundled ones."
    return f"""
# ConvLens

Draw a digit, show a picture, and look inside the convolutional network that answers.
The code is [in this Space]({ENDPOINT}/spaces/{repo_id}/tree/main).

## Networks

{networks}
"""


def describe_staged(folder: Path) -> str:
    """What a staged folder holds: every file with its size in bytes, the sum, the README.md."""
    sizes = {path: path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}
    lines = [f"{size:>12,}  {path.relative_to(folder).as_posix()}" for path, size in sizes.items()]
    total = f"{sum(sizes.values()):>12,}  bytes in {len(sizes)} files"
    return "\n".join([*lines, total, "", (folder / "README.md").read_text(encoding="utf-8")])
