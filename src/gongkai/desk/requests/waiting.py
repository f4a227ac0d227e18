"""What waits of the requests: replies near or over their limit, receipt to confirm, drafts to review and sign, periods that passed.

Every page of the desk counts this list, so it is told from the stored days, which a use case writes in its own transaction. Only where
time alone moves a day (an opinion that never came) is the ledger read as of today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F, QuerySet
from django.urls import reverse

from gongkai.agencies.answering import answering
from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.clock import legal_day
from gongkai.desk.todo import Task
from gongkai.law.states import State
from gongkai.numbering.keys import public_id
from gongkai.requests.board import (
    CONSULTED,
    RUNNING,
    WAITING,
    WARNINGS,
    confirmation_due,
    days_left,
    latest_due,
    rows_of_requests,
    with_ledgers,
)
from gongkai.requests.models import Assistance, InformationRequest, Reply
from gongkai.requests.rules import conventions_of_many
from gongkai.requests.selectors import requests_of

MOST = 100
_ENTRY = "desk:requests"
_HANDLERS = {Role.REQUEST_OFFICER, Role.DRAFTER, Role.OFFICE_HEAD}


def tasks(act: Act) -> Iterator[Task]:
    act = answering(act)
    if act.roles & _HANDLERS:
        yield from _near_their_limit(act)
    if Role.REQUEST_OFFICER in act.roles:
        yield from _unconfirmed(act)
        yield from _passed(act)
    yield from _to_review_and_sign(act)
    if act.roles & {Role.REQUEST_OFFICER, Role.DRAFTER}:
        yield from _helping(act)


def _near_their_limit(act: Act) -> Iterator[Task]:
    """Overdue and within the warnings; a drafter only sees the cases given to them."""
    rows = requests_of(act).filter(agency_id__in=ids_written_for(act), reply_due__lte=soon(act))
    if not act.roles & {Role.REQUEST_OFFICER, Role.OFFICE_HEAD}:
        rows = rows.filter(handler_id=int(act.actor_id))
    rows, calendar = rows.order_by("reply_due", "id"), working_calendar()
    for request in rows.filter(state__in=[str(one) for one in RUNNING]).select_related(None)[:MOST]:
        left = days_left(calendar, act.today, request.reply_due) or 0
        yield _task(request, _words(left, State(request.state)), request.reply_due, "《条例》第三十三条")
    # Where opinions are awaited the stored day is the earliest there can be: the ledger says how far it has moved since.
    consulted = rows.filter(state__in=[str(one) for one in CONSULTED])
    for row in rows_of_requests(with_ledgers(consulted)[:MOST], act.today):
        if row.left is not None and row.left <= max(WARNINGS):
            yield _task(row.request, _words(row.left, row.state), row.due, "《条例》第三十三条")


def soon(act: Act) -> date:
    """The last day that has at most so many working days left as the earliest warning asks."""
    return latest_due(working_calendar(), act.today, max(WARNINGS))


def _words(left: int, state: State) -> str:
    if left < 0:
        return f"答复已逾期 {-left} 个工作日"
    if left == 0:
        return "今天是答复期限最后一日"
    return f"答复期限还有 {left} 个工作日（{state.label_zh}）"


def _unconfirmed(act: Act) -> Iterator[Task]:
    waiting = list(_of(act, State.AWAITING_CONFIRMATION).order_by("id")[:MOST])
    if not waiting:
        return
    calendar, chosen = working_calendar(), conventions_of_many()
    for request in waiting:
        conventions = chosen(request.agency, legal_day(request.registered_at))
        due = confirmation_due(request, calendar, conventions)
        yield _task(request, "与申请人确认收到", due, "《条例》第三十一条；到达后几个工作日内确认为约定")


def _passed(act: Act) -> Iterator[Task]:
    """The applicant's period has passed: the office puts the end on record."""
    rows = _of(act, *WAITING).filter(applicant_due__lt=act.today)
    for request in rows.order_by("applicant_due", "id")[:MOST]:
        article = (
            "《条例》第三十条"
            if request.state == State.CORRECTION_REQUESTED
            else "《政府信息公开信息处理费管理办法》第六条"
        )
        yield _task(request, "申请人期限已过，登记办结", request.applicant_due, article)


def _to_review_and_sign(act: Act) -> Iterator[Task]:
    stages = {Role.LEGAL_REVIEWER: (Reply.Stage.DRAFT, "法制审核"), Role.APPROVER: (Reply.Stage.REVIEWED, "签发答复"),
              Role.REQUEST_OFFICER: (Reply.Stage.APPROVED, "发出答复"), Role.DRAFTER: (Reply.Stage.RETURNED, "修改退回的答复")}  # fmt: skip
    for role, (stage, what) in stages.items():
        if role not in act.roles:
            continue
        replies = Reply.objects.filter(stage=stage, agency_id__in=ids_written_for(act)).defer("content", "note")
        states = [State.DRAFTING] if stage == Reply.Stage.RETURNED else [State.IN_APPROVAL]
        replies = replies.filter(request__state__in=[str(state) for state in states])
        keys = [
            reply.request_id for reply in replies.order_by("id")[:MOST] if stage in (Reply.Stage.APPROVED, Reply.Stage.RETURNED)
            or int(act.actor_id) not in reply.drafters
        ]  # fmt: skip
        cases = requests_of(act).filter(pk__in=keys).select_related(None)
        for request in cases.order_by(F("reply_due").asc(nulls_last=True), "id"):
            yield _task(request, what, request.reply_due, "起草、审核、签发为不同人员")


def _helping(act: Act) -> Iterator[Task]:
    """Helping units whose own limit has come."""
    rows = Assistance.objects.filter(
        answered_on__isnull=True, due__lte=act.today, request__agency_id__in=ids_written_for(act)
    )
    for one in rows.select_related("request").defer("question").order_by("due", "id")[:MOST]:
        yield Task(
            _ENTRY,
            _title(one.request),
            f"催{one.unit}反馈协办意见",
            _address(one.request),
            one.due,
            "协办期限（内部约定）",
        )


def _of(act: Act, *states: State) -> QuerySet[InformationRequest]:
    rows = requests_of(act).filter(agency_id__in=ids_written_for(act), state__in=[str(state) for state in states])
    return rows.select_related(None)


def _task(request: InformationRequest, what: str, due: date | None, why: str) -> Task:
    return Task(_ENTRY, _title(request), what, _address(request), due, why)


def _title(request: InformationRequest) -> str:
    return f"{request.number}　{request.subject}"


def _address(request: InformationRequest) -> str:
    return reverse("desk:request", args=[public_id(request.pk)])
