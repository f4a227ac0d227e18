"""Close a request whose correction never came: deemed abandoned from the day after the period (REG 30)."""

from __future__ import annotations

from datetime import date

from gongkai.audit.acts import Act
from gongkai.law.states import State
from gongkai.requests.models import InformationRequest
from gongkai.requests.timed_closures import close_by_time


def close_not_corrected(*, act: Act, request_id: int, letter: str = "", on: date | None = None) -> InformationRequest:
    """``letter`` tells the applicant, where the office writes one. Counted on the day the period was over."""
    return close_by_time(act, request_id, State.CLOSED_NOT_CORRECTED, "close_not_corrected", letter, on or act.today)
