"""Refuse picture files that would take seconds or gigabytes to decode, from their structure alone.

Pillow limits the pixels of a picture. But it reads chunks and blocks one by one in Python, a JPEG
may go over all pixels thousands of times, and tags may repeat one part of a file without end.
"""

import re
from struct import error, unpack_from

MAX_CHUNKS = 20_000     # of a PNG, segments of a JPEG, strips of a TIFF
MAX_BLOCKS = 2000       # of a GIF, before its first picture
MAX_PACKED = 50         # texts and profiles of a PNG; each may unpack to a megabyte
MAX_SCANS = 16          # of a JPEG of any size; of a large one, scans × …
MAX_SCANNED = 400_000_000       # … pixels
MAX_STRAY = 100_000     # bytes between the segments of a JPEG
MAX_TAGS = 2000         # of a TIFF or an EXIF block
MAX_RUNS = 1_000_000, 4_000_000     # bytes and pixels of a BMP whose runs have one length each
MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}      # markers that tell a JPEG's size, …
USUAL_FRAMES = (0xC0, 0xC1, 0xC2)                       # … and those that browsers show
EXIF = re.compile(rb"II\*\0|MM\0\*")    # how a block of tags begins
UNITS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
CODECS = (1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946)     # of a TIFF: those of scanners and cameras
WIDTH, HEIGHT, COMPRESSION, STRIPS, TILES = 256, 257, 259, 273, 324     # its tags


class CostlyPicture(ValueError):
    """A picture file that would cost too much to decode."""


def require(condition: bool) -> None:
    """Raise CostlyPicture unless a condition holds."""
    if not condition:
        raise CostlyPicture


def check_cost(content: bytes) -> None:
    """Raise CostlyPicture for a file that costs far more to decode than usual ones of its size.

    A file that is no whole picture passes: the decoder will say so.
    """
    checks = {b"\xff\xd8\xff": check_jpeg, b"\x89PNG": check_png, b"GIF8": check_gif,
              b"BM": check_bmp, b"II": check_tiff, b"MM": check_tiff}
    start = next((start for start in checks if content.startswith(start)), None)
    try:
        if start:
            checks[start](content)
        elif content[4:8] == b"ftyp":       # an AVIF
            check_exif(content)
    except (error, IndexError):     # it ends too early
        return


def check_jpeg(content: bytes) -> None:
    """Count segments, scans and stray bytes of a JPEG, and check its tags."""
    place, segments, scans, stray, pixels, exif = 2, 0, 0, 0, 0, b""
    while marker := MARKER.search(content, place):
        kind = marker[1][0]
        stray += 0 if scans else marker.end() - place - 2
        place, segments = marker.end(), segments + 1
        if kind == 0xD9 and scans:      # the end; a phone may store a film behind it
            break
        if kind not in (0x01, 0xD8, 0xD9):
            length = unpack_from(">H", content, place)[0]
            if kind in FRAMES:
                require(kind in USUAL_FRAMES)
                height, width = unpack_from(">HH", content, place + 3)
                pixels = max(pixels, height * width)
            elif kind == 0xE1 and content.startswith(b"Exif\0\0", place + 2):
                exif += content[place + 8 : place + length]
            scans += kind == 0xDA
            place += max(2, length)
        require(segments <= MAX_CHUNKS and stray <= MAX_STRAY)
        require(scans <= MAX_SCANS or scans * pixels <= MAX_SCANNED)
    check_exif(exif)


def check_png(content: bytes) -> None:
    """Count the chunks of a PNG, and those that are compressed on their own."""
    place, chunks, packed = 8, 0, 0
    while place + 8 <= len(content):
        length, kind = unpack_from(">I4s", content, place)
        chunks, packed = chunks + 1, packed + (kind in (b"zTXt", b"iTXt", b"iCCP"))
        require(chunks <= MAX_CHUNKS and packed <= MAX_PACKED)
        place += 12 + length


def check_gif(content: bytes) -> None:
    """Count the blocks before the first picture of a GIF."""
    colours = content[10]
    place, blocks = 13 + (3 * 2 ** (colours % 8 + 1) if colours & 0x80 else 0), 0
    while content[place] not in b",;":
        is_extension = content[place] == ord("!")
        place, blocks = place + (2 if is_extension else 1), blocks + 1
        while is_extension and content[place]:
            place, blocks = place + 1 + content[place], blocks + 1
            require(blocks <= MAX_BLOCKS)
        place += is_extension
        require(blocks <= MAX_BLOCKS)


def check_bmp(content: bytes) -> None:
    """Limit the runs of a BMP, which Pillow unpacks in Python."""
    header, width, height = unpack_from("<Iii", content, 14)
    if header >= 40 and unpack_from("<I", content, 30)[0] in (1, 2):
        size, pixels = MAX_RUNS
        require(len(content) <= size and abs(width * height) <= pixels)


def check_tiff(content: bytes) -> None:
    """Check the tags of a TIFF: how many strips it has, and how they are compressed."""
    tags = read_tags(content, 0)
    require(max(tags.get(tag, (0, 0))[0] for tag in (STRIPS, TILES)) <= MAX_CHUNKS)
    width, height, codec = (tags.get(tag, (1, 1))[1] for tag in (WIDTH, HEIGHT, COMPRESSION))
    require(codec in CODECS)
    if codec in (6, 7):     # JPEG; every strip may use every scan of the file
        require(content.count(b"\xff\xda") * width * height <= MAX_SCANNED)


def check_exif(content: bytes) -> None:
    """Check every block of tags in a file."""
    for number, found in enumerate(EXIF.finditer(content)):
        require(number < MAX_PACKED)
        try:
            read_tags(content, found.start())
        except error:       # chance, or a broken block
            continue


def read_tags(content: bytes, start: int) -> dict[int, tuple[int, int]]:
    """Return count and first number of the tags at `start`.

    Raises CostlyPicture if together they hold more than twice the content.
    """
    order = "<" if content[start : start + 1] == b"I" else ">"
    big = b"+" in content[start + 2 : start + 4]       # 43, a BigTIFF's number
    word = order + ("Q" if big else "I")
    place = start + unpack_from(word, content, start + (8 if big else 4))[0]
    number = unpack_from(order + ("Q" if big else "H"), content, place)[0]
    place, tags, held = place + (8 if big else 2), {}, 0
    for index in range(number):
        require(index < MAX_TAGS)
        tag, kind, count = unpack_from(order + ("HHQ" if big else "HHI"), content, place)
        inside = place + (12 if big else 8)
        size = count * UNITS.get(kind, 0)
        if size > (8 if big else 4):
            inside = start + unpack_from(word, content, inside)[0]
        held += size if inside + size <= len(content) else 0
        require(held <= 2 * len(content))
        if kind in (3, 4, 16):      # whole numbers
            letter = {3: "H", 4: "I", 16: "Q"}[kind]
            tags[tag] = count, unpack_from(order + letter, content, inside)[0]
        place += 20 if big else 12
    return tags
