"""The synonyms in use: the packaged table less what was switched off, the office's own groups, and its file.

The file ``GONGKAI_HOME/search/synonyms.csv`` is for installations that keep such lists outside; it is shown, not edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongkai.search.analysis.synonyms import Group, packaged_terms, read_table
from gongkai.search.models import SynonymGroup

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A group as the desk shows it. ``source``: ``packaged``, ``own`` or ``file``."""

    terms: str
    source: str
    is_used: bool
    key: int | None = None
    changed_by: str = ""


def groups_in_use() -> tuple[Group, ...]:
    return _read("\n".join(row.terms for row in rows() if row.is_used))


def rows() -> list[Row]:
    """All groups, the office's own first."""
    known = {group.terms: group for group in SynonymGroup.objects.all()}
    packaged = list(map(tidy, packaged_terms()))
    own = [
        Row(group.terms, "own", group.is_used, group.pk, group.changed_by)
        for group in known.values()
        if group.terms not in packaged
    ]
    given = [
        Row(terms, "packaged", group.is_used if (group := known.get(terms)) else True, group.pk if group else None,
            group.changed_by if group else "")
        for terms in packaged
    ]  # fmt: skip
    return [*own, *(Row(terms, "file", True) for terms in _of_the_file()), *given]


def tidy(terms: str) -> str:
    """The same group in one form: half-width commas, no spaces around a term, no term twice."""
    parts = (part.strip() for part in terms.replace("，", ",").replace("、", ",").split(","))
    return ",".join(dict.fromkeys(part for part in parts if part))


def _of_the_file() -> list[str]:
    own = Path(settings.GONGKAI_HOME) / "search" / "synonyms.csv"
    try:
        lines = own.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []
    return [terms for line in lines if not line.lstrip().startswith("#") and (terms := tidy(line))]


@lru_cache(maxsize=4)
def _read(table: str) -> tuple[Group, ...]:
    return read_table(table)
