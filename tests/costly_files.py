"""Picture files that cost seconds or gigabytes to decode, or that are broken; made here."""

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image


def encode(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Encode a picture as a file of a kind."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def png_chunk(kind: bytes, content: bytes = b"") -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(
        ">I", zlib.crc32(kind + content))


def png_with(chunks: bytes) -> bytes:
    """Return a small PNG with these chunks before its pixels."""
    whole = encode(Image.new("L", (40, 40), 255), "PNG")
    return whole[:33] + chunks + whole[33:]


def jpeg_with(segments: bytes) -> bytes:
    """Return a small JPEG with these bytes before its first segment."""
    whole = encode(Image.new("L", (40, 40), 255), "JPEG")
    return whole[:2] + segments + whole[2:]


def many_scans(side: int, scans: int) -> bytes:
    """Return a progressive JPEG whose last scan comes again and again."""
    whole = encode(Image.new("L", (side, side), 255), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + scans * whole[last:-2] + whole[-2:]


def repeated_tags(tags: int, size: int) -> bytes:
    """Return a block of EXIF tags that all hold the same bytes."""
    entries = b"".join(
        struct.pack("<HHII", 1000 + n, 7, size, 26 + 12 * tags) for n in range(tags))
    orientation = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
    return (b"II*\0" + struct.pack("<IH", 8, tags + 1) + orientation + entries + bytes(4)
            + bytes(size))


def broken_exif() -> list[bytes]:
    """Return blocks of tags that say how a photo lies, before one that Pillow can't write again.

    Pointers to before the file, a text for a number, and the other way round.
    """
    lying = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
    odd = [(0x8825, 9, 1, -40), (0x8769, 8, 2, 0xFFD4), (0x011A, 2, 2, 0), (0x010E, 11, 4, 0),
           (0x014A, 10, 3, 0), (0x02BC, 11, 1, 8)]
    return [b"II*\0" + struct.pack("<IH", 8, 2) + lying + struct.pack("<HHIi", *tag) + bytes(40)
            for tag in odd]


def exif_segments(block: bytes) -> bytes:
    """Return the segments of a JPEG that hold a block of EXIF tags."""
    parts = [block[n : n + 65_000] for n in range(0, len(block), 65_000)]
    return b"".join(b"\xff\xe1" + struct.pack(">H", len(part) + 8) + b"Exif\0\0" + part
                    for part in parts)


def tiff_of(tags: dict[int, tuple[int, int, int]], after: bytes) -> bytes:
    """Return a TIFF with these tags, tag → (type, count, number), and what follows them."""
    entries = b"".join(struct.pack("<HHII", tag, *rest) for tag, rest in sorted(tags.items()))
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + after


def costly_files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of files that are refused before they are decoded."""
    yield "scans of a JPEG", many_scans(7000, 2000)
    yield "segments of a JPEG", jpeg_with(b"\xff\xfe\0\2" * 200_000)
    yield "stray bytes in a JPEG", jpeg_with(b"\xff" * 1_000_000)
    yield "EXIF of a JPEG", jpeg_with(exif_segments(repeated_tags(1500, 1_000_000)))
    yield "chunks of a PNG", png_with(png_chunk(b"prVt") * 200_000)
    profile = png_chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(1_000_000), 9))
    yield "profiles of a PNG", png_with(profile * 500)
    gif = encode(Image.new("L", (40, 40), 255), "GIF")
    start = 13 + 3 * 2 ** (gif[10] % 8 + 1)
    comment = b"!\xfe" + (b"\xff" + bytes(255)) * 40_000 + b"\0"
    yield "comment of a GIF", gif[:start] + comment + gif[start:]
    yield "stray bytes in a GIF", gif[:start] + bytes(1_000_000) + gif[start:]
    header = struct.pack("<2sIIIIiiHHIIiiII", b"BM", 0, 0, 1078, 40, 4000, 4000, 1, 8, 1, *[0] * 5)
    yield "runs of a BMP", header + bytes(1024) + b"\1\7" * 700_000
    sizes = {256: (4, 1, 40), 257: (4, 1, 40), 258: (3, 1, 8), 259: (3, 1, 1), 262: (3, 1, 1),
             273: (4, 1, 0), 278: (4, 1, 40), 279: (4, 1, 1600)}
    more = {60_000 + n: (7, 2_000_000, 1000) for n in range(500)}
    yield "tags of a TIFF", tiff_of(sizes | more, bytes(2_010_000))
    yield "strips of a TIFF", tiff_of(sizes | {273: (4, 300_000, 200)}, bytes(1_300_000))
    jpeg = many_scans(5000, 500)
    yield "scans in a TIFF", tiff_of(
        sizes | {256: (4, 1, 5000), 257: (4, 1, 5000), 259: (3, 1, 7), 273: (4, 1, 110),
                 278: (4, 1, 5000), 279: (4, 1, len(jpeg))}, jpeg)
