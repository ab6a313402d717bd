"""A program of its own: a picture comes in on standard input and goes out on standard output, its points and no more.

Decoders of pictures are where attackers look for holes, and a small file can unpack to gigabytes. So this runs apart,
without secrets, with little memory and time, and imports nothing of ours. What it says is its status; 0 is a picture.
"""

import io
import resource
import sys
from contextlib import suppress

MOST_POINTS = 40_000_000
"""Phones take up to 50 million, but what fits into a text message has long been made smaller."""
NOT_A_PICTURE, TOO_MANY_POINTS = 65, 66

_MOST_MEMORY = 1024**3
_MOST_SECONDS = 20
_BEGINNINGS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n"}
_QUALITY = 90
_MODES = {"JPEG": {"L", "RGB"}, "PNG": {"1", "L", "LA", "RGB", "RGBA"}}


def main() -> int:
    for what, most in ((resource.RLIMIT_AS, _MOST_MEMORY), (resource.RLIMIT_CPU, _MOST_SECONDS)):
        with suppress(ValueError, OSError):  # not every system knows both
            resource.setrlimit(what, (most, most))
    content = sys.stdin.buffer.read()
    kind = next((name for name, begins in _BEGINNINGS.items() if content.startswith(begins)), None)
    if kind is None:
        return NOT_A_PICTURE
    return _write_clean(content, kind)


def _write_clean(content: bytes, kind: str) -> int:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_POINTS:
                return TOO_MANY_POINTS
            picture.load()
            upright: Image.Image = picture
            with suppress(Exception):  # the data that we leave out says which side is up, if they can be read
                upright = ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError:
        return TOO_MANY_POINTS
    except Exception:  # whatever a decoder says of a broken file
        return NOT_A_PICTURE
    if upright.mode not in _MODES[kind]:
        upright = upright.convert("RGBA" if kind == "PNG" and "transparency" in upright.info else "RGB")
    points = Image.new(upright.mode, upright.size)  # has none of the notes that the other one carries
    points.paste(upright)
    points.save(sys.stdout.buffer, kind, quality=_QUALITY)
    return 0


if __name__ == "__main__":
    sys.exit(main())
