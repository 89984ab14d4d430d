"""Turn a photo upright, as its EXIF data say; broken data say nothing."""

from PIL import Image

ORIENTATION = 0x0112    # the tag of EXIF
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}
HOLDERS = ("exif", "Raw profile type exif", "XML:com.adobe.xmp", "xmp")     # of the orientation


def read_turn(picture: Image.Image) -> Image.Transpose | None:
    """Return what sets a picture upright; None if it is, or doesn't say so legibly."""
    try:
        return TURNS.get(picture.getexif().get(ORIENTATION))
    except Exception:       # a camera's broken data raise nearly anything, in getexif and in get
        return None


def turn_picture(picture: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    """Turn a picture, which then no longer says that it lies on its side."""
    if turn is None:
        return picture
    turned = picture.transpose(turn)
    for name in HOLDERS:
        turned.info.pop(name, None)
    return turned


def turn_upright(picture: Image.Image) -> Image.Image:
    """Turn a picture as its EXIF data say."""
    return turn_picture(picture, read_turn(picture))
