"""Make the evidence bundle of a case (举证包): it names the parties, so that each one made stands in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.remedies.bundle import WITHHELD_TITLE, apart, bundle_pdf
from gongkai.remedies.models import RemedyCase
from gongkai.remedies.proceedings import tell
from gongkai.remedies.selectors import cases_of
from gongkai.requests.dossier import papers_of, withheld_originals
from gongkai.requests.models import InformationRequest

ROLES = (Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)
FOR_THE_COURT = (Role.LEGAL_REVIEWER, Role.OFFICE_HEAD)
"""Who may put together what the other party must not see."""


def make_bundle(*, act: Act, case_id: int, words: Mapping[str, str]) -> bytes:
    """One PDF of everything the agency has on the request the case is about. ``words`` name the events of the log."""
    case, request = _case(act, case_id, ROLES)
    papers = [*papers_of(request, act.today, words), *map(apart, withheld_originals(request))]
    content = bundle_pdf(case, papers, act.today)
    with transaction.atomic():
        tell(act, case, "bundle_made", {"bytes": len(content)})
    return content


def make_withheld_bundle(*, act: Act, case_id: int) -> bytes:
    """The pages before severing, for the court or the reconsideration body alone: the case's claimant gets a copy of the bundle, and
    would read there what was withheld."""
    case, request = _case(act, case_id, FOR_THE_COURT)
    papers = list(withheld_originals(request))
    refuse_if([] if papers else [Reason("", "这件申请没有区分处理的材料")])
    content = bundle_pdf(case, papers, act.today, WITHHELD_TITLE)
    with transaction.atomic():
        tell(act, case, "withheld_bundle_made", {"bytes": len(content), "files": len(papers)})
    return content


def _case(act: Act, case_id: int, roles: Sequence[Role]) -> tuple[RemedyCase, InformationRequest]:
    seen = cases_of(act).filter(pk=case_id).first()
    if seen is None:
        raise NotFound([Reason("case", "没有这件案件，或者不属于本单位办理")])
    require(act, *roles, agency_id=seen.agency_id)
    refuse_if([] if seen.request_id else [Reason("", "此案没有关联的申请，没有可以汇编的材料")])
    case = RemedyCase.objects.select_related("agency").get(pk=seen.pk)
    return case, InformationRequest.objects.select_related("agency").get(pk=case.request_id)
