"""What a text message costs. Limits: GSM-7 160 alone, 153 joined; UCS-2 70 alone, 67 joined."""

import pytest

from bot.segments import Encoding, cost


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", Encoding.GSM7, 0, 0),
        ("a" * 160, Encoding.GSM7, 160, 1),
        ("a" * 161, Encoding.GSM7, 161, 2),
        ("a" * 306, Encoding.GSM7, 306, 2),
        ("a" * 307, Encoding.GSM7, 307, 3),
        ("€" * 80, Encoding.GSM7, 160, 1),
        ("€" * 81, Encoding.GSM7, 162, 2),
        ("a" * 152 + "€" + "a" * 152, Encoding.GSM7, 306, 3),  # the escape and its letter are not parted
        ("é ñ ü ¿ ¡ à è ù ò ì Ñ É", Encoding.GSM7, 23, 1),
        ("inspección", Encoding.UCS2, 10, 1),
        ("á" * 70, Encoding.UCS2, 70, 1),
        ("á" * 71, Encoding.UCS2, 71, 2),
        ("á" * 134, Encoding.UCS2, 134, 2),
        ("á" * 135, Encoding.UCS2, 135, 3),
        ("👍" * 35, Encoding.UCS2, 70, 1),
        ("á" * 66 + "👍" + "á" * 66, Encoding.UCS2, 134, 3),  # nor are the two halves of an emoji
    ],
)
def test_cost(text: str, encoding: Encoding, units: int, segments: int) -> None:
    result = cost(text)
    assert (result.encoding, result.units, result.segments) == (encoding, units, segments)
