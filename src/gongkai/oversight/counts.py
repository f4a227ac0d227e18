"""What this room offers to reports (the names are a contract, docs/architecture.md)."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.measures.registry import Measure, Question, RecordDetail, RecordLine
from gongkai.oversight.models import AccountabilityCase, IncidentJudged, Severity, TrainingSession


def major_incidents(question: Question) -> QuerySet[IncidentJudged]:
    known = IncidentJudged.objects.known_at(question.as_of).happened(question.first, question.last_known)
    return known.filter(agency_id__in=question.agency_ids, severity=Severity.MAJOR)


def trainings(question: Question) -> QuerySet[TrainingSession]:
    known = TrainingSession.objects.known_at(question.as_of).happened(question.first, question.last_known)
    return known.filter(agency_id__in=question.agency_ids)


def incident_line(fact: IncidentJudged) -> RecordLine:
    case = fact.case
    title = f"{case.responsible_agency.name}：{AccountabilityCase.Trigger(case.trigger).label}"
    state = AccountabilityCase.State(case.state).label
    return RecordLine(fact.pk, fact.happened_on, fact.agency_id, case.number, title, state)


def incident_detail(fact: IncidentJudged) -> RecordDetail:
    """Without the findings, which may name persons: they are read in the case itself."""
    case = fact.case
    fields = (
        ("编号", case.number),
        ("责任单位", case.responsible_agency.name),
        ("情形", AccountabilityCase.Trigger(case.trigger).label),
        ("性质", Severity(fact.severity).label),
        ("立案日期", str(case.opened_on)),
        ("结案日期", str(case.closed_on) if case.closed_on else "—"),
        ("处理结果", AccountabilityCase.Outcome(case.outcome).label if case.outcome else "—"),
    )
    orders = case.orders.order_by("issued_on", "id")
    return RecordDetail(
        incident_line(fact), fields, tuple((o.issued_on, "责令整改", f"期限{o.due_on}") for o in orders)
    )


def training_line(session: TrainingSession) -> RecordLine:
    state = TrainingSession.Form(session.form).label
    return RecordLine(session.pk, session.happened_on, session.agency_id, "", session.topic, state)


def training_detail(session: TrainingSession) -> RecordDetail:
    fields = (
        ("培训内容", session.topic),
        ("形式", TrainingSession.Form(session.form).label),
        ("日期", str(session.happened_on)),
        ("参加人数", f"{session.participants}人"),
    )
    return RecordDetail(training_line(session), fields)


MAJOR_INCIDENTS = Measure(
    name="oversight.major_incidents", label_zh="政府信息公开工作重大责任事件", unit="件",
    means="本期经两人认定为重大的责任事件，以认定之日计",
    records=major_incidents, line=incident_line, detail=incident_detail, related=("case", "case__responsible_agency"),
)  # fmt: skip
TRAININGS = Measure(
    name="oversight.trainings", label_zh="政府信息公开培训", unit="次",
    means="本期举办的政府信息公开培训",
    records=trainings, line=training_line, detail=training_detail, dimensions={"form": "form"},
)  # fmt: skip
TRAINING_PARTICIPANTS = Measure(
    name="oversight.training_participants", label_zh="参加培训", unit="人次",
    means="本期参加培训的人次，每场分别计",
    records=trainings, line=training_line, detail=training_detail, dimensions={"form": "form"},
    amount="participants",
)  # fmt: skip

MEASURES: tuple[Measure, ...] = (MAJOR_INCIDENTS, TRAININGS, TRAINING_PARTICIPANTS)
