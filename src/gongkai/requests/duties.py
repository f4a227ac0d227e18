"""Replies this room still owes (REG 33). Requests that wait for the applicant owe nothing meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from gongkai.law.states import OPEN_STATES, State
from gongkai.measures.duties import Duty, DutyKind
from gongkai.requests.models import InformationRequest

# The clock stands, or the applicant has to act first.
_WAITS_FOR_OTHERS = (State.CORRECTION_REQUESTED, State.FEE_PENDING)
_OWED = tuple(str(state) for state in OPEN_STATES if state not in _WAITS_FOR_OTHERS)


def open_requests(agency_ids: Collection[int], today: date) -> Iterator[Duty]:
    rows = InformationRequest.objects.filter(agency_id__in=agency_ids, state__in=_OWED, reply_due__isnull=False)
    fields = ("id", "agency_id", "number", "subject", "reply_due", "state")
    for key, agency_id, number, subject, due, state in rows.order_by("reply_due", "id").values_list(*fields):
        if due is not None:
            yield Duty(key, agency_id, number, subject, due, State(state).label_zh)


DUTIES = (DutyKind("requests", "依申请公开", "《条例》第三十三条", open_requests),)
