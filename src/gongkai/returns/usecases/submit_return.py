"""Submit a unit's return: the second person of the unit hands it in; the government above accepts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, refuse_if
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.models import Sheet, SheetKind
from gongkai.annual_report.usecases.hand_in import hand_in
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.returns.form import fill_in, system_report
from gongkai.returns.models import CampaignUnit, ReturnDraft
from gongkai.returns.states import UnitState, standing_of

SUBMITTERS = (Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD)
_SHOWN = 5


def submit_return(*, act: Act, unit: CampaignUnit) -> Sheet:
    """Hand in what colleagues filled in.

    1. Somebody else filled it in, and marked it as ready.
    2. No cell is blank or no number, no identity of the form fails, source and stamped scan are there (a zero return needs no scan).
    3. Nothing of the same unit is waiting to be accepted.
    """
    require(act, *SUBMITTERS)
    if unit.agency_id not in ids_written_for(act):
        raise NotAllowed([Reason("agency", "只能报送本单位的表")])
    with transaction.atomic():
        draft = ReturnDraft.objects.select_for_update(of=("self",)).filter(unit=unit).select_related("scan").first()
        if draft is None:
            raise NotFound([Reason("return", "还没有填报，请先填写")])
        is_zero = bool(draft.values) and not any(value.strip("0.") for value in draft.values.values())
        refuse_if([*_two_people(act, draft), *_whole(unit, draft, act, is_zero), *_waiting(unit, act)])
        sheet = hand_in(
            act, SheetKind.RETURN, unit.agency, unit.campaign.year, draft.values, draft.source or "本单位填报",
            happened_on=date(unit.campaign.year, 12, 31), scope=unit.scope, is_zero=is_zero, stored=draft.scan,
            prepared_by=(draft.written_by, draft.written_by_name),
        )  # fmt: skip
        draft.is_ready, draft.writers = False, []
        draft.save(update_fields=["is_ready", "writers"])
        record(act, "returns.submitted", "return", public_id(unit.pk), facts={"sheet": public_id(sheet.pk)})
    return sheet


def _two_people(act: Act, draft: ReturnDraft) -> Iterator[Reason]:
    if act.actor_id in draft.writers:
        yield Reason(
            "", "填报人不能报送自己填的表，请由本单位另一人（初审、复审、签发人或公开工作机构负责人）核对后报送"
        )
    if not draft.is_ready:
        yield Reason("", "填报人还没有标记“填好，送核”")


def _whole(unit: CampaignUnit, draft: ReturnDraft, act: Act, is_zero: bool) -> Iterator[Reason]:
    filled = fill_in(draft.values, draft.printed, system_report(unit, act.today))
    for key, fault in filled.faults.items():
        yield Reason(key, fault)
    if filled.blanks:
        names = "、".join(label_of(key) for key in filled.blanks[:_SHOWN])
        yield Reason(filled.blanks[0], f"有 {len(filled.blanks)} 格空白：{names}……没有发生的填 0，表格不得留空")
    for finding in filled.blocking:
        yield Reason(
            f"{finding.id} {finding.scope}", f"{finding.scope_zh}：{finding.expression} 不成立（{finding.id}）"
        )
    if not is_zero and draft.scan is None:
        yield Reason("scan", "请上传盖章扫描件（零报告除外）")
    if not is_zero and not draft.source.strip():
        yield Reason("source", "请写明来源，如“县公安局2022年度报送表（盖章）”")


def _waiting(unit: CampaignUnit, act: Act) -> Iterator[Reason]:
    if standing_of(unit, act.today).state == UnitState.SUBMITTED:
        yield Reason("", "上一次报送还没有办理；如需更改，请主管部门先退回")
