"""Prepare a Space's files: those that the app needs, and a README.md with pinned models."""

import shutil
from pathlib import Path
from typing import NamedTuple

from huggingface_hub import HfApi, SpaceCardData
from huggingface_hub.constants import ENDPOINT

from hub import checkpoint, model_card
from hub.remote import source
from hub.remote.address import Address, parse_address
from hub.remote.errors import PullFailed, PushFailed
from hub.remote.pull import resolve_revision
from hub.space import requirements

ROOT = Path(__file__).parents[2]
NAMED_FILES = ("app.py", "LICENSE", "hub/space/requirements.lock")     # a lesson reads the last
PACKAGES = ("demo", "hub")                 # the app needs no others
SUFFIXES = {".py", ".css", ".js", ".html", ".png", ".jpg", ".webp", ".svg", ".md", ".json", ".toml",
            ".safetensors"}
HARDWARE = "cpu-basic"      # enough: the app answers with one thread
THUMBNAIL = "demo/screenshot.png"       # what a shared link to the Space shows
README_MARK = "<!-- deployed by ConvLens -->"  # in the README.md of a Space that may be overwritten
MODEL_ERRORS = {    # kind of a PullFailed: why a Space cannot use that model
    "address": "is not of the form OWNER/NAME@REVISION",
    "absent": "does not exist on the Hub, or is not public",
    "gated": "is gated: a Space does not sign in to read it",
    "refused": "was refused by the Hub",
    "away": "cannot be checked, because the Hub does not answer; try again later",
    "broken": "arrived damaged: its files differ from the Hub's listing",
    "disk": "cannot be stored here: the disk is full or read-only",
    "large": "is larger than the app allows",
    "unfit": "does not fit",
}


class PinnedModel(NamedTuple):
    """A model on the Hub at one commit, and those of its files that the app reads."""

    address: Address
    files: list[str]


def pin_model(name: str, text: str) -> PinnedModel:
    """Resolve an address to its current commit, and load it as the app will for `name`.

    No token is sent, because a Space is not signed in. Raises PushFailed.
    """
    try:
        address, files = resolve_revision(parse_address(text), HfApi(token=False))
        bundled = source.load_bundled(name)
        source.require_same_input(source.load_for_visitor(address), like=bundled.net)
    except PullFailed as failed:
        raise PushFailed(f"{text} {MODEL_ERRORS[failed.kind]} ({failed.detail})") from None
    return PinnedModel(address, list(files))


def stage_files(
    folder: Path, repo_id: str, models: list[PinnedModel], hardware: str = HARDWARE
) -> None:
    """Copy the Space's files into `folder`, and check that its checkpoints load.

    Raises checkpoint.InvalidCheckpoint.
    """
    for path in list_app_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    readme = render_readme(repo_id, models, hardware)
    (folder / "README.md").write_text(readme, encoding="utf-8")
    packages = requirements.space_requirements(hardware)
    (folder / requirements.FILE).write_text(packages, encoding="utf-8")
    for bundled in sorted((folder / "hub" / "checkpoints").iterdir()):
        checkpoint.load(bundled)


def list_app_files() -> list[Path]:
    """List the files to deploy, relative to the project; no others leave this computer."""
    paths = [path.relative_to(ROOT) for folder in PACKAGES for path in (ROOT / folder).rglob("*")]
    return [*map(Path, NAMED_FILES), *sorted(path for path in paths if is_app_file(path))]


def is_app_file(path: Path) -> bool:
    """Check that the app needs this file of demo/ or hub/.

    It needs no hidden files, no files of a training in progress, no package README.md (model cards
    and the licences of example pictures do go) and none of the small screenshots in these.
    """
    hidden = any(part.startswith(".") for part in path.parts)
    training = "runs" in path.parts or ".resume" in path.suffixes
    readme = path.name.startswith("README") and "checkpoints" not in path.parts
    screenshot = "screenshots" in path.parts
    unwanted = hidden or training or readme or screenshot
    return path.suffix in SUFFIXES and not unwanted


def render_readme(repo_id: str, models: list[PinnedModel], hardware: str = HARDWARE) -> str:
    """Return the Space's README.md: the settings that it is built with, then a short text."""
    settings = SpaceCardData(
        title="ConvLens",
        emoji="🔍",
        colorFrom="indigo",
        colorTo="blue",
        sdk="gradio",
        sdk_version=requirements.locked_version("gradio"),
        python_version="3.11",
        app_file="app.py",
        suggested_hardware=hardware,
        thumbnail=f"{ENDPOINT}/spaces/{repo_id}/resolve/main/{THUMBNAIL}",
        license="mit",
        short_description="See what a convolutional network sees",     # 60 characters at most
        tags=["cnn", "convlens"],
        models=sorted({model.address.repo_id for model in models}) or None,
        datasets=[name for name, _, _ in model_card.DATASETS.values()],
        preload_from_hub=[preload_entry(model) for model in models] or None,
    )
    return f"---\n{settings.to_yaml()}\n---\n{render_readme_body(repo_id, models)}\n{README_MARK}\n"


def preload_entry(model: PinnedModel) -> str:
    """Format a model's files for the Hub to store in the Space when it is built."""
    return f"{model.address.repo_id} {','.join(model.files)} {model.address.revision}"


def render_readme_body(repo_id: str, models: list[PinnedModel]) -> str:
    """Return the text below the settings."""
    addresses = [model.address for model in models]
    links = [f"- [{a}]({ENDPOINT}/{a.repo_id}/tree/{a.revision})" for a in addresses]
    networks = "\n".join(links) or "The bundled networks."
    return f"""
# ConvLens

Draw a digit, show a picture, and look inside the convolutional network that answers.
The code is [in this Space]({ENDPOINT}/spaces/{repo_id}/tree/main).

## Networks

{networks}
"""


def describe_staged(folder: Path) -> str:
    """List a staged folder's files with their sizes in bytes; show its packages and README.md."""
    sizes = {path: path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()}
    lines = [f"{size:>12,}  {path.relative_to(folder).as_posix()}" for path, size in sizes.items()]
    total = f"{sum(sizes.values()):>12,}  bytes in {len(sizes)} files"
    settings = [(folder / name).read_text("utf-8") for name in (requirements.FILE, "README.md")]
    return "\n".join([*lines, total, "", *settings])
