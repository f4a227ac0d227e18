"""Write a sheet with its scan and its audit line: the step shared by every kind of sheet, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.annual_report.models import Scope, Sheet, SheetKind
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact, record
from gongkai.files.models import StoredFile
from gongkai.files.store import store_scan
from gongkai.numbering.keys import public_id


def hand_in(
    act: Act,
    kind: SheetKind,
    agency: Agency,
    year: int,
    values: Mapping[str, str],
    source: str,
    *,
    happened_on: date,
    stock: str = "",
    scope: str = Scope.OWN,
    is_zero: bool = False,
    prepared_by: tuple[str, str] = ("", ""),
    stored: StoredFile | None = None,
    scan_name: str = "",
    scan: bytes | None = None,
    months: Mapping[str, Sequence[str]] | None = None,
) -> Sheet:
    """The sheet waits for a second person (``decide_sheet``); its values count only then.

    ``prepared_by`` id and name of whoever filled it in, where another person hands it in; ``stored`` a scan that is kept already.
    """
    if scan is not None:
        stored = store_scan(act=act, agency_id=agency.id, name=scan_name, content=scan)
    sheet = Sheet.objects.create(
        kind=kind, agency=agency, year=year, values=dict(values), months={key: list(given) for key, given in (months or {}).items()},
        stock=stock, scope=scope, is_zero=is_zero, prepared_by=prepared_by[0], prepared_by_name=prepared_by[1], happened_on=happened_on, source=source, scan=stored, recorded_at=act.now, recorded_by=act.actor_id, recorded_by_name=act.actor_name,
    )  # fmt: skip
    if not prepared_by[0]:
        take(act, "annual_report.sheet", sheet.pk)
    facts: dict[str, Fact] = {"kind": str(kind), "agency": agency.code, "year": year, "cells": len(values)}
    record(act, "report.sheet_handed_in", "sheet", public_id(sheet.id), facts=facts, changed={"values": dict(values)})
    return sheet
