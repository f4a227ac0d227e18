"""Archive a finished case: read-only from here, kept as long as the agency's table says (REG 45)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import Act
from gongkai.law.days import months_after
from gongkai.law.states import State
from gongkai.requests.models import Closing, InformationRequest
from gongkai.requests.proceedings import Proceeding, conclude, opened
from gongkai.requests.rules import RETENTION_YEARS
from gongkai.requests.steps import reasons_not_to


def archive(*, act: Act, request_id: int) -> InformationRequest:
    """Close the file and fix until when it is kept; cases that were before a court are kept longer."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER)
        refuse_if(_reasons(proceeding))
        until = _kept_until(proceeding, act.today)
        proceeding.change(archived_on=act.today, retention_until=until)
        conclude(proceeding, "archived", {"on": act.today, "until": until})
    return proceeding.request


def _reasons(proceeding: Proceeding) -> Iterator[Reason]:
    yield from reasons_not_to("archive", proceeding.state)
    if (
        proceeding.state is not State.LAPSED
        and not Closing.objects.current().filter(request=proceeding.request).exists()
    ):
        yield Reason("", "期限已过但尚未登记办结，请先办结再归档")


def _kept_until(proceeding: Proceeding, today: date) -> date:
    years: dict[str, Any] = setting_of(proceeding.request.agency, RETENTION_YEARS.name, today)
    return months_after(today, 12 * int(years["litigated" if proceeding.request.litigated else "usual"]))
