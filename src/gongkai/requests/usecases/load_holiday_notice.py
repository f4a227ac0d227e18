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
from gongkai.requests.holiday_changes import Change, calendar_with, changes
from gongkai.requests.models import InformationRequest
from gongkai.requests.projections import rebuild


def as_text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def load_holiday_notice(*, act: Act, document: dict[str, Any]) -> list[Change]:
    """Write the notice beside the packaged ones and compute the open requests anew; every moved day has its audit line.

    A later notice of the same year replaces the earlier. Closed requests keep the days they were answered by; ``check`` names those
    whose stored calendar is older. Raises Refused for a notice the law's reader does not accept.
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
    return moved


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
