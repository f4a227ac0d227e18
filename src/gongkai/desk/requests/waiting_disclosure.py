"""What waits of the moves to proactive disclosure (REG 44): proposals to decide, items to draft, texts asked for again and again."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.answering import answering
from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.todo import Task
from gongkai.links.disclosure import proposals, suggestions
from gongkai.links.models import DisclosureProposal
from gongkai.numbering.keys import public_id
from gongkai.requests.models import InformationRequest

MOST = 20
_STATE = DisclosureProposal.State


def tasks(act: Act) -> Iterator[Task]:
    act = answering(act)
    own = ids_written_for(act)
    if Role.OFFICE_HEAD in act.roles:
        for one in proposals(act, own, _STATE.PROPOSED).exclude(proposed_by_id=int(act.actor_id))[:MOST]:
            yield _task(one.request, "决定是否转为主动公开")
    if Role.DRAFTER in act.roles:
        for one in proposals(act, own, _STATE.ACCEPTED)[:MOST]:
            yield _task(one.request, "拟稿转为主动公开")
    if Role.REQUEST_OFFICER in act.roles:
        for found in suggestions(act, own, MOST):
            yield _task(found.request, f"{found.applicants}名申请人申请同一信息，可以建议转为主动公开")


def _task(request: InformationRequest, what: str) -> Task:
    address = reverse("desk:request-disclosure", args=[public_id(request.pk)])
    return Task("desk:requests", f"{request.number}　{request.subject}", what, address, why="《条例》第四十四条")
