"""Accept, send back or withdraw a sheet. Whoever handed it in does not accept it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import may_see, require
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import ReportedPart, Sheet, SheetKind, SheetState
from gongkai.annual_report.openings import left_of
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id

REVIEWERS = (Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER)


def accept_sheet(*, act: Act, sheet_id: int) -> Sheet:
    """Let a sheet count from now on; the same agency's earlier values of the same cells are superseded, not changed."""
    with transaction.atomic():
        sheet = _waiting_sheet(act, sheet_id)
        _lock_openings(sheet)
        refuse_if([*_same_person(act, sheet), *_settlement_reasons(sheet), *_opening_reasons(sheet)])
        moment = act.now  # one for both: no day is left without the old value and the new
        _supersede(sheet, moment)
        ReportedPart.objects.bulk_create(
            ReportedPart(
                sheet=sheet, kind=sheet.kind, agency_id=sheet.agency_id, year=sheet.year, cell=cell, stock=sheet.stock, scope=sheet.scope,
                value=Decimal(value), happened_on=sheet.happened_on, recorded_at=moment,
            )
            for cell, value in sheet.values.items()
        )  # fmt: skip
        _decide(act, sheet, SheetState.ACCEPTED)
        record(act, "report.sheet_accepted", "sheet", public_id(sheet.id), facts={"cells": len(sheet.values)})
    return sheet


def send_back_sheet(*, act: Act, sheet_id: int, reason: str) -> Sheet:
    """Send a sheet back (退回修改) with what is to be mended; a mended one is handed in anew."""
    with transaction.atomic():
        sheet = _waiting_sheet(act, sheet_id)
        refuse_if([*_same_person(act, sheet), *_reason_missing(reason)])
        _decide(act, sheet, SheetState.SENT_BACK, reason)
        record(act, "report.sheet_sent_back", "sheet", public_id(sheet.id), changed={"reason": reason})
    return sheet


def withdraw_sheet(*, act: Act, sheet_id: int, reason: str) -> Sheet:
    """Take a sheet out: a waiting one by whoever handed it in, an accepted one by a second person. Its past stays known."""
    with transaction.atomic():
        sheet = _locked(act, sheet_id)
        refuse_if([*_not_open(sheet), *_reason_missing(reason)])
        if sheet.state == SheetState.ACCEPTED:
            _require_decider(act, sheet)
            refuse_if(_same_person(act, sheet))
            ReportedPart.objects.current().filter(sheet=sheet).update(superseded_at=act.now)
        else:
            require(act, Role.DRAFTER, Role.SUPERVISOR)
            refuse_if(
                [] if sheet.recorded_by == act.actor_id else [Reason("", "待确认的填报表只能由填报人撤回；请退回修改")]
            )
        _decide(act, sheet, SheetState.WITHDRAWN, reason)
        record(act, "report.sheet_withdrawn", "sheet", public_id(sheet.id), changed={"reason": reason})
    return sheet


def _waiting_sheet(act: Act, sheet_id: int) -> Sheet:
    sheet = _locked(act, sheet_id)
    _require_decider(act, sheet)
    refuse_if(
        [] if sheet.state == SheetState.HANDED_IN else [Reason("", f"该表已处理：{SheetState(sheet.state).label}")]
    )
    return sheet


def _locked(act: Act, sheet_id: int) -> Sheet:
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=sheet_id).first()
    if sheet is None or not may_see(act, sheet.agency_id):
        raise NotFound([Reason("sheet", "没有这张填报表")])
    return sheet


def _require_decider(act: Act, sheet: Sheet) -> None:
    """A return is decided by the competent authority (REG 3); an opening balance also by the agency's own reviewers."""
    if sheet.kind == SheetKind.RETURN or Role.SUPERVISOR in act.roles:
        require(act, Role.SUPERVISOR)
    else:
        require(act, *REVIEWERS, agency_id=sheet.agency_id)


def _same_person(act: Act, sheet: Sheet) -> Iterator[Reason]:
    if act.actor_id in (sheet.recorded_by, sheet.prepared_by):
        name = sheet.prepared_by_name if act.actor_id == sheet.prepared_by else sheet.recorded_by_name
        yield Reason("", f"填报人（{name}）不能确认或退回自己填报的表，请由另一人办理")


def _not_open(sheet: Sheet) -> Iterator[Reason]:
    if sheet.state not in (SheetState.HANDED_IN, SheetState.ACCEPTED):
        yield Reason("", f"该表已处理：{SheetState(sheet.state).label}")


def _reason_missing(reason: str) -> Iterator[Reason]:
    if not reason.strip():
        yield Reason("reason", "请写明原因，如“第三部分总计与各列之和不符，请核对”")


def _lock_openings(sheet: Sheet) -> None:
    """Two sheets that draw on one opening balance are accepted one after the other, the second knowing the first."""
    if sheet.kind != SheetKind.RETURN:
        openings = ReportedPart.objects.current().filter(agency_id=sheet.agency_id, kind=SheetKind.OPENING)
        list(openings.select_for_update(of=("self",)).order_by("id").values_list("id", flat=True))


def _opening_reasons(sheet: Sheet) -> Iterator[Reason]:
    """A mended opening balance covers what was already settled from the one it replaces."""
    if sheet.kind != SheetKind.OPENING:
        return
    replaced = ReportedPart.objects.current().filter(
        agency_id=sheet.agency_id, year=sheet.year, kind=SheetKind.OPENING, cell__in=list(sheet.values)
    )
    parts = list(ReportedPart.objects.current().filter(agency_id=sheet.agency_id))
    for old in replaced:
        settled = old.value - left_of(old, parts, date.max)
        if Decimal(sheet.values[old.cell]) < settled:
            yield Reason(
                old.cell, f"期初数已办结 {settled.normalize():f}，不能改为 {sheet.values[old.cell]}；请先撤回多余的办结"
            )


def _settlement_reasons(sheet: Sheet) -> Iterator[Reason]:
    """A settlement needs an opening balance that still holds as many on its day, and on every day after it."""
    if sheet.kind != SheetKind.SETTLEMENT:
        return
    parts = list(ReportedPart.objects.current().filter(agency_id=sheet.agency_id))
    openings = [
        part
        for part in parts
        if part.kind == SheetKind.OPENING and part.cell == sheet.stock and part.year <= sheet.year
    ]
    if not openings:
        yield Reason("stock", "没有与之对应的期初数；请先录入并确认期初数")
        return
    left = left_of(max(openings, key=lambda part: part.year), parts, date.max)
    wanted = sum(map(Decimal, sheet.values.values()), Decimal(0))
    if wanted > left:
        yield Reason("count", f"期初数只剩 {left.normalize():f}，不能办结 {wanted:f}")


def _supersede(sheet: Sheet, moment: datetime) -> None:
    """A later return or opening of the same agency and year replaces the cells it names; settlements only add."""
    if sheet.kind != SheetKind.SETTLEMENT:
        ReportedPart.objects.current().filter(
            agency_id=sheet.agency_id, year=sheet.year, kind=sheet.kind, scope=sheet.scope, cell__in=list(sheet.values)
        ).update(superseded_at=moment)


def _decide(act: Act, sheet: Sheet, state: SheetState, reason: str = "") -> None:
    sheet.state, sheet.reason = state, reason
    sheet.decided_at, sheet.decided_by, sheet.decided_by_name = act.now, act.actor_id, act.actor_name
    sheet.save(update_fields=["state", "reason", "decided_at", "decided_by", "decided_by_name"])
