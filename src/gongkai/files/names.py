"""A name is only a name: without folders, control characters and signs that turn its reading round; its ending kept."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

LONGEST = 200
_FORBIDDEN = set('<>:"|?*')


def plain_name(name: str) -> str:
    """The last part of whatever a browser sent, fit to be shown and to be a file's name anywhere; "file" when nothing is left."""
    last = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    shown = "".join(
        character
        for character in last
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and character not in _FORBIDDEN
    ).strip(" .")
    if len(shown) > LONGEST:
        ending = ending_of(shown)
        shown = shown[: LONGEST - len(ending)] + ending if len(ending) < 10 else shown[:LONGEST]
    return shown or "file"


def ending_of(name: str) -> str:
    """ ".pdf" of "报表.PDF"; "" where there is none."""
    return PurePath(name).suffix.lower()


def size_words(size: int) -> str:
    """860 KB, 2.4 MB."""
    return f"{size / 1048576:.1f} MB" if size >= 1048576 else f"{max(1, round(size / 1024))} KB"
