"""Make the evidence bundle of a case (举证包): it names the parties, so that each one made stands in the log."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.remedies.bundle import bundle_pdf
from gongkai.remedies.models import RemedyCase
from gongkai.remedies.proceedings import tell
from gongkai.remedies.selectors import cases_of
from gongkai.requests.dossier import papers_of
from gongkai.requests.models import InformationRequest

ROLES = (Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)


def make_bundle(*, act: Act, case_id: int, words: Mapping[str, str]) -> bytes:
    """One PDF of everything the agency has on the request the case is about. ``words`` name the events of the log."""
    seen = cases_of(act).filter(pk=case_id).first()
    if seen is None:
        raise NotFound([Reason("case", "没有这件案件，或者不属于本单位办理")])
    require(act, *ROLES, agency_id=seen.agency_id)
    refuse_if([] if seen.request_id else [Reason("", "此案没有关联的申请，没有可以汇编的材料")])
    case = RemedyCase.objects.select_related("agency").get(pk=seen.pk)
    request = InformationRequest.objects.select_related("agency").get(pk=case.request_id)
    content = bundle_pdf(case, list(papers_of(request, act.today, words)), act.today)
    with transaction.atomic():
        tell(act, case, "bundle_made", {"bytes": len(content)})
    return content
