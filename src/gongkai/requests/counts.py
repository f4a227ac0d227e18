"""What this room offers to table 3: receipts, closings, what is open between them, and fees.

All are facts as they were known on the day of the question. Open at the end of a day is a receipt by that day without a closing
by that day, so that 新收 + 上年结转 = 办理结果 + 结转下年 holds for every period and every day of knowledge.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.law.applicants import ApplicantCategory, Channel
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.reference import Ref
from gongkai.law.states import State
from gongkai.measures.registry import Measure, Question, RecordDetail, RecordLine
from gongkai.requests.errors import event_label
from gongkai.requests.ledger import in_force
from gongkai.requests.models import Closing, FeePayment, InformationRequest, Receipt
from gongkai.requests.models.case import PERSONAL_FIELDS
from gongkai.requests.selectors import reading_of

_COLUMNS = {category.column: category.label_zh for category in ApplicantCategory}
_HIDDEN = tuple(f"request__{name}" for name in PERSONAL_FIELDS)


def received(question: Question) -> QuerySet[Receipt]:
    """Receipts with their date of receipt in the period."""
    return _receipts(question).filter(happened_on__gte=question.first, happened_on__lte=question.last_known)


def carried_in(question: Question) -> QuerySet[Receipt]:
    """Open when the period begins."""
    return _open_at_end_of(question, min(question.first - timedelta(days=1), question.last_known))


def carried_out(question: Question) -> QuerySet[Receipt]:
    """Open when the period ends, whatever they wait for."""
    return _open_at_end_of(question, question.last_known)


def closed(question: Question) -> QuerySet[Closing]:
    """Replied or closed in the period: one row a request, whatever year it was received."""
    rows = Closing.objects.known_at(question.as_of).filter(agency_id__in=question.agency_ids)
    return rows.happened(question.first, question.last_known).select_related("request").defer(*_HIDDEN)


def fees_collected(question: Question) -> QuerySet[FeePayment]:
    rows = FeePayment.objects.known_at(question.as_of).filter(agency_id__in=question.agency_ids)
    return rows.happened(question.first, question.last_known).select_related("request").defer(*_HIDDEN)


def _receipts(question: Question) -> QuerySet[Receipt]:
    rows = Receipt.objects.known_at(question.as_of).filter(agency_id__in=question.agency_ids)
    return rows.select_related("request").defer(*_HIDDEN)


def _open_at_end_of(question: Question, day: date) -> QuerySet[Receipt]:
    ended = Closing.objects.known_at(question.as_of).filter(request_id=OuterRef("request_id"), happened_on__lte=day)
    return _receipts(question).filter(~Exists(ended), happened_on__lte=day)


def public_requests(rows: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Those with a result: a citizen sees number, day and outcome."""
    return rows.filter(Exists(Closing.objects.current().filter(request_id=OuterRef("request_id"))))


def all_public(rows: QuerySet[Closing]) -> QuerySet[Closing]:
    """Every closed request may be opened, by number, day and outcome only."""
    return rows


def receipt_line(fact: Receipt) -> RecordLine:
    title = f"{_COLUMNS[fact.category]} · {Channel(fact.request.channel).label_zh}"
    return _line(fact.id, fact.happened_on, fact.request, title)


def closing_line(fact: Closing) -> RecordLine:
    title = f"{_COLUMNS[fact.category]} · {OUTCOMES[fact.outcome].label_zh}"
    return _line(fact.id, fact.happened_on, fact.request, title)


def payment_line(fact: FeePayment) -> RecordLine:
    return _line(fact.id, fact.happened_on, fact.request, f"信息处理费 {fact.amount // 100}.{fact.amount % 100:02d} 元")


def _line(key: int, day: date, request: InformationRequest, title: str) -> RecordLine:
    return RecordLine(key, day, request.agency_id, request.number, title, State(request.state).label_zh)


def receipt_detail(fact: Receipt) -> RecordDetail:
    return _detail(receipt_line(fact), fact.request, ())


def closing_detail(fact: Closing) -> RecordDetail:
    articles = "、".join(article.zh for article in OUTCOMES[fact.outcome].basis)
    result = (("办理结果", OUTCOMES[fact.outcome].label_zh), ("依据", articles), ("办结日期", str(fact.happened_on)))
    return _detail(closing_line(fact), fact.request, result)


def payment_detail(fact: FeePayment) -> RecordDetail:
    return _detail(payment_line(fact), fact.request, (("财政票据号", fact.receipt_number),))


def _detail(line: RecordLine, request: InformationRequest, more: tuple[tuple[str, str], ...]) -> RecordDetail:
    """For the desk: the officer's own line of subject, never the applicant; the history with the articles of the clock."""
    fields = (
        ("申请编号", request.number),
        ("事项", request.subject),
        ("申请人类别", _COLUMNS[request.category]),
        ("申请渠道", Channel(request.channel).label_zh),
        ("收到申请之日", str(request.date_of_receipt or "")),
        ("办理状态", State(request.state).label_zh),
        *more,
    )
    return RecordDetail(line, fields, _history(request))


def _history(request: InformationRequest) -> tuple[tuple[date, str, str], ...]:
    """Each line of the ledger, with the articles the clock gave for that day."""
    lines = in_force(request.events.all())
    if not lines:
        return ()
    articles: dict[date, list[str]] = {}
    for step in reading_of(request, max(line.on for line in lines)).why:
        if isinstance(step.basis, Ref):
            articles.setdefault(step.day, []).append(step.basis.zh)
    return tuple(
        (line.on, event_label(line.type), "、".join(dict.fromkeys(articles.get(line.on, ())))) for line in lines
    )


_BY_CATEGORY = {"category": "category"}

MEASURES: tuple[Measure, ...] = (
    Measure(
        "requests.received", "新收政府信息公开申请", "件", "收到申请之日在本期的申请", received, receipt_line, receipt_detail,
        _BY_CATEGORY, public=public_requests, related=("request",),
    ),
    Measure(
        "requests.carried_in", "结转的政府信息公开申请", "件", "本期开始前收到、本期开始时尚未办结的申请", carried_in, receipt_line,
        receipt_detail, _BY_CATEGORY, public=public_requests, related=("request",),
    ),
    Measure(
        "requests.carried_out", "结转下期继续办理的申请", "件", "本期结束时尚未办结的申请", carried_out, receipt_line, receipt_detail,
        _BY_CATEGORY, public=public_requests, related=("request",),
    ),
    Measure(
        "requests.closed", "办理结果", "件", "本期作出答复或者办结的申请，一件一个结果", closed, closing_line, closing_detail,
        {**_BY_CATEGORY, "row": "row"}, public=all_public, related=("request",),
    ),
    Measure(
        "requests.fees_collected", "收取的信息处理费", "分", "本期收到的信息处理费", fees_collected, payment_line, payment_detail,
        amount="amount", related=("request",),
    ),
)  # fmt: skip
