"""Text as people type, paste and forge it, made fit to be kept: what cannot be seen is no answer, and nothing turns a line around.

Taken out are control characters, half surrogates (no database holds them), marks that reverse the direction of what follows (a name
could show other digits than it has) and spaces without width. Joiners of emoji, combining marks, rare and private-use characters stay:
names are written with them.
"""

from __future__ import annotations

import unicodedata

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WITHOUT_WIDTH = frozenset("\u00ad\u200b\u2060\ufeff")
_SEEN = ("L", "N", "Co")


def cleaned(text: str) -> str:
    """Trimmed, one kind of line end, without what nobody sees."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in plain if _kept(character)).strip()


def one_line(text: str) -> str:
    """``cleaned``, with every run of space and line ends as one space: for a line of a list or a letter."""
    return " ".join(cleaned(text).split())


def number_typed(text: str) -> str:
    """Full-width digits and spaces are how people type; the number is the same."""
    return "".join(unicodedata.normalize("NFKC", cleaned(text)).split()).upper()


def says_nothing(text: str) -> bool:
    """No letter, digit or character of a script: spaces, points, pictures, marks alone."""
    return not any(unicodedata.category(character).startswith(_SEEN) for character in text)


def _kept(character: str) -> bool:
    if character in _DIRECTION or character in _WITHOUT_WIDTH:
        return False
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
