"""Delete a case whose retention is over (REG 45; PIPL 19, 47): one officer proposes, the head or the signatory decides.

Gone are the persons, texts, letters and files; what stays is the number, the ledger of days and what was counted, so that no
report of the past changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.files.models import StoredFile
from gongkai.files.store import discard
from gongkai.requests.errors import no_such_request
from gongkai.requests.models import (
    ApplicantOpening,
    ArchivePackage,
    Assistance,
    CaseNote,
    Consultation,
    Disposal,
    InformationRequest,
    OutgoingLetter,
    Reply,
    ReplyAttachment,
    Severance,
    SeveranceMark,
)
from gongkai.requests.models.case import PERSONAL_FIELDS
from gongkai.requests.proceedings import officer_id, tell, writes_for

DECIDERS = (Role.OFFICE_HEAD, Role.APPROVER)


def propose_disposal(*, act: Act, request_id: int, because: str) -> Disposal:
    """``because`` is the finding of the appraisal (鉴定意见)."""
    with transaction.atomic():
        request = _own(act, request_id)
        require(act, Role.REQUEST_OFFICER)
        refuse_if(_reasons(act, request, because))
        made = Disposal.objects.create(
            request=request, because=because.strip()[:200], proposed_by_id=officer_id(act), proposed_at=act.now
        )
        tell(act, request, "disposal_proposed", {"until": request.retention_until}, {"because": because})
    return made


def decide_disposal(*, act: Act, disposal_id: int, is_approved: bool) -> Disposal:
    """Approved, the case is emptied at once and cannot be brought back, but for a backup until that one is deleted too."""
    with transaction.atomic():
        found = Disposal.objects.filter(pk=disposal_id).first()
        if found is None:
            raise NotFound([Reason("", "没有找到这项销毁建议，或者它不属于本单位")])
        request = _own(act, found.request_id)
        require(act, *DECIDERS)
        disposal = Disposal.objects.select_for_update().get(pk=found.pk)
        problems = []
        if disposal.state != Disposal.State.PROPOSED:
            problems.append(Reason("state", f"这项建议现为“{disposal.get_state_display()}”，不能再决定"))
        if officer_id(act) == disposal.proposed_by_id:
            problems.append(Reason("", "提出销毁的人员不能审批，请由另一人办理"))
        refuse_if(problems)
        disposal.state = Disposal.State.CARRIED_OUT if is_approved else Disposal.State.REFUSED
        disposal.decided_by_id, disposal.decided_at = officer_id(act), act.now
        disposal.save(update_fields=["state", "decided_by", "decided_at"])
        removed = _empty(request) if is_approved else 0
        tell(act, request, "disposed" if is_approved else "disposal_refused", {"files": removed})
    return disposal


def _own(act: Act, request_id: int) -> InformationRequest:
    request = InformationRequest.objects.select_related("agency").filter(pk=request_id).first()
    if request is None or not writes_for(act, request.agency_id):
        raise no_such_request()
    return request


def _reasons(act: Act, request: InformationRequest, because: str) -> Iterator[Reason]:
    if request.archived_on is None or request.retention_until is None:
        yield Reason("", "申请还没有归档")
    elif request.retention_until >= act.today:
        yield Reason("", f"保管期限至 {request.retention_until}，届满后才能销毁")
    if not because.strip():
        yield Reason("because", "请填写鉴定意见")
    if request.disposals.exclude(state=Disposal.State.REFUSED).exists():
        yield Reason("", "这件案卷已经提出销毁")


def _empty(request: InformationRequest) -> int:
    """Blank what names or quotes anybody, delete the files; how many files went."""
    files = set(_files_of(request))
    for name in PERSONAL_FIELDS:
        setattr(request, name, "")
    request.applicant_index = request.description_index = request.query_code_digest = request.organisation_uscc = ""
    request.identity_proof = request.power_of_attorney = None
    request.save()
    OutgoingLetter.objects.filter(request=request).update(addressee="", content="", document="", proof="")
    Reply.objects.filter(request=request).update(content="", document="", note="", proof="")
    Consultation.objects.filter(request=request).update(name="", contact="", reasons="")
    CaseNote.objects.filter(request=request).update(text="")
    Assistance.objects.filter(request=request).update(question="", answer="")
    ApplicantOpening.objects.filter(request=request).update(because="")
    SeveranceMark.objects.filter(severance__request=request).delete()
    Severance.objects.filter(request=request).delete()
    ReplyAttachment.objects.filter(reply__request=request).delete()
    ArchivePackage.objects.filter(request=request).update(file=None)
    for stored in StoredFile.objects.filter(pk__in=files):
        discard(stored)
    return len(files)


def _files_of(request: InformationRequest) -> Iterator[int]:
    yield from (pk for pk in (request.identity_proof_id, request.power_of_attorney_id) if pk is not None)
    for row in Severance.objects.filter(request=request).values_list("original_id", "pages_id", "copy_id"):
        yield from (pk for pk in row if pk is not None)
    yield from ReplyAttachment.objects.filter(reply__request=request).values_list("file_id", flat=True)
    yield from ArchivePackage.objects.filter(request=request, file__isnull=False).values_list("file_id", flat=True)
