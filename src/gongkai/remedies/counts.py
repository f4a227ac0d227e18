"""What this room offers to table 4: cases concluded in the period, and cases pending at its end, per block."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.law.remedy_results import COLUMN_LABELS, REMEDY_RESULTS
from gongkai.measures.registry import Measure, Question, RecordDetail, RecordLine
from gongkai.remedies.models import Block, CaseFiled, CaseResult, Instance, RemedyCase, StageKind

_HIDDEN = ("case__claimant", "case__claims")


def concluded(question: Question) -> QuerySet[CaseResult]:
    """Latest effective results with their decision in the period."""
    rows = CaseResult.objects.known_at(question.as_of).filter(agency_id__in=question.agency_ids)
    return rows.happened(question.first, question.last_known).select_related("case").defer(*_HIDDEN)


def pending(question: Question) -> QuerySet[CaseFiled]:
    """Filed by the end of the period, without a result by then."""
    ended = CaseResult.objects.known_at(question.as_of).filter(
        case_id=OuterRef("case_id"), happened_on__lte=question.last_known
    )
    rows = CaseFiled.objects.known_at(question.as_of).filter(
        ~Exists(ended), agency_id__in=question.agency_ids, happened_on__lte=question.last_known
    )
    return rows.select_related("case").defer(*_HIDDEN)


def result_line(fact: CaseResult) -> RecordLine:
    title = f"{Block(fact.block).label} · {REMEDY_RESULTS[fact.detail].label_zh}"
    state = COLUMN_LABELS[fact.result]
    return RecordLine(fact.id, fact.happened_on, fact.agency_id, fact.case.case_number, title, state)


def filed_line(fact: CaseFiled) -> RecordLine:
    title = f"{Block(fact.block).label} · {fact.case.body}"
    return RecordLine(fact.id, fact.happened_on, fact.agency_id, fact.case.case_number, title, "尚未审结")


def result_detail(fact: CaseResult) -> RecordDetail:
    articles = REMEDY_RESULTS[fact.detail].basis(fact.instance, fact.happened_on)
    more = (
        ("结果", REMEDY_RESULTS[fact.detail].label_zh),
        ("审级", Instance(fact.instance).label),
        ("依据", "、".join(article.zh for article in articles)),
    )
    return _detail(result_line(fact), fact.case, more)


def filed_detail(fact: CaseFiled) -> RecordDetail:
    return _detail(filed_line(fact), fact.case, ())


def _detail(line: RecordLine, case: RemedyCase, more: tuple[tuple[str, str], ...]) -> RecordDetail:
    """For the desk; no party is named."""
    request = "" if case.request is None else case.request.number
    fields = (("案件类别", Block(case.block).label), ("复议机关、受理法院", case.body), ("案号", case.case_number),
              ("事项", case.subject), ("所涉申请", request), *more)  # fmt: skip
    history = tuple((stage.on, StageKind(stage.kind).label, "") for stage in case.stages.all())
    return RecordDetail(line, fields, history)


MEASURES: tuple[Measure, ...] = (
    Measure(
        "remedies.concluded", "审结的复议诉讼案件", "件", "本期作出决定或者裁判的案件，以最后生效的结果计", concluded, result_line,
        result_detail, {"block": "block", "result": "result"}, related=("case",),
    ),
    Measure(
        "remedies.pending", "尚未审结的复议诉讼案件", "件", "本期结束时已提出、尚无结果的案件", pending, filed_line, filed_detail,
        {"block": "block"}, related=("case",),
    ),
)  # fmt: skip
