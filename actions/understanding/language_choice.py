"""Which language a person asks to go on in: "in English please", "¿habla español?"."""

import re

from actions.understanding.text import clean, fold

_ASKED = {
    "es": re.compile(r"\b(espanol|spanish|castellano|hispano)\b"),
    "en": re.compile(r"\b(english|ingles)\b"),
}
_DECLINED = re.compile(r"\b(no (hablo|se|entiendo)|(don'?t|do not|can'?t) (speak|understand))\b.*\b(\w+)$")


def asked_language(text: str) -> str | None:
    """`en` or `es` where one of them is named; None where neither or both are."""
    words = fold(clean(text))
    named = [language for language, pattern in _ASKED.items() if pattern.search(words)]
    if len(named) != 1:
        return None
    if _DECLINED.search(words):
        return "en" if named[0] == "es" else "es"
    return named[0]
