"""Requests an officer handles, as far as a reply is still owed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import F

from gongkai.agencies.models import Officer
from gongkai.agencies.open_work import OpenWork, Piece
from gongkai.agencies.roles import Role
from gongkai.law.states import OPEN_STATES, State
from gongkai.requests.models import InformationRequest

_OPEN = tuple(str(state) for state in (*OPEN_STATES, State.AWAITING_CONFIRMATION))


def handled_by(officer: Officer) -> Iterator[Piece]:
    rows = InformationRequest.objects.filter(handler=officer, state__in=_OPEN).order_by(
        F("reply_due").asc(nulls_last=True), "id"
    )
    for key, number, subject, state, due in rows.values_list("id", "number", "subject", "state", "reply_due"):
        yield Piece(key, f"{number}　{subject}", State(state).label_zh, due)


def move(giver: Officer, receiver: Officer, keys: Collection[int]) -> int:
    return InformationRequest.objects.filter(pk__in=keys, handler=giver, state__in=_OPEN).update(handler=receiver)


OPEN_WORK = (
    OpenWork(
        "requests.request", "依申请公开申请",
        "自收到申请之日起20个工作日内答复，经机构负责人同意可延长一次，最长20个工作日（《条例》第三十三条）", handled_by, move,
        (Role.REQUEST_OFFICER, Role.DRAFTER, Role.OFFICE_HEAD),
    ),
)  # fmt: skip
