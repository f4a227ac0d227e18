"""How titles sound: pinyin syllables and their first letters, so that ``dibao``, ``db`` and 底保 lead to 低保.

A text of sounds has the shape of any other text (runs of letters, breaks where the title has breaks), so every engine finds a
sequence of syllables as it finds a phrase. Only suggestions look at sounds; what is found is never widened by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from gongkai.search.analysis.atoms import PlacedAtom, placed_atoms
from gongkai.search.analysis.synonyms import Phrase

LONGEST_WORD = 4
MOST_LETTERS = 40
MOST_READINGS = 12


@dataclass(frozen=True, slots=True)
class Sounded:
    """An atom of a text and how it sounds; a run of letters or digits sounds as it is written."""

    atom: PlacedAtom
    syllable: str


@lru_cache(maxsize=4_096)
def sounded(text: str) -> tuple[Sounded, ...]:
    """The readings are those of the words around a character (银行 yin hang, 执行 zhi xing)."""
    atoms = placed_atoms(text)
    return tuple(map(Sounded, atoms, _spoken([atom.atom for atom in atoms])))


def _spoken(atoms: Sequence[str]) -> list[str]:
    """Each atom as it sounds alone, or in the longest word from there that is read in a way of its own."""
    said = [_alone(atom) for atom in atoms]
    words, start = _read_otherwise(), 0
    while start < len(atoms):
        for size in range(LONGEST_WORD, 1, -1):
            special = words.get("".join(atoms[start : start + size]))
            if special and len(special) == len(atoms[start : start + size]):
                said[start : start + size] = special
                start += size - 1
                break
        start += 1
    return said


@cache
def _alone(atom: str) -> str:
    readings = PINYIN_DICT.get(ord(atom)) if len(atom) == 1 else None
    return _plain(readings.split(",")[0]) or atom if readings else atom


@cache
def _read_otherwise() -> dict[str, tuple[str, ...]]:
    """Words of which at least one character sounds otherwise than alone."""
    found = {}
    for word, sounds_of in PHRASES_DICT.items():
        if len(word) <= LONGEST_WORD:
            said = tuple(_plain(one[0]) for one in sounds_of)
            if len(said) == len(word) and said != tuple(map(_alone, word)):
                found[word] = said
    return found


def sounds(text: str) -> str:
    """The syllables of a title as a text of their own."""
    return "\n".join(" ".join(one.syllable for one in part) for part in _segments(text))


def initials(text: str) -> str:
    """The first letters of its syllables."""
    return "\n".join(" ".join(one.syllable[0] for one in part) for part in _segments(text))


def readings(letters: str) -> list[Phrase]:
    """Every way to read letters without spaces as whole syllables: xian -> (xian), (xi, an)."""
    found: list[Phrase] = []
    _read(letters[:MOST_LETTERS], 0, (), found)
    return sorted(found, key=len)


@cache
def syllables() -> frozenset[str]:
    """All syllables there are."""
    found = {_alone(chr(code)) for code in range(0x4E00, 0x9FA6) if code in PINYIN_DICT}
    return frozenset(sound for sound in found if sound not in ("m", "n"))


def piece(title: str, wanted: Sequence[str], by_initials: bool = False) -> str:
    """The passage of a title that sounds like ``wanted``; empty when there is none."""
    row = sounded(title)
    for start in range(len(row) - len(wanted) + 1):
        run = row[start : start + len(wanted)]
        if run[0].atom.segment != run[-1].atom.segment:
            continue
        if all(
            (one.syllable[0] if by_initials else one.syllable) == sound for one, sound in zip(run, wanted, strict=True)
        ):
            return title[run[0].atom.start : run[-1].atom.end]
    return ""


def _segments(text: str) -> Iterator[list[Sounded]]:
    row = sounded(text)
    for number in range(row[-1].atom.segment + 1 if row else 0):
        part = [one for one in row if one.atom.segment == number]
        if part:
            yield part


@cache
def _plain(syllable: str) -> str:
    """Without tones; ü is typed v."""
    return str(to_normal(syllable)).replace("ü", "v")


def _read(letters: str, start: int, so_far: Phrase, found: list[Phrase]) -> None:
    if len(found) >= MOST_READINGS:
        return
    if start == len(letters):
        found.append(so_far)
        return
    for end in range(min(start + 6, len(letters)), start, -1):
        if letters[start:end] in syllables():
            _read(letters, end, (*so_far, letters[start:end]), found)
