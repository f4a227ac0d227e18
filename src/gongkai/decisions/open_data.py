"""Public decisions of one ledger and month as open data: a stream that holds one chunk of rows at a time.

Rows are walked newest first as the look-up does, with the same standing, masks and gate; nobody's memory grows with them.
"""

from __future__ import annotations

import csv
import io
import json
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.lookup import Sought, walk
from gongkai.decisions.models import DecisionVersion, Kind
from gongkai.decisions.public import Standing, address, standings, visible
from gongkai.decisions.public_fields import public_columns, public_fields
from gongkai.decisions.writing import still
from gongkai.law.publicity import Publicity
from gongkai.numbering.keys import public_id

CHUNK = 1_000


def public_rows(kind: Kind, first: date, last: date, today: date) -> Iterator[DecisionVersion]:
    """Every public decision of the days, newest first."""
    sought = Sought(kind, first=first, last=last)
    while True:
        chunk: list[DecisionVersion] = list(walk(kind, sought)[:CHUNK])
        shown = standings(chunk, today)
        yield from (record for record in chunk if shown[record.pk] is Standing.PUBLIC)
        if len(chunk) < CHUNK:
            return
        sought = replace(sought, after=(chunk[-1].happened_on, chunk[-1].pk))


def month_days(month: str) -> tuple[date, date]:
    """First and last day of ``YYYY-MM``. Raises ValueError saying what is accepted."""
    try:
        if len(month) != 7:
            raise ValueError
        first = date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise ValueError(f"month is YYYY-MM, for example 2022-03, not {month!r}") from error
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def months_with_rows(kind: Kind) -> list[str]:
    """Months from the newest public decision back to the oldest, from the two ends of the index."""
    rows = visible(kind).filter(publicity=Publicity.PUBLISH.value).values_list("happened_on", flat=True)
    newest, oldest = rows.order_by("-happened_on", "-pk").first(), rows.order_by("happened_on", "pk").first()
    if newest is None or oldest is None:
        return []
    ends = (newest.year * 12 + newest.month - 1, oldest.year * 12 + oldest.month - 1)
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in range(ends[0], ends[1] - 1, -1)]


def as_document(record: DecisionVersion) -> dict[str, Any]:
    """One decision as the API and the JSON file give it; ``fields`` by national name."""
    return {
        "id": public_id(record.pk), "kind": record.KIND.value, "document_number": record.document_number,
        "decided_on": record.happened_on.isoformat(), "organ_name": record.organ_name, "organ_code": record.organ_code,
        "address": address(record), "fields": {field.code: field.text for field in public_fields(record)},
    }  # fmt: skip


def as_json(records: Iterable[DecisionVersion]) -> Iterator[str]:
    """A JSON array, a piece for each record."""
    opening = "["
    for record in records:
        yield f"{opening}\n{json.dumps(as_document(record), ensure_ascii=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def as_csv(kind: Kind, records: Iterable[DecisionVersion]) -> Iterator[str]:
    """Chinese headings and one line for each record; a cell never begins a formula in a spreadsheet."""
    columns = list(public_columns(LEDGERS[kind].model))
    yield "\ufeff" + _line([column.headings[0] for column in columns])
    for record in records:
        texts = {field.attr: field.text for field in public_fields(record)}
        yield _line([still(texts.get(column.attr, "")) for column in columns])


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
