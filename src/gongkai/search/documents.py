"""What is indexed, what is asked, and what comes back: plain values that every back end shares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from gongkai.search.analysis.query import Word
from gongkai.search.analysis.sound import initials, sounds

FIELDS = ("title", "docno", "index_number", "body", "attachments")
NAMES = ("title", "docno", "index_number")  # found here, a document stands before those that only mention the words
SOUNDS = ("sound", "initials")  # of titles, asked by suggestions only
SCOPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{name: (name,) for name in SOUNDS},
        "all": FIELDS,
        "title": ("title",),
        "body": ("body", "attachments"),
        "docno": ("docno",),
        "index_number": ("index_number",),
    }
)
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title",),
        "docno": ("docno",),
        "index_number": ("index_number",),
        "names": NAMES,
        "text": ("body", "attachments"),
        **{name: (name,) for name in SOUNDS},
    }
)
"""What engines index: fields that are always looked at together stand in one column, with a break between them."""
COLUMNS_OF_SCOPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"all": ("names", "text"), "body": ("text",), **{name: (name,) for name in (*NAMES, *SOUNDS)}}
)
COLUMNS_OF_NAMES = ("names",)
SCOPE_LABELS = {"all": "全部", "title": "标题", "body": "正文", "docno": "文号", "index_number": "索引号"}
FACETS = ("agency", "year", "kind", "validity")
RELEVANCE, DATE = "relevance", "date"
DEEPEST = 10_000
MOST_DOCUMENTS, MOST_CHARACTERS = 5_000, 16_000_000

Facets = dict[str, dict[str, int]]
_FIRST_DAY = date(1970, 1, 1).toordinal()
_TIE_BITS = 28
_BEFORE_1970, _MOST_SECONDS = 2**33, 2**35 - 1


@dataclass(frozen=True, slots=True)
class Document:
    """One public document. Texts are plain; ``attachments`` is what its files are called and say, one line each.

    ``mass``: one of the many decisions of a kind (permits, penalties), which stand after policies.
    ``published_at`` sorts; without it the beginning of ``day`` does.
    """

    id: str
    title: str
    docno: str = ""
    index_number: str = ""
    body: str = ""
    attachments: str = ""
    agency: str = ""
    day: date | None = None
    published_at: datetime | None = None
    kind: str = ""
    validity: str = ""
    mass: bool = False

    def column(self, name: str) -> str:
        """The text of one of ``COLUMNS``: a line end breaks, so no phrase reaches from field to field."""
        return "\n".join(text for part in COLUMNS[name] if (text := self.text_of(part)))

    def text_of(self, name: str) -> str:
        """A field, or how the title sounds; mass decisions are not suggested."""
        if name not in SOUNDS:
            return str(getattr(self, name))
        if self.mass:
            return ""
        return sounds(self.title) if name == "sound" else initials(self.title)

    @property
    def facet_values(self) -> dict[str, str]:
        """Its value in each facet; an empty one is not counted."""
        year = str(self.day.year) if self.day else ""
        return {"agency": self.agency, "year": year, "kind": self.kind, "validity": self.validity}

    @property
    def order(self) -> int:
        """Latest first, the same on every back end: seconds, then an arbitrary but fixed order by id. Below 2 ** 63."""
        seconds = min(max(0, self._seconds() + _BEFORE_1970), _MOST_SECONDS)
        tie = int.from_bytes(hashlib.blake2b(self.id.encode(errors="replace"), digest_size=8).digest())
        return seconds << _TIE_BITS | tie >> (64 - _TIE_BITS)

    def _seconds(self) -> int:
        """Since 1970; a day begins in Asia/Shanghai. Counted by hand, because a file may say the year 1."""
        if self.published_at:
            return int(self.published_at.timestamp())
        if self.day:
            return (self.day.toordinal() - _FIRST_DAY) * 86_400 - 8 * 3600
        return -_BEFORE_1970


@dataclass(frozen=True, slots=True)
class Question:
    """``words`` as ``analysis.query`` gives them: all must be found, each in one of its phrases, in one field of the scope.

    ``whole`` is the query in one word (``analysis.stream.whole``): a document called exactly so comes first.
    ``filters``: per facet, values of which one must be the document's. ``with_facets``: False where nobody looks at them.
    """

    words: Sequence[Word]
    whole: str = ""
    scope: str = "all"
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = RELEVANCE
    offset: int = 0
    size: int = 10
    with_facets: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of one page in order; total and facets over everything found. Facets nobody asked for are empty."""

    total: int
    ids: tuple[str, ...]
    facets: Facets


NO_FACETS: Facets = {name: {} for name in FACETS}
NOTHING = Found(0, (), NO_FACETS)


def portions(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """What a rebuild writes in one commit: many documents, but never more text than fits beside everything else in memory."""
    portion: list[Document] = []
    characters = 0
    for document in documents:
        portion.append(document)
        characters += len(document.body) + len(document.attachments)
        if len(portion) >= MOST_DOCUMENTS or characters >= MOST_CHARACTERS:
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion


def sorted_facets(counts: Mapping[str, Mapping[str, int]]) -> Facets:
    """Years latest first, everything else by number and then by name: the same on every back end."""
    facets: Facets = {}
    for name in FACETS:
        pairs = [(value, number) for value, number in counts.get(name, {}).items() if value and number]
        by_year = name == "year"
        pairs.sort(key=lambda pair: (-int(pair[0]) if by_year else -pair[1], pair[0]))
        facets[name] = dict(pairs)
    return facets
