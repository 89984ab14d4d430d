"""The files of a checkpoint before and after a push, and what its card and a Space say about it."""

from hub.checkpoint import BUNDLED
from hub.remote.address import Address
from hub.remote.published import prepare_files, read_folder
from hub.space.staging import PinnedModel, render_readme

FOLDER = BUNDLED / "mnist"
MODEL, SPACE = "OWNER/convlens-mnist", "OWNER/NAME"
# Stands for the commit that the Hub will name; only the form is real.
COMMIT = "0123456789abcdef0123456789abcdef01234567"
READ_BY_APP = ["config.json", "model.safetensors", "metrics.json", "answers.safetensors"]


def list_files() -> list[list[str | int | None]]:
    """Return each file's name, and its size in the folder and in a repository after a push."""
    local, pushed = read_folder(FOLDER), prepare_files(FOLDER, MODEL)
    names = sorted({*local, *pushed})
    sizes = ({name: len(content) for name, content in files.items()} for files in (local, pushed))
    here, there = sizes
    return [[name, here.get(name), there.get(name)] for name in names]


def list_settings() -> dict[str, str]:
    """Return config.json, the metadata of the model card, and those of the Space's README.md."""
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    model = PinnedModel(Address(MODEL, COMMIT), READ_BY_APP)
    return {
        "config": (FOLDER / "config.json").read_text(encoding="utf-8"),
        "card": front_matter(card), "space": front_matter(render_readme(SPACE, [model])),
        "commit": COMMIT,
    }  # fmt: skip


def front_matter(text: str) -> str:
    """Return the YAML block at the beginning of a README.md."""
    return text.split("---\n")[1].strip()
