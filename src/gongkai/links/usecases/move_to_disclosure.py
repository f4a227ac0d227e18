"""Publish for all what was granted on application (REG 44): an officer proposes, the disclosure office decides, a drafter drafts.

The item begins as any other: determined, reviewed and approved before anybody sees it. Its text is written anew; nothing of the
request or its applicant goes into it but the officer's own line of subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact, record
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.law.reference import REG
from gongkai.links.disclosure import is_granted
from gongkai.links.models import DisclosureProposal
from gongkai.numbering.keys import public_id
from gongkai.requests.models import InformationRequest
from gongkai.requests.proceedings import officer_id, writes_for
from gongkai.requests.selectors import request_of
from gongkai.requests.working import WORKERS

LONGEST = 1000
_ARTICLE = REG(44).zh
_State = DisclosureProposal.State


def propose_disclosure(*, act: Act, request_id: int, because: str) -> DisclosureProposal:
    """``because`` says why others should read it too; it is kept encrypted, since it may quote the case."""
    with transaction.atomic():
        request = _own(act, request_id)
        require(act, *WORKERS)
        refuse_if(_reasons_not_to_propose(request, because))
        made = DisclosureProposal.objects.create(
            request=request, because=because.strip(), proposed_by_id=officer_id(act), proposed_at=act.now
        )
        _tell(act, made, "disclosure_proposed")
    return made


def decide_disclosure(*, act: Act, proposal_id: int, is_accepted: bool, answer: str = "") -> DisclosureProposal:
    """The head of the disclosure office, not who proposed; a refusal says why."""
    with transaction.atomic():
        found = _locked(act, proposal_id)
        require(act, Role.OFFICE_HEAD)
        problems = list(_wrong_state(found, _State.PROPOSED))
        if officer_id(act) == found.proposed_by_id:
            problems.append(Reason("", "提出建议的人员不能自行决定，请由另一人办理"))
        if not is_accepted and not answer.strip():
            problems.append(Reason("answer", "不转为主动公开的，请写明理由"))
        refuse_if([*problems, *_too_long("answer", answer)])
        found.state = _State.ACCEPTED if is_accepted else _State.REFUSED
        found.decided_by_id, found.decided_at, found.answer = officer_id(act), act.now, answer.strip()
        found.save(update_fields=["state", "decided_by", "decided_at", "answer"])
        _tell(act, found, "disclosure_accepted" if is_accepted else "disclosure_refused")
    return found


def draft_disclosure(*, act: Act, proposal_id: int, kind: str, column: str, title: str) -> DisclosureProposal:
    """Begin the item; ``draft_item`` decides whether kind, column and title will do."""
    with transaction.atomic():
        found = _locked(act, proposal_id)
        require(act, Role.DRAFTER)
        refuse_if(_wrong_state(found, _State.ACCEPTED))
        item = draft_item(act=act, kind=kind, column=column, agency_id=found.request.agency_id, title=title)
        found.state, found.item = _State.DRAFTED, item
        found.save(update_fields=["state", "item"])
        _tell(act, found, "disclosure_drafted", {"item": public_id(item.pk)})
    return found


def _own(act: Act, request_id: int) -> InformationRequest:
    request = request_of(act, request_id)
    if not writes_for(act, request.agency_id):
        raise NotFound([Reason("request", "没有这件申请，或者不属于本单位办理")])
    return request


def _locked(act: Act, proposal_id: int) -> DisclosureProposal:
    rows = DisclosureProposal.objects.select_related("request__agency").select_for_update(of=("self",))
    found = rows.filter(pk=proposal_id).first()
    if found is None or not writes_for(act, found.request.agency_id):
        raise NotFound([Reason("", "没有这项建议，或者不属于本单位")])
    return found


def _reasons_not_to_propose(request: InformationRequest, because: str) -> Iterator[Reason]:
    if not is_granted(request):
        yield Reason("", "只有已经答复予以公开的信息，才建议转为主动公开", _ARTICLE)
    if not because.strip():
        yield Reason("because", "请写明建议的理由，如：多人申请同一信息", _ARTICLE)
    yield from _too_long("because", because)
    before = DisclosureProposal.objects.filter(request=request).exclude(state=_State.REFUSED).first()
    if before is not None:
        yield Reason("", f"这件申请已经建议转为主动公开，现为“{before.get_state_display()}”")


def _too_long(field: str, text: str) -> Iterator[Reason]:
    if len(text) > LONGEST:
        yield Reason(field, f"最多 {LONGEST} 个字，现有 {len(text)} 个字")


def _wrong_state(found: DisclosureProposal, wanted: str) -> Iterator[Reason]:
    if found.state != wanted:
        yield Reason("", f"这项建议现为“{found.get_state_display()}”，不能再办理这一步")


def _tell(act: Act, made: DisclosureProposal, verb: str, facts: dict[str, Fact] | None = None) -> None:
    record(
        act, f"links.{verb}", "request", public_id(made.request_id), {"number": made.request.number, **(facts or {})},
        {"because": made.because, "answer": made.answer}, chain=made.request.agency.code,
    )  # fmt: skip
