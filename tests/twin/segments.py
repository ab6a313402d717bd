"""How many segments a text takes, by the carriers' rule: 160 and 153 characters of GSM-7, 70 and 67 of UCS-2."""

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TAKES_TWO = "^{}\\[~]|€\f"


def count_segments(text: str) -> int:
    if all(letter in _BASIC or letter in _TAKES_TWO for letter in text):
        length, alone, joined = sum(2 if letter in _TAKES_TWO else 1 for letter in text), 160, 153
    else:
        length, alone, joined = len(text.encode("utf-16-le", "surrogatepass")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)
