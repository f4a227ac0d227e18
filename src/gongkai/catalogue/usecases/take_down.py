"""撤稿处置: take many public things of many units down at once, by the officer on duty; another person approves afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.db import connection, transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import agency_of, person_of
from gongkai.catalogue.models import Takedown, TakedownLine
from gongkai.catalogue.usecases.withdraw_item import KINDS
from gongkai.editions.models import Publication
from gongkai.editions.publish import WITHDRAWN, correct
from gongkai.editions.selectors import content_address
from gongkai.editions.withdrawable import Withdrawable, withdrawable
from gongkai.numbering.allocate import allocate
from gongkai.numbering.keys import public_id

MOST = 500


def take_down(*, act: Act, publication_ids: Collection[int], kind: str, reason: str, searched: str = "") -> Takedown:
    """Down at once, all or none. A publisher reaches the own unit's publications; the competent authority's officer those of its area.

    Nothing is altered but the public standing: the units' drafts and records stay theirs. Each gets its own line with its address.
    """
    require(act, Role.PUBLISHER, Role.SUPERVISOR)
    officer = person_of(act)
    with transaction.atomic():
        rows = _locked(act, sorted(set(publication_ids)))
        act = act.at_one_moment()
        refuse_if(_reasons(rows, kind, reason))
        agency = Agency.objects.get(pk=agency_of(act))
        sheet = Takedown.objects.create(
            agency=agency, number=_number(agency, act.today.year), searched=searched.strip()[:200], kind=kind,
            reason=reason.strip(), officer_id=officer, officer_name=act.actor_name, at=act.now,
        )  # fmt: skip
        for row in rows:
            how = withdrawable(row.subject_kind)
            assert how is not None  # _reasons
            line = _line(sheet, row, how, kind)
            how.take_off(act, row, kind, reason.strip(), officer)
            line.save()
        record(
            act, "catalogue.taken_down", "catalogue.takedown", public_id(sheet.id),
            facts={"number": sheet.number, "items": len(rows), "kind": kind}, changed={"reason": reason},
        )  # fmt: skip
    return sheet


def decide_takedown(*, act: Act, takedown_id: int, agreed: bool, opinion: str = "") -> Takedown:
    """Approve afterwards, or object with a reason: what was down stays down until a publisher restores it."""
    require(act, Role.APPROVER)
    with transaction.atomic():
        sheet = (
            Takedown.objects.select_for_update(of=("self",)).filter(pk=takedown_id, agency_id=agency_of(act)).first()
        )
        if sheet is None:
            raise NotFound([Reason("takedown", "没有这张撤稿处置单，或者它不属于本单位")])
        refuse_if(_decision_reasons(act, sheet, agreed, opinion))
        sheet.state = Takedown.State.CONFIRMED if agreed else Takedown.State.OBJECTED
        sheet.decided_by_id, sheet.decided_by_name = person_of(act), act.actor_name
        sheet.decided_at, sheet.opinion = act.now, opinion.strip()
        sheet.save(update_fields=["state", "decided_by", "decided_by_name", "decided_at", "opinion"])
        record(
            act, "catalogue.takedown_decided", "catalogue.takedown", public_id(sheet.id),
            facts={"number": sheet.number, "agreed": agreed}, changed={"opinion": opinion},
        )  # fmt: skip
    return sheet


def restore_line(*, act: Act, line_id: int, reason: str) -> Publication:
    """Put back what a sheet took down, as it was: for kinds that have no draft to restore from (a letter, a consultation).

    By a publisher of its agency who did not take it down; what was purged is gone for good.
    """
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        line = TakedownLine.objects.select_related("takedown").filter(pk=line_id, agency_id=agency_of(act)).first()
        if line is None:
            raise NotFound([Reason("line", "处置单上没有这一条，或者它不属于本单位")])
        row = Publication.objects.select_for_update(of=("self",)).get(pk=line.publication_id)
        if line.takedown.officer_id == person_of(act):
            raise NotAllowed([Reason("officer", "处置人不得恢复自己撤下的内容，请由另一名发布员办理")])
        refuse_if(_restoring_reasons(row, reason))
        current = row.current
        assert current is not None
        correct(
            act=act,
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            title=row.title,
            payload=current.payload,
            note="",
        )
        record(act, "catalogue.line_restored", row.subject_kind, public_id(row.subject_id), changed={"reason": reason})
    return row


def _locked(act: Act, ids: Sequence[int]) -> list[Publication]:
    """In the order of their keys, so that two sheets at once cannot wait for each other."""
    rows = Publication.objects.filter(pk__in=ids, agency_id__in=visible_agency_ids(act)).order_by("id")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    found = list(rows)
    if len(found) != len(ids):
        raise NotFound([Reason("items", "所选信息中有的不存在，或者不属于本单位管辖")])
    return found


def _line(sheet: Takedown, row: Publication, how: Withdrawable, kind: str) -> TakedownLine:
    """Written down before it is taken off: a purge leaves nothing to read these from."""
    listed = row.current.payload.get("attachments") or () if row.current else ()
    return TakedownLine(
        takedown=sheet, publication=row, agency_id=row.agency_id, kind_zh=how.label_zh, down_at=sheet.at,
        files=[str(file["file"]) for file in listed], title="" if kind == Publication.State.PURGED else row.title,
        address=content_address(row.id),
    )  # fmt: skip


def _number(agency: Agency, year: int) -> str:
    return f"{agency.short_name}撤稿〔{year}〕{allocate(f'catalogue.takedown/{agency.code}/{year}')}号"


def _reasons(rows: Sequence[Publication], kind: str, reason: str) -> Iterator[Reason]:
    if not rows:
        yield Reason("items", "请至少勾选一条信息")
    if len(rows) > MOST:
        yield Reason("items", f"一张处置单最多 {MOST} 条，现有 {len(rows)} 条，请分批办理")
    down = [row.title for row in rows if row.state != Publication.State.PUBLISHED]
    if down:
        yield Reason("items", f"以下信息不在发布状态：{'、'.join(down[:5])}")
    elsewhere = [row.title for row in rows if withdrawable(row.subject_kind) is None]
    if elsewhere:
        yield Reason("items", f"以下信息不能在这里撤稿，请到其所在功能更正：{'、'.join(elsewhere[:5])}")
    if kind not in KINDS:
        yield Reason("kind", f"请选择撤稿方式：{'；'.join(KINDS.values())}")
    if not reason.strip() or len(reason) > 500:
        yield Reason("reason", "撤稿须写明原因（不对外公布），最多 500 字")


def _decision_reasons(act: Act, sheet: Takedown, agreed: bool, opinion: str) -> Iterator[Reason]:
    if sheet.state != Takedown.State.CARRIED_OUT:
        yield Reason("state", f"该处置单{sheet.get_state_display()}，不再审批")
    if sheet.officer_id == person_of(act):
        yield Reason("officer", "处置人不得审批自己的处置单")
    if not agreed and not opinion.strip():
        yield Reason("opinion", "不同意的须写明意见")
    if len(opinion) > 500:
        yield Reason("opinion", "意见最多 500 字")


def _restoring_reasons(row: Publication, reason: str) -> Iterator[Reason]:
    how = withdrawable(row.subject_kind)
    if how is not None and how.restored_in_room:
        yield Reason("line", f"{how.label_zh}请在其页面上恢复发布")
    if row.state == Publication.State.PURGED:
        yield Reason("state", "内容已彻底清除，不能恢复；需要重新公开的，请重新办理")
    elif row.state not in WITHDRAWN:
        yield Reason("state", "该信息现在是公开的，不需要恢复")
    if not reason.strip() or len(reason) > 500:
        yield Reason("reason", "恢复发布须写明原因，最多 500 字")
