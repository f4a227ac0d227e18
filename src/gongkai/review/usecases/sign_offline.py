"""线下审签: record a leader's signature on the printed sheet with its scan; a second officer attests it, then it is the leader's stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.models import Officer
from gongkai.agencies.rights import require, roles_of
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.clock import legal_day
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import public_id
from gongkai.review.errors import person_of
from gongkai.review.lending import ids_reviewed_for
from gongkai.review.models import OfflineSignature, ReviewSheet, ReviewStep
from gongkai.review.paths import SECRECY, STAGES
from gongkai.review.usecases.stages import lock_sheet, write_step

CLERKS = (Role.DRAFTER, Role.OFFICE_HEAD, Role.PUBLISHER)
WITNESSES = (
    Role.FIRST_REVIEWER,
    Role.SECOND_REVIEWER,
    Role.APPROVER,
    Role.OFFICE_HEAD,
    Role.PUBLISHER,
    Role.SECRECY_REVIEWER,
)


def record_signature(
    *, act: Act, sheet_id: int, stage: str, leader_id: int, signed_on: date, opinion: str, scan: StoredFile | None
) -> OfflineSignature:
    """Any clerk of the unit, an author too: recording decides nothing. The secrecy review is not signed offline, it concludes."""
    clerk = person_of(act)
    require(act, *CLERKS)
    with transaction.atomic():
        sheet = lock_sheet(act, sheet_id)
        leader = Officer.objects.filter(pk=leader_id, agency_id__in=ids_reviewed_for(act)).first()
        refuse_if(_recording_reasons(act, sheet, stage, leader, signed_on, opinion, scan))
        assert leader is not None  # refused above
        assert scan is not None
        row = OfflineSignature.objects.create(
            sheet=sheet, stage=stage, leader=leader, leader_name=leader.name, opinion=opinion.strip(), signed_on=signed_on,
            scan=scan, recorded_by_id=clerk, recorded_by_name=act.actor_name, recorded_at=act.now,
        )  # fmt: skip
        record(
            act, "review.signature_recorded", sheet.subject_kind, public_id(sheet.subject_id),
            facts={"sheet": public_id(sheet.id), "stage": stage, "leader": leader.username, "on": signed_on},
            changed={"scan": scan.sha256, "opinion": opinion},
        )  # fmt: skip
    return row


def attest_signature(*, act: Act, signature_id: int, agreed: bool, note: str = "") -> OfflineSignature:
    """A second officer compares scan and record. Attested, it is the leader's stage; otherwise the stage still waits."""
    require(act, *WITNESSES)
    witness = person_of(act)
    found = OfflineSignature.objects.filter(pk=signature_id).first()
    if found is None:
        raise NotFound([Reason("signature", "没有这条线下审签记录")])
    with transaction.atomic():
        sheet = lock_sheet(act, found.sheet_id)
        row = OfflineSignature.objects.select_for_update(of=("self",)).get(pk=signature_id)
        refuse_if(_attesting_reasons(row, sheet, witness, agreed, note))
        row.state = OfflineSignature.State.ATTESTED if agreed else OfflineSignature.State.REJECTED
        row.attested_by_id, row.attested_by_name, row.attested_at, row.note = (
            witness,
            act.actor_name,
            act.now,
            note.strip(),
        )
        if agreed:
            row.step = write_step(
                act, sheet, ReviewStep.Conclusion.PASSED, f"{row.opinion}（线下审签 {row.signed_on}）",
                signed_by=(row.leader_id, row.leader_name),
            )  # fmt: skip
        row.save()
        record(
            act, "review.signature_attested", sheet.subject_kind, public_id(sheet.subject_id),
            facts={"sheet": public_id(sheet.id), "stage": row.stage, "agreed": agreed}, changed={"note": note},
        )  # fmt: skip
    return row


def _recording_reasons(
    act: Act, sheet: ReviewSheet, stage: str, leader: Officer | None, signed_on: date, opinion: str,
    scan: StoredFile | None,
) -> Iterator[Reason]:  # fmt: skip
    if sheet.state != ReviewSheet.State.OPEN:
        yield Reason("review", f"该审查表已结束（{sheet.get_state_display()}）")
        return
    if stage == SECRECY:
        yield Reason("stage", "保密审查须由保密审查员在系统中记录结论和依据", "SEC 35")
    elif stage != sheet.next_stage:
        yield Reason("stage", f"当前环节是{STAGES[sheet.next_stage].label_zh}，不能登记其他环节的审签")
    if sheet.signatures.filter(state=OfflineSignature.State.RECORDED).exists():
        yield Reason("signature", "已有一条线下审签等待核实")
    if leader is None:
        yield Reason("leader", "请选择签字的领导")
    else:
        yield from _leader_reasons(act, sheet, stage, leader)
    if not legal_day(sheet.opened_at) <= signed_on <= act.today:
        yield Reason(
            "signed_on",
            f"签字日期应在送审之日（{legal_day(sheet.opened_at)}）至今天（{act.today}）之间，所填：{signed_on}",
        )
    if not opinion.strip() or len(opinion) > 900:
        yield Reason("opinion", "请照纸质件填写审签意见，例如“同意”，最多 900 字")
    if scan is None:
        yield Reason("scan", "请附签字后的审查表扫描件（PDF、JPEG 或 PNG）")


def _leader_reasons(act: Act, sheet: ReviewSheet, stage: str, leader: Officer) -> Iterator[Reason]:
    if stage in STAGES and STAGES[stage].role not in roles_of(leader, act.today):
        yield Reason("leader", f"{leader.name}没有“{STAGES[stage].role.label}”角色，不能办理{STAGES[stage].label_zh}")
    if leader.pk in sheet.authors:
        yield Reason("leader", "拟稿人不得审签自己拟写的内容")
    if leader.pk in sheet.reviewers:
        yield Reason("leader", f"{leader.name}已办理另一审核环节，同一人不得办理两个环节")


def _attesting_reasons(
    row: OfflineSignature, sheet: ReviewSheet, witness: int, agreed: bool, note: str
) -> Iterator[Reason]:
    if row.state != OfflineSignature.State.RECORDED:
        yield Reason("signature", f"该记录{row.get_state_display()}")
        return
    if sheet.state != ReviewSheet.State.OPEN or sheet.next_stage != row.stage:
        yield Reason("stage", "审核已进入其他环节，不能再核实这条记录")
    if witness == row.recorded_by_id:
        yield Reason("officer", "登记人不得核实自己登记的线下审签")
    if witness in sheet.authors or witness == row.leader_id:
        yield Reason("officer", "拟稿人和签字领导本人不得核实，请由另一名工作人员核实")
    if not agreed and not note.strip():
        yield Reason("note", "核实不符的，须写明情况")
    if len(note) > 300:
        yield Reason("note", "说明最多 300 字")
