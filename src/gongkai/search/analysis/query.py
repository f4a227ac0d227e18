"""A citizen's words as phrases of atoms. Several words: all must be found. Quotes: one phrase, taken literally.

Nothing a reader types is an operator: no engine ever sees the text, only atoms. A word with a sentence mark inside is two words.
Spaces inside a document number (温政 〔2022〕 5 号) do not part it. Too much text is cut, and the notes say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.search.analysis.atoms import segments
from gongkai.search.analysis.synonyms import Group, Phrase, alternatives

MOST_CHARACTERS = 10_000
MOST_WORDS = 100
MOST_WIDENED = 20  # words that may stand for others; engines take a limited number of phrases in one question
QUOTES = '"“”＂'
_WORD = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]|([^\s{QUOTES}]+)")
_OPENING, _CLOSING = r"[〔\[［【（(﹝〖「『《〈{｛]", r"[〕\]］】）)﹞〗」』》〉}｝]"
_NUMBER_TAIL = re.compile(rf" ?{_OPENING} ?\d ?\d ?\d ?\d ?{_CLOSING} ?第? ?\d{{1,6}} ?号")

Word = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """``words``: each a choice of phrases, of which one must be found. ``notes``: what was left out, in Chinese, for the reader."""

    words: tuple[Word, ...]
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def phrases(self) -> list[Phrase]:
        return [phrase for word in self.words for phrase in word]


def parse(text: str, synonyms: Sequence[Group] = ()) -> Query:
    """Read any text as a query; one without a single atom gives a query without words."""
    notes = []
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        notes.append(f"检索词超过{MOST_CHARACTERS}个字，只取前{MOST_CHARACTERS}个字。")
    words: dict[Word, None] = {}
    for phrase, literal in _phrases(text):
        widened = not literal and len(words) < MOST_WIDENED
        words.setdefault(alternatives(phrase, synonyms) if widened else (phrase,))
    if len(words) > MOST_WORDS:
        notes.append(f"检索词超过{MOST_WORDS}个，只取前{MOST_WORDS}个。")
    return Query(tuple(words)[:MOST_WORDS], tuple(notes))


def _phrases(text: str) -> Iterator[tuple[Phrase, bool]]:
    """Each phrase, and whether it stood in quotes."""
    spaced = " ".join(text.split())
    joined = _NUMBER_TAIL.sub(lambda match: match[0].replace(" ", ""), spaced)
    for match in _WORD.finditer(joined):
        literal = match[2] is None
        for part in segments(match[1] if literal else match[2]):
            yield tuple(part), literal
