"""Register a reconsideration or a lawsuit, tied to the request and reply it is about, or to a duty to publish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.remedies.challenge import follow
from gongkai.remedies.clocks import simplified_exists
from gongkai.remedies.models import Block, CaseFiled, RemedyCase, StageKind
from gongkai.remedies.proceedings import OpenedCase, add_stage, tell
from gongkai.remedies.warnings import Warning, warnings_for
from gongkai.requests.applicants import personal_in
from gongkai.requests.models import InformationRequest, Reply
from gongkai.requests.models.case import PERSONAL_FIELDS
from gongkai.requests.replies import last_sent

LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class RegisteredCase:
    """The new case, and what the officer is warned of."""

    case: RemedyCase
    warnings: tuple[Warning, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claims what, before whom. ``subject`` is the officer's own line without personal data."""

    body: str
    subject: str
    case_number: str = ""
    claimant: str = ""
    claims: str = ""
    simplified: bool = False


def register_case(
    *, act: Act, agency: Agency, block: str, claim: Claim, filed_on: date, request_id: int | None = None,
    copy_received_on: date | None = None, after: RemedyCase | None = None,
) -> RegisteredCase:  # fmt: skip
    """Open a case against ``agency``. The request, where there is one, is shown as challenged; its last reply is the one
    attacked. A direct suit against a refusal that had to go to reconsideration first is registered with a warning."""
    require(act, Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER, agency_id=agency.id)
    request = _request(agency, request_id)
    reply = None if request is None else last_sent(request)
    refuse_if([
        *_form_faults(block, claim, filed_on, after),
        *_day_faults(act, request, reply, filed_on, copy_received_on),
    ])  # fmt: skip
    warned = tuple(warnings_for(block, reply))
    with transaction.atomic():
        case = RemedyCase.objects.create(
            agency=agency, block=block, request=request, reply=reply, after=after, body=claim.body.strip(),
            case_number=claim.case_number.strip(), subject=claim.subject.strip(), claimant=claim.claimant,
            claims=claim.claims, simplified=claim.simplified, warning=warned[0].code if warned else "",
            registered_at=act.now, registered_by=act.actor_id,
        )  # fmt: skip
        opened_case = OpenedCase(act, case, [])
        add_stage(opened_case, StageKind.FILED, filed_on)
        if copy_received_on is not None:
            add_stage(opened_case, StageKind.COPY_RECEIVED, copy_received_on)
        CaseFiled.objects.create(agency=agency, case=case, block=block, happened_on=filed_on, recorded_at=act.now)
        tell(act, case, "registered", {"filed_on": filed_on, "warning": case.warning})
        follow(act, case)
    return RegisteredCase(case, warned)


def _request(agency: Agency, request_id: int | None) -> InformationRequest | None:
    if request_id is None:
        return None
    found = InformationRequest.objects.defer(*PERSONAL_FIELDS).filter(pk=request_id, agency=agency).first()
    if found is None:
        raise NotFound([Reason("request", "没有这件申请，或者不属于本单位办理")])
    return found


def _form_faults(block: str, claim: Claim, filed_on: date, after: RemedyCase | None) -> Iterator[Reason]:
    if block not in Block.values:
        yield Reason("block", f"案件类别“{block}”不存在；可选：{'、'.join(Block.values)}")
    if not claim.body.strip():
        yield Reason("body", "请填写行政复议机关或者受理法院，如：温县人民法院")
    if not 0 < len(claim.subject.strip()) <= LONGEST_SUBJECT:
        yield Reason("subject", f"事项须填写且最多 {LONGEST_SUBJECT} 个字，不含个人信息")
    elif len(claim.claimant.strip()) > 1 and claim.claimant.strip() in claim.subject:
        yield Reason("subject", "事项会出现在台账和报表中，不得写入当事人姓名")
    yield from personal_in("subject", claim.subject)
    for field, label, text, most in (
        ("body", "复议机关、法院", claim.body, 80),
        ("case_number", "案号", claim.case_number, 60),
    ):
        if len(text.strip()) > most:
            yield Reason(field, f"{label}最多 {most} 个字，现有 {len(text.strip())} 个字")
    if after is not None and (block != Block.LITIGATION_AFTER or after.block != Block.RECONSIDERATION):
        yield Reason("after", "只有复议后起诉的案件可以关联此前的行政复议案件")
    if claim.simplified and (block != Block.RECONSIDERATION or not simplified_exists(filed_on)):
        yield Reason(
            "simplified", "简易程序只适用于2024年1月1日起的行政复议案件", "《中华人民共和国行政复议法》第五十三条"
        )


def _day_faults(
    act: Act, request: InformationRequest | None, reply: Reply | None, filed_on: date, copy_received_on: date | None
) -> Iterator[Reason]:
    if filed_on > act.today:
        yield Reason("filed_on", f"提出日期 {filed_on} 晚于今天 {act.today}")
    if copy_received_on is not None and not filed_on <= copy_received_on <= act.today:
        yield Reason("copy_received_on", f"收到副本的日期须在提出日期 {filed_on} 和今天 {act.today} 之间")
    if request is not None and request.date_of_receipt is not None and filed_on < request.date_of_receipt:
        yield Reason("filed_on", f"提出日期 {filed_on} 早于收到申请之日 {request.date_of_receipt}")
    if request is not None and request.date_of_receipt is None:
        yield Reason("request", "这件申请还没有确定收到之日，不能关联")
    if reply is not None and reply.made_on is not None and filed_on < reply.made_on:
        yield Reason("filed_on", f"提出日期 {filed_on} 早于所诉答复的日期 {reply.made_on}")
