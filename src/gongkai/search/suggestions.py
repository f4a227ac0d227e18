"""What a reader may mean: titles and document numbers that have the words, and words that sound like what was typed.

Everything suggested is part of a document that is public at this moment; nothing is remembered of what others searched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from gongkai.search.analysis.atoms import segments
from gongkai.search.analysis.query import parse
from gongkai.search.analysis.sound import piece, readings, sounded
from gongkai.search.analysis.stream import whole
from gongkai.search.analysis.synonyms import Phrase
from gongkai.search.documents import Document, Question
from gongkai.search.service import ask
from gongkai.search.snapshots import texts_by_id

MOST, MOST_MEANT = 10, 5
LONGEST = 60
_READINGS, _LOOKED_AT = 4, 60
_INITIALS = range(2, 9)
_SYLLABLES = range(2, 9)


def suggestions(text: str) -> tuple[str, ...]:
    """Of what is typed so far: words that sound so, document numbers, titles; at most ``MOST``."""
    words = parse(text[:LONGEST]).words
    if not words:
        return ()
    found = dict.fromkeys(meant(text))
    for scope, name, size in (("docno", "docno", 4), ("title", "title", MOST)):
        documents = _documents(Question(words, whole(text[:LONGEST]), scope, size=size, with_facets=False))
        found |= dict.fromkeys(str(getattr(document, name)) for document in documents.values())
    found.pop(text.strip(), None)
    return tuple(part for part in found if part)[:MOST]


def meant(text: str) -> tuple[str, ...]:
    """Words of public titles that sound like ``text``: pinyin, its initials, or other characters of the same sound."""
    typed = text[:LONGEST].strip()
    found: Counter[str] = Counter()
    for scope, phrase in _sounds_of(typed):
        for document in _documents(Question(((phrase,),), scope=scope, size=_LOOKED_AT, with_facets=False)).values():
            if passage := piece(document.title, phrase, scope == "initials"):
                found[passage] += 1
    found.pop(typed, None)
    return tuple(passage for passage, _ in found.most_common(MOST_MEANT))


def _sounds_of(typed: str) -> Iterator[tuple[str, Phrase]]:
    """Where to look for which sounds."""
    parts = segments(typed)
    if len(parts) != 1:
        return
    letters = "".join(parts[0])
    if letters.isascii() and letters.isalpha():
        syllables = readings(letters)[:_READINGS]
        yield from (("sound", reading) for reading in syllables if len(reading) in _SYLLABLES)
        if len(letters) in _INITIALS:
            yield "initials", tuple(letters)
    elif len(parts[0]) in _SYLLABLES:
        yield "sound", tuple(one.syllable for one in sounded(typed))


def _documents(question: Question) -> Mapping[str, Document]:
    """In the order found."""
    ids = ask(question).ids
    known = texts_by_id(ids)
    return {key: known[key] for key in ids if key in known}
