"""Draw a link as a QR code."""

from typing import Any

import segno

MOST_CHARACTERS = 800       # of a link; a telephone hardly reads more from a screen


def draw_qr_code(link: Any) -> str:
    """Return a link's QR code as a data URL, "" if it is too long or no link."""
    if not isinstance(link, str) or not link.startswith("http") or len(link) > MOST_CHARACTERS:
        return ""
    # A code with 15 % to spare is still read when a lamp is reflected in the projector's screen.
    return segno.make(link, error="m", micro=False).svg_data_uri(scale=8, light="white")
