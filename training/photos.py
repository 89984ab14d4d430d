"""Load photos of garments, and of other things, as the fashion page would convert them."""

import csv
import json
import zlib
from argparse import Namespace
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from training.data import LabelledImages
from training.image_folders import IMG_EXTENSIONS, list_pictures, list_subfolders
from training.photo_views import VIEWS, balance, convert_photos

NONE = "none"           # a class folder of pictures that show none of the classes
KINDS = {               # other names of class folders: the class, or NONE
    "t-shirt": "T-shirt/top", "t-shirt-top": "T-shirt/top", "pants": "Trouser",
    "longsleeve": "Pullover", "outwear": "Coat", "ankle-boot": "Ankle boot",
    "hat": NONE, "shorts": NONE, "skirt": NONE,
}  # fmt: skip
HOLD_OUT_EVERY = 5      # of this many photos, one is held out to choose and calibrate with
MOST_REFUSED = 0.05     # at most this share of the garments held out is taken for none


def add_photos(train: LabelledImages, args: Namespace) -> tuple[LabelledImages, LabelledImages]:
    """Return the training set with the photos that the flags name, and the photos held out.

    As many photos are added as there are pictures already, each as often as it takes.
    """
    photos, held = load_photos(args.photos, args.negatives, train.classes, args.photo_cache)
    photos = balance(*photos, len(train.labels), args.seed)
    images = torch.cat([train.images, photos.images])
    return train._replace(images=images, labels=torch.cat([train.labels, photos.labels])), held


def load_photos(
    folders: list[Path], negatives: list[Path], classes: list[str], cache: Path | None = None
) -> tuple[tuple[LabelledImages, list[Path]], LabelledImages]:
    """Return the photos to train with and the folder of each, and the photos held out.

    Every folder holds <class>/<picture>; the label of a picture of none of the classes is
    len(classes). All pictures below `negatives` are of none; they are many and need no varied
    views. Pictures cut from one photo are held out together.
    """
    found = [(*pair, VIEWS) for folder in folders for pair in list_labelled(folder, classes)]
    found += [
        (path, len(classes), 1) for folder in negatives for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in IMG_EXTENSIONS
    ]  # fmt: skip
    sources = read_sources(folders)
    held = [is_held_out(sources.get(path.resolve(), path.stem)) for path, _, _ in found]
    views = [1 if aside else n for aside, (_, _, n) in zip(held, found)]
    images = read_or_convert([(path, n) for n, (path, _, _) in zip(views, found)], cache)
    labels = torch.tensor([label for _, label, _ in found])
    places = [path.parent for path, _, _ in found]
    repeats = torch.tensor(views)
    everything = LabelledImages("photos", images, labels.repeat_interleave(repeats), classes)
    aside = torch.tensor(held).repeat_interleave(repeats)
    folders_of = [place for place, n, out in zip(places, views, held) for _ in range(n * (not out))]
    return (everything.select(~aside), folders_of), everything.select(aside)


def read_or_convert(jobs: list[tuple[Path, int]], cache: Path | None) -> Tensor:
    """Return all views of the photos, (N, 1, 28, 28), from the cache if it holds the same ones."""
    wanted = json.dumps([[str(path), views] for path, views in jobs])
    if cache and cache.exists():
        with safe_open(cache, framework="pt") as file:
            if file.metadata()["jobs"] == wanted:
                return file.get_tensor("images")
    images = torch.cat(convert_photos(jobs))
    if cache:
        save_file({"images": images}, cache, {"jobs": wanted})
    return images


def list_labelled(folder: Path, classes: list[str]) -> list[tuple[Path, int]]:
    """List the pictures of <folder>/<class>/ with their labels.

    Where the folder has a table `<kind>-labels.tsv`, with the columns file and class, the pictures
    of <kind>/ have the class that the table says; those missing in it are left out.
    """
    found = []
    for place in list_subfolders(folder):
        table = folder / f"{place.name}-labels.tsv"
        if table.exists():
            rows = read_table(table)
            found += [(folder / row["file"], class_number(row["class"], classes, table))
                      for row in rows]  # fmt: skip
        else:
            label = class_number(place.name, classes, place)
            found += [(path, label) for path in list_pictures(place)]
    if not found:
        raise SystemExit(f"Wanted: {folder}/<class>/<picture>; no picture is there.")
    return found


def class_number(name: str, classes: list[str], place: Path) -> int:
    """Return the number of the class that a folder's name means; len(classes) for none of them."""
    kind = name.lower().removesuffix("-worn")
    kind = KINDS.get(kind, kind).lower()
    names = [one.lower() for one in [*classes, NONE]]
    if kind not in names:
        known = ", ".join([*classes, *KINDS, NONE])
        raise SystemExit(f"{place}: {name!r} is no class: rename the folder, or move "
                         f"it elsewhere. Known names: {known}.")
    return names.index(kind)


def read_sources(folders: list[Path]) -> dict[Path, str]:
    """Read from `photos.tsv`, here or in the folder above, the photo that a picture is cut from."""
    sources = {}
    for place in {place for folder in folders for place in (folder, folder.parent)}:
        if (place / "photos.tsv").exists():
            for row in read_table(place / "photos.tsv"):
                origin = Path(row["path"].split(" crop=")[0].split(" (")[0])
                # A long name is nobody else's, and the photo may be in another folder too.
                unique = origin.stem if len(origin.stem) > 20 else f"{row['repository']}/{origin}"
                sources[(place / row["file"]).resolve()] = unique
    return sources


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a table of tab-separated values with a line of column names."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def is_held_out(source: str) -> bool:
    """Tell whether a source photo is held out; always the same ones, whatever else is loaded."""
    return zlib.crc32(source.encode()) % HOLD_OUT_EVERY == 0
