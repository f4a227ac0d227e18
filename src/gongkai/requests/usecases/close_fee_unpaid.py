"""Close a request whose fee was not paid in time: deemed abandoned (FEE 6)."""

from __future__ import annotations

from datetime import date

from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.models import InformationRequest
from gongkai.requests.timed_closures import close_by_time


def close_fee_unpaid(*, act: Act, request_id: int, letter: str = "", on: date | None = None) -> InformationRequest:
    """``letter`` tells the applicant, where the office writes one. Counted on the day the period was over."""
    return close_by_time(act, request_id, State.CLOSED_FEE_UNPAID, "close_fee_unpaid", letter, on or act.today)
