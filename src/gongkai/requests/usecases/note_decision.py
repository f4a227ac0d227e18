"""Note in the ledger that a reconsideration decision reached the applicant: fifteen days for a suit run from it (LIT 45)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import InformationRequest
from gongkai.requests.proceedings import add_line, conclude, opened


def note_decision(*, act: Act, request_id: int, on: date | None = None) -> InformationRequest:
    """Refused by the clock where there was nothing to decide on."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.LEGAL_REVIEWER)
        refuse_if(not_in_future("on", day, act.today))
        add_line(proceeding, "reconsideration_decision_received", day)
        conclude(proceeding, "decision_noted", {"on": day})
    return proceeding.request
