"""Characters as search compares them: NFKC, lower case, simplified, radical signs as the characters they look like; what is no
atom becomes a space or a break.

``fold`` works on a whole text at once and is what documents are indexed with. ``fold_with_map`` gives the same characters,
each with the place it stood in, for highlighting. The table of characters is that of the package
opencc-python-reimplemented (traditional to simplified, by single character; of several readings the first).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

SPACE, BREAK = " ", "\n"
SENTENCE_MARKS = frozenset("。！？；，、：…!?;,:.")
LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
# 3.5, 1,234, 8:30, www.gov.cn: between letters or digits these marks end no sentence.
_INSIDE_A_NUMBER = re.compile(r"(?<=[a-z0-9])[.,:](?=[a-z0-9])")
_JOINING = "\x01"  # stands in the quick table for what has to be normalised together with its neighbour
# Hangul vowels and finals, half-width voicing
_JOIN_BUT_ARE_NO_MARKS = frozenset((*range(0x1160, 0x1200), 0xFF9E, 0xFF9F))
RADICALS = dict(
    zip(
        "⺁⺅⺉⺋⺎⺒⺓⺕⺖⺘⺙⺛⺝⺠⺡⺣⺦⺨⺩⺭⺮⺰⺶⺷⺹⺼⺾⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻏⻐⻑⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻲",
        "厂亻刂㔾兀巳幺彐忄扌攵旡月民氵灬丬犭王礻竹纟羊羊耂肉艹虎衤覀西见角讠贝足车辶阝钅长长门阝雨青韦页风飞食饣首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Radical sign -> the character it looks like. Programs that write PDF put 县⻓ for 县长; Unicode's compatibility forms leave these out."""


def fold(text: str) -> str:
    """The text as it is compared: atoms' characters, ``SPACE`` for what falls away, ``BREAK`` where a sentence or line ends.

    Character by character from one table, which is twice as fast; a text with marks that join the character before them is
    normalised as a whole first.
    """
    quick = text.translate(_QUICK)
    if _JOINING in quick:
        return _INSIDE_A_NUMBER.sub(SPACE, unicodedata.normalize("NFKC", text).lower()).translate(_TABLE)
    quick = _INSIDE_A_NUMBER.sub(SPACE, quick)
    return quick.replace(".", BREAK).replace(",", BREAK).replace(":", BREAK)


def fold_with_map(text: str) -> tuple[str, list[tuple[int, int]]]:
    """``fold(text)``, and for each of its characters the first place in ``text`` and the place after the last."""
    quick = fold(text)
    if len(quick) == len(text) and _JOINING not in text.translate(_QUICK):
        return quick, [(place, place + 1) for place in range(len(text))]
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _joins(text[end]):
            continue
        plain = unicodedata.normalize("NFKC", text[start:end]).lower()
        pieces.append(plain)
        places.extend([(start, end)] * len(plain))
        start = end
    return _INSIDE_A_NUMBER.sub(SPACE, "".join(pieces)).translate(_TABLE), places


def _joins(character: str) -> bool:
    """True for a mark that is normalised together with what stands before it."""
    return ord(character) in _JOIN_BUT_ARE_NO_MARKS or unicodedata.category(character)[0] == "M"


class _Table(dict[int, str]):
    """Code point -> one character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = meaning = _meaning(chr(code))
        return meaning


class _Quick(dict[int, str]):
    """Code point -> what it is in the end, the marks of ``_INSIDE_A_NUMBER`` left as they are."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if any(_joins(character) for character in plain):
            meaning = _JOINING
        else:
            meaning = "".join(one if one in ".,:" else _meaning(one) for one in plain)
        self[code] = meaning
        return meaning


def _meaning(character: str) -> str:
    if character in LINE_ENDS or character in SENTENCE_MARKS:
        return BREAK
    if character == "ς":  # Greek: the same letter at the end of a word
        return "σ"
    if character in RADICALS:
        return RADICALS[character]
    return simplified().get(character, character) if _is_atom(character) else SPACE


def _is_atom(character: str) -> bool:
    """Letters and digits of every script, the marks 〇 and 々, and characters an office made itself (private use).

    The planes of rare Han characters count as a whole: new ones are assigned there faster than Python learns of them.
    """
    code = ord(character)
    if 0x20000 <= code <= 0x3FFFD or unicodedata.category(character) == "Co":
        return True
    return unicodedata.category(character)[0] in "LN"


@cache
def simplified() -> dict[str, str]:
    """Traditional character -> simplified character, single characters only."""
    table = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in table.splitlines())
    return {row[0]: row[1] for row in rows if len(row) > 1 and len(row[0]) == len(row[1]) == 1}


_TABLE = _Table()
_QUICK = _Quick()
