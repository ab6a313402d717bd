"""How many segments a text message costs: GSM-7 (160, or 153 each) or UCS-2 (70, or 67 each)."""

from dataclasses import dataclass
from enum import StrEnum

GSM7_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_EXTENSION = frozenset("\f^{}\\[~]|€")
"""Sent as an escape and a second unit; the two are never parted."""


class Encoding(StrEnum):
    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


@dataclass(frozen=True, slots=True)
class Cost:
    encoding: Encoding
    units: int
    segments: int


def cost(text: str) -> Cost:
    """Source of the limits: GSM 03.38 and 03.40; a concatenated message gives up six bytes a segment."""
    if all(letter in GSM7_BASIC or letter in GSM7_EXTENSION for letter in text):
        return _count(Encoding.GSM7, [2 if letter in GSM7_EXTENSION else 1 for letter in text], 160, 153)
    return _count(Encoding.UCS2, [2 if ord(letter) > 0xFFFF else 1 for letter in text], 70, 67)


def _count(encoding: Encoding, widths: list[int], alone: int, joined: int) -> Cost:
    units = sum(widths)
    if units <= alone:
        return Cost(encoding, units, 1 if units else 0)
    segments, room = 1, joined
    for width in widths:
        if width > room:
            segments, room = segments + 1, joined
        room -= width
    return Cost(encoding, units, segments)
