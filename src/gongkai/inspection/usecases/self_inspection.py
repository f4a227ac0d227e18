"""The quarterly form of a unit: handed in with a conclusion for every rule, accepted or returned by the authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if, too_long
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.inspection.errors import no_such
from gongkai.inspection.models import Finding, SelfInspection
from gongkai.inspection.rules import RULES
from gongkai.numbering.keys import public_id

State = SelfInspection.State


@dataclass(frozen=True, slots=True)
class Answer:
    """A unit's own conclusion on one rule: in order or not, and what it says about it."""

    in_order: bool
    note: str = ""


def known_findings(agency: Agency) -> dict[str, int]:
    """Per rule how many open findings the engine has about this unit: what the form is prefilled with."""
    counted: dict[str, int] = {}
    for rule in Finding.objects.filter(agency=agency, cleared_on__isnull=True).values_list("rule", flat=True):
        counted[rule] = counted.get(rule, 0) + 1
    return counted


def hand_in_self_inspection(
    *, act: Act, agency: Agency, year: int, quarter: int, answers: Mapping[str, Answer]
) -> SelfInspection:
    """Hand the form of a quarter in; a returned one is handed in again. "In order" beside open findings needs an explanation."""
    require(act, Role.OFFICE_HEAD, Role.DRAFTER, Role.PUBLISHER, agency_id=agency.pk)
    found = known_findings(agency)
    refuse_if(_reasons(act, year, quarter, answers, found))
    kept = {
        rule.id: {"found": found.get(rule.id, 0), "in_order": answers[rule.id].in_order, "note": answers[rule.id].note.strip()}
        for rule in RULES
    }  # fmt: skip
    with transaction.atomic():
        form = SelfInspection.objects.select_for_update(of=("self",)).filter(
            agency=agency, year=year, quarter=quarter
        ).first()  # fmt: skip
        if form is not None and form.state != State.RETURNED:
            refuse_if([Reason("quarter", f"{year}年第{quarter}季度自查表{form.get_state_display()}，不能重复报送")])
        form = form or SelfInspection(agency=agency, year=year, quarter=quarter)
        form.answers, form.state = kept, State.HANDED_IN
        form.handed_in_on, form.handed_in_by = act.today, act.actor_id
        form.decided_by, form.decided_on, form.decision_note = "", None, ""
        form.save()
        take(act, "inspection.self", form.pk)
        _tell(act, form, "handed_in")
    return form


def decide_self_inspection(*, act: Act, form_id: int, accepted: bool, note: str = "") -> SelfInspection:
    """Accept or return: the supervisor of the area, never the person who handed it in."""
    with transaction.atomic():
        rows = SelfInspection.objects.select_for_update(of=("self",)).select_related("agency")
        form = rows.filter(pk=form_id, agency_id__in=visible_agency_ids(act)).first()
        if form is None:
            raise no_such("自查表")
        require(act, Role.SUPERVISOR)
        refuse_if(_decision_reasons(act, form, accepted, note))
        form.state = State.ACCEPTED if accepted else State.RETURNED
        form.decided_by, form.decided_on, form.decision_note = act.actor_id, act.today, note.strip()
        form.save(update_fields=["state", "decided_by", "decided_on", "decision_note"])
        _tell(act, form, "accepted" if accepted else "returned")
    return form


def _reasons(
    act: Act, year: int, quarter: int, answers: Mapping[str, Answer], found: Mapping[str, int]
) -> Iterator[Reason]:
    if not 1 <= quarter <= 4 or not 2019 <= year <= act.today.year:
        yield Reason("quarter", f"请选择2019年至{act.today.year}年的一个季度；所填：{year}年第{quarter}季度")
    elif (year, 3 * quarter - 2) > (act.today.year, act.today.month):
        yield Reason("quarter", f"{year}年第{quarter}季度尚未开始")
    for rule in RULES:
        answer = answers.get(rule.id)
        if answer is None:
            yield Reason(rule.id, f"“{rule.label_zh}”没有自查结论")
        elif answer.in_order and found.get(rule.id) and not answer.note.strip():
            yield Reason(rule.id, f"“{rule.label_zh}”系统发现{found[rule.id]}个问题，结论为“未发现问题”的须写明理由")
        elif not answer.in_order and not answer.note.strip():
            yield Reason(rule.id, f"“{rule.label_zh}”结论为“发现问题”的须写明情况")
        if answer is not None:
            yield from too_long((rule.id, answer.note, f"“{rule.label_zh}”的说明", 300))


def _decision_reasons(act: Act, form: SelfInspection, accepted: bool, note: str) -> Iterator[Reason]:
    if form.state != State.HANDED_IN:
        yield Reason("state", f"自查表{form.get_state_display()}，没有等待审核的内容")
    if form.handed_in_by == act.actor_id:
        yield Reason("decided_by", "自查表由报送人以外的人审核")
    if not accepted and not note.strip():
        yield Reason("note", "退回须写明理由")
    yield from too_long(("note", note, "审核意见", 300))


def _tell(act: Act, form: SelfInspection, event: str) -> None:
    facts: dict[str, str | int] = {"agency": form.agency.code, "year": form.year, "quarter": form.quarter}
    record(act, f"inspection.self_{event}", "self_inspection", public_id(form.pk), facts=facts)
