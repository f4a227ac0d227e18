"""Fill in a unit's return: typed, pasted, read from its report, or nothing happened at all (零报告)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.files.store import store_scan
from gongkai.numbering.keys import public_id
from gongkai.returns.form import COUNTED, SYSTEM, TOTALS, TYPED, system_report, system_values
from gongkai.returns.models import CampaignUnit, ReturnDraft
from gongkai.returns.pasting import Taken

FILLERS = (Role.DRAFTER, Role.REQUEST_OFFICER)
ZERO_SOURCE = "零报告"


def draft_of(unit: CampaignUnit, act: Act) -> ReturnDraft:
    """The unit's draft, locked; a new one begins with what the system counts, marked as such. Nothing is saved yet."""
    draft = ReturnDraft.objects.select_for_update().filter(unit=unit).first()
    if draft is None:
        known = system_values(system_report(unit, act.today))
        draft = ReturnDraft(unit=unit, values=known, origins=dict.fromkeys(known, SYSTEM))
    return draft


def save_draft(
    *, act: Act, unit: CampaignUnit, values: Mapping[str, str], source: str = "", scan_name: str = "",
    scan: bytes | None = None, is_ready: bool = False, zero_blocks: Iterable[str] = (),
) -> ReturnDraft:  # fmt: skip
    """Keep what was typed, right or wrong: it is checked at every look, and once more when it is submitted.

    ``values`` is the whole form: a cell left out or empty is blank. ``zero_blocks`` such as ``table4.`` turn blanks there into 0.
    """
    _require_filler(act, unit)
    typed = {key: str(value).strip() for key, value in values.items() if str(value).strip()}
    refuse_if([Reason(key, f"“{key}”不是表中可填的格") for key in typed if key not in COUNTED])
    zeros = (
        {key: "0" for key in COUNTED if key.startswith(tuple(zero_blocks)) and key not in typed} if zero_blocks else {}
    )
    with transaction.atomic():
        draft = draft_of(unit, act)
        filled = typed | zeros
        draft.origins = {
            key: draft.origins.get(key, TYPED) if draft.values.get(key) == value else TYPED
            for key, value in filled.items()
        }
        draft.values, draft.source, draft.is_ready = filled, source.strip()[:300], is_ready
        if scan is not None:
            draft.scan = store_scan(act=act, agency_id=unit.agency_id, name=scan_name, content=scan)
        _keep(act, draft, "returns.draft_saved")
    return draft


def take_values(*, act: Act, unit: CampaignUnit, taken: Taken, way: str, overwrite: bool = True) -> ReturnDraft:
    """Put pasted or read values into the draft. ``way`` (粘贴, or the file's name) is kept with each cell."""
    _require_filler(act, unit)
    with transaction.atomic():
        draft = draft_of(unit, act)
        for key, value in taken.values.items():
            if overwrite or key not in draft.values:
                draft.values[key] = value
                draft.origins[key] = f"{way}：{taken.places.get(key, '')}".rstrip("：")[:120]
        draft.printed = {key: value for key, value in taken.printed.items() if key in set(TOTALS)}
        _keep(act, draft, "returns.draft_saved")
    return draft


def fill_zero(*, act: Act, unit: CampaignUnit) -> ReturnDraft:
    """零报告 in one act: every cell 0, ready for the second person. Refused where the records say otherwise."""
    _require_filler(act, unit)
    refuse_if(_not_zero(unit, act))
    with transaction.atomic():
        draft = draft_of(unit, act)
        draft.values = dict.fromkeys(COUNTED, "0")
        draft.origins = dict.fromkeys(COUNTED, ZERO_SOURCE)
        draft.printed, draft.source, draft.is_ready = {}, ZERO_SOURCE, True
        _keep(act, draft, "returns.zero_filled")
    return draft


def _keep(act: Act, draft: ReturnDraft, event: str) -> None:
    draft.written_by, draft.written_by_name, draft.written_at = act.actor_id, act.actor_name, act.now
    draft.writers = sorted({*draft.writers, act.actor_id})
    draft.save()
    take(act, "returns.return", draft.unit_id)
    facts: dict[str, Any] = {"agency": draft.unit.agency.code, "cells": len(draft.values)}
    record(act, event, "return", public_id(draft.unit_id), facts=facts, changed={"values": draft.values})


def _not_zero(unit: CampaignUnit, act: Act) -> Iterator[Reason]:
    report = system_report(unit, act.today)
    for key in COUNTED:
        if report.figures[key].value:
            label, value = report.figures[key].label_zh, report.figures[key].value
            yield Reason(key, f"{label}：系统中有 {value}{report.figures[key].unit}的记录，不能零报告")


def _require_filler(act: Act, unit: CampaignUnit) -> None:
    require(act, *FILLERS)
    if unit.agency_id not in ids_written_for(act):
        raise NotAllowed([Reason("agency", "只能填报本单位的表")])
