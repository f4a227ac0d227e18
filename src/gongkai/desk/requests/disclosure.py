"""What was granted on application published for all (REG 44): proposed on the case, decided by the head, drafted as an item."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Column
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show
from gongkai.desk.requests.opening import case_in
from gongkai.links.disclosure import is_granted, proposal_of
from gongkai.links.models import DisclosureProposal
from gongkai.links.usecases.move_to_disclosure import decide_disclosure, draft_disclosure, propose_disclosure
from gongkai.numbering.keys import public_id
from gongkai.requests.models import InformationRequest
from gongkai.requests.repeats import asked_by_others
from gongkai.requests.working import WORKERS

_DONE = {
    "propose": "已提出建议，由公开工作机构负责人决定。",
    "accept": "已同意转为主动公开，请拟稿人拟稿。",
    "refuse": "已决定不转为主动公开。",
}


@officer_view(*WORKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def disclosure(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The state of the matter and the one form that may follow."""
    made = case_in(act, public).request
    if request.method != "POST":
        return _page(request, act, made, [])
    go = request.POST.get("go", "propose")
    try:
        proposal = _do(request, act, made, go)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return _page(request, act, made, list(refused.reasons))
    if proposal.item is not None:
        messages.success(request, "已建立文稿；内容须重新拟写，不得含有申请人的信息。")
        return HttpResponseRedirect(reverse("desk:document-edit", args=[public_id(proposal.item.pk)]))
    messages.success(request, _DONE[go])
    return HttpResponseRedirect(reverse("desk:request-disclosure", args=[public]))


def _do(request: HttpRequest, act: Act, made: InformationRequest, go: str) -> DisclosureProposal:
    given, found = request.POST, proposal_of(made)
    if go == "propose":
        return propose_disclosure(act=act, request_id=made.pk, because=given.get("because", ""))
    if found is None or go not in ("accept", "refuse", "draft"):
        raise NotFound([Reason("", "没有这项建议")])
    if go == "draft":
        return draft_disclosure(
            act=act, proposal_id=found.pk, kind=given.get("kind", ""), column=given.get("column", ""), title=given.get("title", "")
        )  # fmt: skip
    return decide_disclosure(act=act, proposal_id=found.pk, is_accepted=go == "accept", answer=given.get("answer", ""))


def _page(request: HttpRequest, act: Act, made: InformationRequest, wrong: list[Reason]) -> HttpResponse:
    proposal = proposal_of(made)
    columns = Column.objects.filter(closed_on__isnull=True, statutory=True, agency__isnull=True).order_by("place")
    return show(
        request, act, "desk/requests/disclosure.html", status=400 if wrong else 200, made=made, proposal=proposal,
        granted=is_granted(made), others=asked_by_others(made), wrong=[str(reason) for reason in wrong], typed=request.POST,
        columns=columns, kinds=[kind for kind in KINDS.values() if kind.statutory], is_head=Role.OFFICE_HEAD in act.roles,
        is_drafter=Role.DRAFTER in act.roles, own=bool(proposal and str(proposal.proposed_by_id) == act.actor_id),
    )  # fmt: skip
