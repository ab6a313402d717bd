"""The files of Riverbend as they stand in the repository, and spoilt copies of them."""

from pathlib import Path

RIVERBEND = Path(__file__).parents[4] / "cities" / "riverbend"
CITY_FILE = RIVERBEND / "city.yml"
DEMO_FILE = RIVERBEND / "demo.yml"


def spoilt(file: Path, folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy with each text replaced once, below the comment at the top.

    A text that is not there is a mistake in the test.
    """
    comment, blank, content = file.read_text().partition("\n\n")
    for old, new in changes:
        assert old in content, f"{old!r} is not in {file.name}"
        content = content.replace(old, new, 1)
    copy = folder / file.name
    copy.write_text(comment + blank + content)
    return copy


def line_of(file: Path, text: str) -> int:
    """The line on which a text first stands, from 1."""
    return file.read_text().partition(text)[0].count("\n") + 1
