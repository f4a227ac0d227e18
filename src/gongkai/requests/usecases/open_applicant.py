"""Show the applicant in clear to an officer who works on the case: a reason once, every look in the log (domain section 9)."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.audit.acts import Act
from gongkai.files.models import StoredFile
from gongkai.requests.models import ApplicantOpening
from gongkai.requests.proceedings import officer_id, tell
from gongkai.requests.selectors import ApplicantView, with_person
from gongkai.requests.working import WORKERS

PAPERS = {"identity": "identity_proof", "attorney": "power_of_attorney"}


def has_opened(act: Act, request_id: int) -> bool:
    """Whether this officer gave a reason for this case before."""
    return ApplicantOpening.objects.filter(request_id=request_id, officer_id=officer_id(act)).exists()


def open_applicant(*, act: Act, request_id: int, because: str = "") -> ApplicantView:
    """The reason is needed the first time; it is kept encrypted, and as a digest in the log."""
    with transaction.atomic():
        person = with_person(act, request_id)
        require(act, *WORKERS, agency_id=person.agency_id)
        first = not has_opened(act, request_id)
        refuse_if(
            [Reason("because", "请写明查看申请人信息的理由；查看将记入操作日志")]
            if first and not because.strip()
            else []
        )
        if first:
            ApplicantOpening.objects.create(
                request=person, officer_id=officer_id(act), because=because.strip()[:500], opened_at=act.now
            )
        tell(
            act,
            person,
            "applicant_opened" if first else "applicant_seen",
            changed={"because": because} if first else None,
        )
    return ApplicantView(
        name=person.applicant_name,
        id_number=person.applicant_id_number,
        contact=person.applicant_contact,
        address=person.applicant_address,
        description=person.description,
        agent_name=person.agent_name,
        handling_person=person.handling_person,
        agent_id_number=person.agent_id_number,
        agent_contact=person.agent_contact,
    )


def identity_paper(*, act: Act, request_id: int, which: str) -> StoredFile | None:
    """The proof of identity or the power of attorney, for an officer who has opened the applicant; logged."""
    with transaction.atomic():
        person = with_person(act, request_id)
        require(act, *WORKERS, agency_id=person.agency_id)
        refuse_if([] if has_opened(act, request_id) else [Reason("because", "请先写明理由查看申请人信息")])
        stored: StoredFile | None = getattr(person, PAPERS[which]) if which in PAPERS else None
        if stored is not None:
            tell(act, person, "identity_paper_seen", {"which": which})
    return stored
