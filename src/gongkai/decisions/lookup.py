"""Look up public decisions: by document number, code, name, organ, kind and days, newest first, in pages that continue.

Each search walks one index from the cursor on (document number > code > name > organ > day, the first that is given) and
looks at a bounded number of rows, so a deep page costs what the first does. What else is asked narrows the rows walked.
Natural persons are found by their exact document number only.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from gongkai.decisions.cells import CellFault, compact, plain
from gongkai.decisions.models import Counterparty, DecisionVersion, Kind
from gongkai.decisions.public import PUBLIC_KINDS, Standing, standings, visible, with_number
from gongkai.law.publicity import Publicity
from gongkai.numbering.keys import key_of, public_id

PAGE, LARGEST_PAGE = 20, 100
FIRST_CHUNK, CHUNK, MOST_ROWS = 8, 200, 2_000
"""Rows read at first (a page is filled from three ledgers), at once later, and at most for one page and ledger."""
SUGGESTIONS, _NAMES_LOOKED_AT = 10, 500
_PAIRS = ("〔〕", "[]", "()", "【】", "（）")
_BRACKETS = str.maketrans({mark: "〔〕"[place] for pair in _PAIRS for place, mark in enumerate(pair)})
Place = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked. ``after`` is the place of the last decision of the page before; days are inclusive."""

    kind: Kind | None = None
    document_number: str = ""
    code: str = ""
    name: str = ""
    agency_id: int | None = None
    first: date | None = None
    last: date | None = None
    after: Place | None = None

    def tidy(self) -> Sought | None:
        """Numbers and names in the form the ledgers keep them in; None where one is given that no ledger can hold."""
        try:
            tidied = replace(
                self,
                document_number=compact(self.document_number),
                code=compact(self.code).upper(),
                name=plain(self.name),
            )
        except CellFault:
            return None
        given = ((self.document_number, tidied.document_number), (self.code, tidied.code), (self.name, tidied.name))
        return None if any(before.strip() and not after for before, after in given) else tidied


@dataclass(frozen=True, slots=True)
class Found:
    """``after`` leads on, None at the end."""

    records: tuple[DecisionVersion, ...]
    after: Place | None


def look_up(sought: Sought, today: date, size: int = PAGE) -> Found:
    """One page. Raises ValueError for a size outside 1..100."""
    if not 1 <= size <= LARGEST_PAGE:
        raise ValueError(f"a page holds 1 to {LARGEST_PAGE} decisions, not {size}")
    tidied = sought.tidy()
    if tidied is None:
        return Found((), None)
    tidied = replace(tidied, last=min(sought.last or today, today))  # a walk always begins at a bound of its index
    kinds = (sought.kind,) if sought.kind else PUBLIC_KINDS
    walks = [_public_ones(kind, tidied, today) for kind in kinds if kind in PUBLIC_KINDS]
    records: list[DecisionVersion] = []
    place: Place | None = None
    for place, record in heapq.merge(*walks, key=lambda step: step[0], reverse=True):
        if record is None:  # this ledger has been looked at long enough for one page; the next one goes on from here
            return Found(tuple(records), place)
        if len(records) == size:
            last = records[-1]
            return Found(tuple(records), (last.happened_on, last.pk))
        records.append(record)
    return Found(tuple(records), None)


def spellings(text: str) -> tuple[str, ...]:
    """A document number or a name with every kind of bracket: few keyboards have 〔〕, and names are written with （） or ().

    >>> spellings("温市监罚决[2022]1号")[:2]
    ('温市监罚决〔2022〕1号', '温市监罚决[2022]1号')
    """
    one = text.translate(_BRACKETS)
    if "〔" not in one and "〕" not in one:
        return (text,)
    return tuple(one.translate(str.maketrans("〔〕", pair)) for pair in _PAIRS)


def names_beginning(text: str, today: date, kind: Kind | None = None) -> list[str]:
    """A few names under which something public is found now and that begin with ``text``, for a search that found none of
    exactly that name. One whose decisions were all revoked or have ended is not told.
    """
    try:
        text = plain(text)
    except CellFault:
        return []
    if len(text) < 2:
        return []
    names: set[str] = set()
    for one in (kind,) if kind else PUBLIC_KINDS:
        rows = visible(one).filter(~Q(counterparty_name=""))
        if connection.vendor == "sqlite":
            rows = rows.filter(counterparty_name__gte=text, counterparty_name__lt=text + "\U0010ffff")
        else:
            rows = rows.filter(counterparty_name__startswith=text)
        looked_at = rows.values_list("counterparty_name", "publicity")[:_NAMES_LOOKED_AT]
        names.update(name for name, publicity in looked_at if publicity == Publicity.PUBLISH)
    asked = islice(sorted(names), 2 * SUGGESTIONS)
    found = (name for name in asked if look_up(Sought(kind, name=name), today, 1).records)
    return list(islice(found, SUGGESTIONS))


def walk(kind: Kind, sought: Sought) -> QuerySet[Any]:
    """Candidates in the order of the index that serves them, newest first, from the cursor on."""
    rows = visible(kind)
    if sought.document_number:
        rows = rows.filter(pk__in=with_number(kind, spellings(sought.document_number)))
    elif sought.code:
        rows = rows.filter(~Q(credit_code=""), credit_code=sought.code)
    elif sought.name:
        names = spellings(sought.name)  # one name is one walk; several are sorted, and few have brackets
        asked = Q(counterparty_name=sought.name) if len(names) == 1 else Q(counterparty_name__in=names)
        rows = rows.filter(~Q(counterparty_name=""), asked)
    elif sought.agency_id is not None:
        rows = rows.filter(publicity=Publicity.PUBLISH.value, agency_id=sought.agency_id)
    else:
        rows = rows.filter(publicity=Publicity.PUBLISH.value)
    last = sought.last
    if sought.after is not None:
        day, key = sought.after
        if last is None or day <= last:  # one upper bound only: two would leave the choice to the planner
            last = day
            rows = rows.filter(Q(happened_on__lt=day) | Q(pk__lt=key))
    if last is not None:
        rows = rows.filter(happened_on__lte=last)
    if sought.first is not None:
        rows = rows.filter(happened_on__gte=sought.first)
    return rows.order_by("-happened_on", "-pk")


def _public_ones(kind: Kind, sought: Sought, today: date) -> Iterator[tuple[Place, DecisionVersion | None]]:
    """Public decisions of one ledger, read a chunk at a time; None in place of a decision: looked at enough for one page."""
    looked_at, wanted = 0, FIRST_CHUNK
    while looked_at < MOST_ROWS:
        chunk = list(walk(kind, sought)[:wanted])
        shown = standings(chunk, today)
        for record in chunk:
            if shown[record.pk] is Standing.PUBLIC and _matches(record, sought):
                yield (record.happened_on, record.pk), record
        if len(chunk) < wanted:
            return
        looked_at, wanted = looked_at + wanted, min(wanted * 3, CHUNK)
        sought = replace(sought, after=(chunk[-1].happened_on, chunk[-1].pk))
    if sought.after is not None:
        yield sought.after, None


def _matches(record: DecisionVersion, sought: Sought) -> bool:
    """What the walk did not ask for: the other words, and that a person is never found without the document number, nor a trader
    (个体工商户) by a name that is the own one of the person."""
    if sought.name and _has_the_name_of_a_person(record):
        return False
    if record.publicity == Publicity.NATURAL_PERSON and (not sought.document_number or sought.name or sought.code):
        return False
    return (
        (not sought.code or record.credit_code == sought.code)
        and (not sought.name or record.counterparty_name in spellings(sought.name))
        and (sought.agency_id is None or record.agency_id == sought.agency_id)
    )


def _has_the_name_of_a_person(record: DecisionVersion) -> bool:
    is_household = record.counterparty_kind == Counterparty.HOUSEHOLD
    return is_household and record.counterparty_name == record.representative


def cursor(place: Place | None) -> str:
    return f"{place[0].isoformat()}.{public_id(place[1])}" if place else ""


def read_cursor(text: str) -> Place:
    """Raises ValueError for anything ``cursor`` did not write."""
    day, _, key = text.partition(".")
    return date.fromisoformat(day), key_of(key)
