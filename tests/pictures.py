"""Pictures for the tests: as phones make them, and as nobody should."""

import io
import struct
import zlib
from collections.abc import Mapping

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

OWNER = "Maria Lopez, 12 Oak St"
ATLANTA = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (33.0, 44.0, 56.0), GPS.GPSLongitudeRef: "W",
           GPS.GPSLongitude: (84.0, 23.0, 17.0)}  # fmt: skip


def photo(size: tuple[int, int] = (40, 20), *, turned: bool = False) -> bytes:
    """A JPEG with everything that a phone writes into it: where, when, whose, by which camera, and a small copy."""
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Artist], exif[Base.DateTime] = "Phone", OWNER, "2026:12:01 10:00:00"
    if turned:
        exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo).update(ATLANTA)
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (0, 0, size[0] // 4, size[1]))
    return _saved(picture, "JPEG", exif=exif, comment=OWNER.encode(), xmp=_XMP)


def screenshot(mode: str = "RGBA") -> bytes:
    notes = PngInfo()
    notes.add_text("Author", OWNER)
    notes.add_itxt("XML:com.adobe.xmp", _XMP.decode())
    exif = Image.Exif()
    exif.get_ifd(IFD.GPSInfo).update(ATLANTA)
    return _saved(Image.new(mode, (30, 30), 1 if mode == "P" else None), "PNG", pnginfo=notes, exif=exif)


def bomb(side: int = 30_000) -> bytes:
    """A PNG of some kilobytes that unpacks to a gigabyte or so."""
    row = zlib.compressobj(9)
    points = b"".join(row.compress(b"\x00" * ((side + 7) // 8 + 1)) for _ in range(side)) + row.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", points) + _chunk(b"IEND", b"")


def metadata(content: bytes) -> Mapping[str, object]:
    """Everything in it besides its points."""
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        exif = picture.getexif()
        found = {name: value for name, value in picture.info.items() if not name.startswith("jfif")}
        return {**found, **dict(exif), **dict(exif.get_ifd(IFD.GPSInfo))}  # type: ignore[dict-item]


_XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>33,44.9N</exif:GPSLatitude></x:xmpmeta>"


def _saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
