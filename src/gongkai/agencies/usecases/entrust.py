"""Entrust the requests of a unit without accounts to the competent authority, or end it."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.answering import ANSWERED_BY, answerer_of, reasons_not_to_answer
from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency, AgencySetting
from gongkai.agencies.rights import require_administrator
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record


def entrust_requests(*, act: Act, unit: Agency, is_entrusted: bool) -> AgencySetting:
    """From today on the acting authority registers and answers for ``unit``; its head or its administrator decides."""
    require_administrator(act, unit, Role.OFFICE_HEAD, Role.SYSTEM_ADMIN)
    assert act.agency_id is not None  # the system answers for nobody
    authority = Agency.objects.select_related("supervises").get(pk=act.agency_id)
    now = answerer_of(unit, act.today)
    problems = list(reasons_not_to_answer(authority, unit)) if is_entrusted else []
    if is_entrusted and now == authority:
        problems.append(Reason("unit", f"{unit.name}的申请已由{authority.name}代为办理"))
    if not is_entrusted and now is None:
        problems.append(Reason("unit", f"{unit.name}的申请没有由其他单位代为办理"))
    refuse_if(problems)
    with transaction.atomic():
        row = AgencySetting.objects.create(
            agency=unit,
            name=ANSWERED_BY,
            value=authority.code if is_entrusted else "",
            since=act.today,
            recorded_at=act.now,
        )
        record(
            act, "agencies.requests_entrusted" if is_entrusted else "agencies.entrusting_ended", "agency", unit.id,
            facts={"unit": unit.code, "authority": authority.code},
        )  # fmt: skip
    return row
