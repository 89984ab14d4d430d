"""Load photos of garments, and of other things, as the fashion page would convert them."""

import csv
import zlib
from argparse import Namespace
from pathlib import Path

import torch
from torch import Tensor

from training import augment
from training.data import LabelledImages
from training.image_folders import (
    IMG_EXTENSIONS,
    list_pictures,
    list_subfolders,
    preprocess_files,
    preprocess_garment,
)

NONE = "none"           # a class folder of pictures that show none of the classes
KINDS = {               # other names of class folders: the class, or NONE
    "t-shirt": "T-shirt/top", "t-shirt-top": "T-shirt/top", "pants": "Trouser",
    "longsleeve": "Pullover", "outwear": "Coat", "ankle-boot": "Ankle boot",
    "hat": NONE, "shorts": NONE, "skirt": NONE,
}  # fmt: skip
HOLD_OUT_EVERY = 5      # of this many photos, one is held out to choose and calibrate with
REPLAY_EVERY = 3        # of this many pictures of a known data set, one is learned again
MOST_REFUSED = 0.05     # at most this share of the garments held out is taken for none
PER_CLASS = 2400        # pictures of each class after they have been varied,
NEGATIVES = 5000        # and of none of them


def add_photos(train: LabelledImages, args: Namespace) -> tuple[LabelledImages, LabelledImages]:
    """Return the training set with the photos that the flags name, and the photos held out.

    A network that knows the data set already, from --start, only needs a part of it again.
    """
    kept = train.select(slice(None, None, REPLAY_EVERY if args.start else 1))
    photos, held = load_photos(args.photos, args.negatives, train.classes, args.seed)
    images = torch.cat([kept.images, photos.images])
    return kept._replace(images=images, labels=torch.cat([kept.labels, photos.labels])), held


def load_photos(
    folders: list[Path], negatives: list[Path], classes: list[str], seed: int
) -> tuple[LabelledImages, LabelledImages]:
    """Return the photos to train with, equally many of each class, and those held out.

    Every folder holds <class>/<picture>; the label of a picture of none of the classes is
    len(classes). All pictures below `negatives` are of none. Pictures cut from one photo are held
    out together.
    """
    found = [pair for folder in folders for pair in list_labelled(folder, classes)]
    found += [
        (path, len(classes)) for folder in negatives for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in IMG_EXTENSIONS
    ]  # fmt: skip
    sources = read_sources(folders)
    paths, labels = [path for path, _ in found], torch.tensor([label for _, label in found])
    images = torch.stack([*preprocess_files(paths, preprocess_garment)])
    held = torch.tensor([is_held_out(sources.get(path.resolve(), path.stem)) for path in paths])
    photos = LabelledImages("photos", images, labels, classes)
    return balance(photos.select(~held), seed), photos.select(held)


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


def balance(photos: LabelledImages, seed: int) -> LabelledImages:
    """Return equally many pictures of each class: as they are, then turned and scaled a little."""
    rng = torch.Generator().manual_seed(seed)
    parts = []
    for label in photos.labels.unique().tolist():
        members = (photos.labels == label).nonzero()[:, 0]
        wanted = PER_CLASS if label < len(photos.classes) else NEGATIVES
        rounds = -(-wanted // len(members))
        drawn = torch.cat([members[torch.randperm(len(members), generator=rng)]
                           for _ in range(rounds)])[:wanted]  # fmt: skip
        varied = vary_photos(photos.images[drawn[len(members) :]], seed + label)
        parts.append((torch.cat([photos.images[drawn[: len(members)]], varied]),
                      photos.labels[drawn]))  # fmt: skip
    images, labels = (torch.cat(part) for part in zip(*parts))
    return photos._replace(images=images, labels=labels)


def vary_photos(images: Tensor, seed: int) -> Tensor:
    """Turn, scale, slant and move converted photos, (N, 1, 28, 28) in uint8, a little."""
    if not len(images):
        return images
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        warped = augment.warp(
            images.float() / 255, degrees=15, scale=0.12, shear=0.1, shift=1.5
        )
    return (warped * 255).round().byte()
