"""Mark generated model cards, so that a push never overwrites text that a person has edited."""

import hashlib
import re

MARK = "\n<!-- written by ConvLens, words {sha} -->\n"    # sha: of the text above it
REPO_ID_PLACEHOLDER = "OWNER/NAME"      # in a card whose repository is not known yet


def mark_card(metadata: str, text: str) -> str:
    """Join metadata and text, and add the mark that identifies an unedited text."""
    return f"---\n{metadata.strip()}\n---\n{text}{MARK.format(sha=fingerprint(text))}"


def fingerprint(text: str) -> str:
    """Return a short checksum of a card's text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def split_card(card: str) -> tuple[str, str, bool]:
    """Split a card into metadata and text (without a valid mark); True if the text is unedited."""
    found = re.match(r"---\n(.*?\n)---\n", card, re.DOTALL)
    metadata, text = (found[1], card[found.end() :]) if found else ("", card)
    mark = re.search(MARK.format(sha=r"(\w+)"), text)
    unedited = bool(mark) and mark[1] == fingerprint(text[: mark.start()])
    return metadata, text[: mark.start()] if unedited else text, unedited


def fill_repo_id(card: bytes, repo_id: str) -> bytes:
    """Put the repository's name into the card's code; an edited card is returned as it is."""
    metadata, text, unedited = split_card(card.decode())
    filled = mark_card(metadata, text.replace(REPO_ID_PLACEHOLDER, repo_id)).encode()
    return filled if unedited else card


def merge_card(new: bytes, published: bytes | None) -> bytes:
    """Return the new card; if a person edited the published text, that text with new metadata."""
    metadata, _, _ = split_card(new.decode())
    _, text, unedited = split_card((published or b"").decode())
    edited = text.strip() and not unedited
    return f"---\n{metadata}---\n{text}".encode() if edited else new
