"""Confirm that a request was received: the agency with the applicant, or both sides for internet and fax (REG 31)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.errors import refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.requests.errors import not_in_future
from gongkai.requests.models import InformationRequest
from gongkai.requests.proceedings import add_line, conclude, is_applicant, opened
from gongkai.requests.steps import reasons_not_to

APPLICANT, AGENCY = "applicant", "agency"


def confirm_receipt(*, act: Act, request_id: int, by: str | None = None, on: date | None = None) -> InformationRequest:
    """Record a confirmation; the day both sides have confirmed is the date of receipt and starts the clock.

    ``by`` is ``applicant`` or ``agency``; None says that both confirmed at once, as on the telephone. The applicant confirms
    only for the own side.
    """
    day = on or act.today
    side = APPLICANT if is_applicant(act) else by
    with transaction.atomic():
        proceeding = opened(act, request_id)
        if side != APPLICANT or not is_applicant(act):
            require(act, Role.REQUEST_OFFICER)
        refuse_if([*reasons_not_to("confirm_receipt", proceeding.state), *not_in_future("on", day, act.today)])
        add_line(proceeding, "confirmed", day, by=side)
        conclude(proceeding, "receipt_confirmed", {"by": side or "both", "on": day})
    return proceeding.request
