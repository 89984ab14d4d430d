"""Mark generated model cards, so that a push never overwrites text that a person has edited."""

import hashlib
import re

import yaml
from huggingface_hub import ModelCard, ModelCardData

MARK = "\n<!-- written by ConvLens, words {sha} -->\n"    # sha: of the text above it
REPO_ID_PLACEHOLDER = "OWNER/NAME"      # in a card whose repository is not known yet
PROJECT = "Made with ConvLens."         # becomes a link where the project's address is known
NO_METADATA = "---\n{}\n---\n"


def mark_card(metadata: str, text: str) -> str:
    """Join metadata and text, and add the mark that identifies an unedited text."""
    return f"---\n{metadata.strip()}\n---\n{text}{MARK.format(sha=fingerprint(text))}"


def fingerprint(text: str) -> str:
    """Return a short checksum of a card's text; the kind of its line ends does not matter."""
    return hashlib.sha256(to_bytes(text.replace("\r\n", "\n"))).hexdigest()[:16]


def to_text(card: bytes) -> str:
    """Decode a card from anywhere: a byte order mark is dropped, a wrong byte stays one."""
    return card.decode("utf-8-sig", errors="surrogateescape")


def to_bytes(card: str) -> bytes:
    """Encode a card; the opposite of `to_text`."""
    return card.encode("utf-8", errors="surrogateescape")


def split_card(card: str) -> tuple[ModelCardData, str, bool]:
    """Split a card into metadata and text (without a valid mark); True if the text is unedited.

    A card whose first lines are no valid metadata is text from its first line on.
    """
    try:
        parsed = parse_card(card)
    except (ValueError, TypeError, yaml.YAMLError):
        parsed = parse_card(NO_METADATA + card)
    plain = parsed.text.replace("\r\n", "\n")
    mark = re.search(MARK.format(sha=r"(\w+)"), plain)
    unedited = bool(mark) and mark[1] == fingerprint(plain[: mark.start()])
    return parsed.data, plain[: mark.start()] if unedited else parsed.text, unedited


def parse_card(card: str) -> ModelCard:
    """Parse a card with the Hub's client, which writes a warning where there are no metadata."""
    starts = card.lstrip().startswith("---")
    return ModelCard(card if starts else NO_METADATA + card, ignore_metadata_errors=True)


def fill_repo_id(card: bytes, repo_id: str, project: str = "") -> bytes:
    """Put the repository's name, and the project's address, into the card.

    An edited card is returned as it is.
    """
    metadata, text, unedited = split_card(to_text(card))
    if not unedited:
        return card
    name = repo_id.split("/")[-1]
    metadata.model_name = name
    text = re.sub(r"\A(\s*# ).*", rf"\g<1>{name}", text.replace(REPO_ID_PLACEHOLDER, repo_id))
    if project:
        text = text.replace(PROJECT, PROJECT.replace("ConvLens", f"[ConvLens]({project})"))
    return to_bytes(mark_card(metadata.to_yaml(), text))


def merge_card(new: bytes, published: bytes | None) -> bytes:
    """Return the new card; if a person edited the published text, that text with new metadata.

    What they added to the metadata stays, unless it contradicts the new ones.
    """
    theirs, text, unedited = split_card(to_text(published or b""))
    if unedited or not text.strip():
        return new
    data, _, _ = split_card(to_text(new))
    added = {key: value for key, value in vars(theirs).items() if vars(data).get(key) is None}
    vars(data).update(added, tags=[*dict.fromkeys([*(data.tags or []), *listed_tags(theirs)])])
    header = f"---\n{data.to_yaml()}\n---\n"
    return to_bytes((header.replace("\n", "\r\n") if "\r\n" in text else header) + text)


def listed_tags(data: ModelCardData) -> list[str]:
    """Return the tags in a person's metadata: a list, one word, or none."""
    tags = [data.tags] if isinstance(data.tags, str) else data.tags
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
