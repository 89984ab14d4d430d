"""Decode picture files from anybody: the header is checked first, and large ones are shrunk."""

import io

from PIL import Image

from hub.decoding_cost import CostlyPicture, check_cost, check_exif
from hub.orientation import read_turn, turn_picture

MIN_SIDE, MAX_SIDE = 2, 10_000      # pixels
MAX_MILLION = 50                    # million pixels in all: phone cameras take up to that
# Other files than a camera's JPEG are unpacked whole; in some, a pixel takes 16 bytes at a time.
MAX_MILLION_OF = {"JPEG": MAX_MILLION, "MPO": MAX_MILLION, "WEBP": 16, "AVIF": 16}
MAX_MILLION_ELSE = 25
MAX_ASPECT = 50                     # longer side : shorter side
KEPT_SIDE = 1536                    # pixels of the longer side that any page needs
STRIP = 64                          # rows that are averaged at a time, after it
RAW_EXIF, MAX_RAW_EXIF = "Raw profile type exif", 20_000    # of a PNG; as hexadecimal digits
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "AVIF")
# Of HEIF files with HEVC pictures, as telephones take them: no free decoder comes with Pillow.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class RefusedPicture(Exception):
    """A file that isn't decoded: costly, unreadable, heic, pixels (too many), size; its limits."""

    def __init__(self, reason: str, **limits: int) -> None:
        super().__init__(reason)
        self.reason, self.limits = reason, limits


def decode_file(content: bytes) -> Image.Image:
    """Decode the first picture of a file, upright, at a fraction of its size if that is large.

    Raises RefusedPicture.
    """
    picture = open_header(content)
    check_size(picture)
    picture.draft(None, (1024, 1024))   # a large JPEG is decoded at a fraction of its size
    try:
        picture.load()
    except Exception:       # Pillow raises nearly anything for a file that was made to break it
        raise RefusedPicture("unreadable") from None
    return turn_picture(shrink_decoded(picture), read_turn(picture))


def open_header(content: bytes) -> Image.Image:
    """Read the header of a file that is not too costly to decode.  Raises RefusedPicture."""
    try:
        check_cost(content)
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except CostlyPicture:
        raise RefusedPicture("costly") from None
    except Image.DecompressionBombError:
        raise RefusedPicture("pixels", million=MAX_MILLION) from None
    except Exception:
        raise RefusedPicture("heic" if is_heic(content) else "unreadable") from None
    drop_costly_exif(picture)
    return picture


def is_heic(content: bytes) -> bool:
    """Tell whether a file is a HEIC photo, by the brand in its first box (ISO/IEC 23008-12)."""
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def drop_costly_exif(picture: Image.Image) -> None:
    """Drop EXIF data of a PNG or WebP that would take seconds to read."""
    if len(picture.info.get(RAW_EXIF, "")) > MAX_RAW_EXIF:
        del picture.info[RAW_EXIF]
    exif = picture.info.get("exif")
    try:
        check_exif(exif if isinstance(exif, bytes) else b"")
    except CostlyPicture:
        del picture.info["exif"]


def check_size(picture: Image.Image) -> None:
    """Raise RefusedPicture for a picture with too many pixels, too few, or in a narrow strip."""
    width, height = picture.size
    long, short = max(width, height), min(width, height)
    is_progressive = picture.info.get("progressive")    # a JPEG whose coefficients are all kept
    million = MAX_MILLION_OF.get(picture.format, MAX_MILLION_ELSE)
    million = min(million, MAX_MILLION_ELSE) if is_progressive else million
    too_large = long > MAX_SIDE or width * height > million * 1_000_000
    if short < MIN_SIDE or too_large or long > MAX_ASPECT * short:
        limits = {"least": MIN_SIDE, "most": MAX_SIDE, "million": million}
        raise RefusedPicture("size", width=width, height=height, **limits)


def shrink_decoded(picture: Image.Image) -> Image.Image:
    """Return a picture by averages over squares, so that its longer side has up to 3071 pixels.

    It stands alone: a decoder may hold several times as many bytes as the picture. A large one is
    shrunk strip by strip, because for the average its pixels may need four times as many bytes.
    """
    factor = max(picture.size) // KEPT_SIDE
    if factor < 2:
        return picture.copy() if picture.format in ("WEBP", "AVIF") else picture
    width, height = picture.size
    tops = range(0, height, STRIP * factor)
    strips = [
        make_averageable(picture.crop((0, top, width, min(height, top + STRIP * factor))))
        .reduce(factor) for top in tops
    ]  # fmt: skip
    small = Image.new(strips[0].mode, (strips[0].width, -(-height // factor)))
    for top, strip in zip(tops, strips):
        small.paste(strip, (0, top // factor))
    return small


def make_averageable(picture: Image.Image) -> Image.Image:
    """Convert a picture whose numbers are indices, bits or colours that mean transparent."""
    if picture.mode.startswith("I;16"):
        return picture.convert("I")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture.convert({"1": "L", "P": "RGB"}.get(picture.mode, picture.mode))
