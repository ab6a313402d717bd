"""T5: what is kept of a picture is what it shows; what is no picture, or would not fit into memory, is not kept."""

import io

import pytest
from PIL import Image

from bot.pictures.cleaner import Clean, clean_picture
from tests.pictures import OWNER, bomb, metadata, photo, screenshot


def cleaned(content: bytes) -> Clean:
    clean = clean_picture(content)
    assert isinstance(clean, Clean), clean
    return clean


def test_a_photo_loses_where_when_and_whose_it_was_and_keeps_what_it_shows() -> None:
    before = photo()
    assert metadata(before)  # there is something to lose
    assert OWNER.encode() in before
    clean = cleaned(before)
    assert clean.content_type == "image/jpeg"
    assert metadata(clean.content) == {}
    for secret in (OWNER.encode(), b"Exif", b"GPS", b"xmp", b"2026:12:01"):
        assert secret not in clean.content
    with Image.open(io.BytesIO(clean.content)) as picture:
        assert picture.size == (40, 20)
        red, _, blue = picture.getpixel((30, 10))
        assert red > 150 > 100 > blue


def test_a_photo_taken_with_the_phone_on_its_side_stays_upright() -> None:
    with Image.open(io.BytesIO(cleaned(photo(turned=True)).content)) as picture:
        assert picture.size == (20, 40)


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "1", "LA"])
def test_a_screenshot_loses_its_notes(mode: str) -> None:
    clean = cleaned(screenshot(mode))
    assert clean.content_type == "image/png"
    assert metadata(clean.content) == {}
    assert OWNER.encode() not in clean.content


def test_what_stands_behind_the_end_of_a_picture_goes() -> None:
    assert b"a hidden file" not in cleaned(photo() + b"a hidden file").content
    assert b"a hidden file" not in cleaned(screenshot() + b"a hidden file").content


@pytest.mark.parametrize(
    "content",
    [
        b"", b"x", b"%PDF-1.7", b"GIF89a" + b"\x00" * 40, b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40,
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"\xff\xd8\xff", b"\xff\xd8\xff\xe0" + b"\x00" * 100, b"\x89PNG\r\n\x1a\n", b"MZ" + b"\x00" * 100,
        b"BEGIN:VCARD", photo()[:300], screenshot()[:60], b"\xff\xd8\xff" + screenshot(),
        b"\x89PNG\r\n\x1a\n" + photo(),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_not_kept_whatever_it_is_said_to_be(content: bytes) -> None:
    assert clean_picture(content) == "not_a_picture"


def test_a_small_file_that_unpacks_to_a_gigabyte_is_not_unpacked() -> None:
    content = bomb()
    assert len(content) < 1_000_000
    assert clean_picture(content) == "too_many_points"


def test_a_picture_just_within_the_limit_is_kept_and_one_above_it_is_not() -> None:
    assert cleaned(bomb(6_300)).content_type == "image/png"
    assert clean_picture(bomb(6_400)) == "too_many_points"


def test_a_photo_whose_notes_cannot_be_read_is_kept_without_them() -> None:
    broken = photo().replace(b"MM\x00\x2a", b"XX\xff\xff").replace(b"II\x2a\x00", b"XX\xff\xff")
    assert metadata(cleaned(broken).content) == {}
