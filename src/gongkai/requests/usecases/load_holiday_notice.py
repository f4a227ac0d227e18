"""Take up a State Council holiday notice: from then on every day is computed with it; which open requests moved is on record."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.law.states import OPEN_STATES
from gongkai.numbering.keys import public_id
from gongkai.requests.holiday_changes import Change, calendar_with, changes, ended_in_reach
from gongkai.requests.models import InformationRequest
from gongkai.requests.projections import rebuild


def as_text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def load_holiday_notice(*, act: Act, document: dict[str, Any]) -> list[Change]:
    """Write the notice beside the packaged ones and compute the open requests anew; every moved day has its audit line.

    A later notice of the same year replaces the earlier. Requests that have ended stay ended; where the notice moves the day they
    were measured by, that day is computed anew too, with an audit line. One that would not have ended by the new calendar (closed
    for a correction missed by days that now are a holiday) is left as it is: ``check`` names it, a person decides. Raises Refused for a notice the law's reader does not accept.
    """
    require(act, Role.SYSTEM_ADMIN, Role.SUPERVISOR)
    year, text = int(document["year"]), as_text(document)
    with transaction.atomic():
        moved = list(changes(calendar_with(text, year)))
        record(
            act, "requests.holiday_notice", "calendar", str(year),
            facts={"year": year, "number": str(document["notice"]["number"]), "moved": len(moved)},
            changed={"notice": text},
        )  # fmt: skip
        for change in moved:
            record(
                act, "requests.days_moved", "request", public_id(change.request.pk),
                facts={
                    "number": change.request.number, "column": change.column, "before": change.before, "after": change.after,
                },
                chain=change.request.agency.code,
            )  # fmt: skip
        _write(year, text)
        for _ in rebuild(InformationRequest.objects.filter(state__in=[str(state) for state in OPEN_STATES])):
            pass
        for found in rebuild(ended_in_reach(year)):
            if found.column in ("reply_due", "applicant_due"):
                record(
                    act, "requests.days_moved", "request", found.number,
                    facts={"number": found.number, "column": found.column, "before": _fact(found.stored), "after": _fact(found.computed)},
                )  # fmt: skip
    return moved


def _fact(value: object) -> str | None:
    return None if value is None else str(value)


def _write(year: int, text: str) -> None:
    """A temporary file and a rename: a reader sees the old notice or the new one."""
    folder = Path(settings.GONGKAI_HOME) / "calendars"
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f".{year}.{secrets.token_hex(4)}"
    with temporary.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(folder / f"{year}.json")
