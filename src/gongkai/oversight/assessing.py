"""Reads of assessments: ranking, a unit's scores, the records behind a score, the result as a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import ids_written_for, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.measures.registry import Measure, Question, RecordLine, measure
from gongkai.oversight.models import Assessment, Objection, Score
from gongkai.oversight.papers import Paper, Table, Text

SHOWN = 100
State = Assessment.State


@dataclass(frozen=True, slots=True)
class Rank:
    """``total`` is None until every indicator has been agreed to by two."""

    agency: Agency
    computed: Decimal
    own: Decimal | None
    total: Decimal | None
    place: int | None
    open_objections: int


def assessments_for(act: Act) -> QuerySet[Assessment]:
    """Assessments of governments the act sees, and those one of its agencies is assessed in."""
    ids = visible_agency_ids(act)
    rows = Assessment.objects.filter(agency_id__in=ids) | Assessment.objects.filter(
        indicators__scores__agency_id__in=ids
    )
    return rows.distinct().select_related("agency").order_by("-year", "agency__path")


def assessment_for(act: Act, key: int) -> Assessment:
    found = assessments_for(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("assessment", "没有这次考核，或者它不属于本单位")])
    return found


def ranking(act: Act, made: Assessment) -> list[Rank]:
    """The best first. Before the draft is published a unit sees itself only."""
    scores = (
        Score.objects.filter(indicator__assessment=made)
        .select_related("agency", "indicator")
        .prefetch_related("objections")
    )
    if made.state not in (State.PUBLISHED, State.FINAL):
        scores = scores.filter(
            agency_id__in=visible_agency_ids(act) if Role.SUPERVISOR in act.roles else ids_written_for(act)
        )
    by_unit: dict[int, list[Score]] = {}
    for score in scores:
        by_unit.setdefault(score.agency_id, []).append(score)
    rows = [_rank(found) for found in by_unit.values()]
    rows.sort(key=lambda row: (row.total is None, -(row.total or row.computed), row.agency.path))
    totals = [row.total for row in rows if row.total is not None]
    return [
        Rank(row.agency, row.computed, row.own, row.total, 1 + sum(other > row.total for other in totals) if row.total is not None else None, row.open_objections)
        for row in rows
    ]  # fmt: skip


def _rank(scores: list[Score]) -> Rank:
    agreed = all(score.agreed_by and score.points is not None for score in scores)
    own = [score.self_score for score in scores if score.self_score is not None]
    return Rank(
        scores[0].agency, sum((score.computed or Decimal(0) for score in scores), Decimal(0)), sum(own, Decimal(0)) if own else None,
        sum((score.points or Decimal(0) for score in scores), Decimal(0)) if agreed else None, None,
        sum(one.decided_on is None for score in scores for one in score.objections.all()),
    )  # fmt: skip


def scores_of(made: Assessment, unit: Agency) -> list[Score]:
    rows = Score.objects.filter(indicator__assessment=made, agency=unit).select_related("indicator")
    return list(rows.prefetch_related("objections", "files__stored").order_by("indicator__place"))


def score_for(act: Act, key: int) -> Score:
    rows = Score.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("indicator__assessment", "agency")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("score", "没有这项分数，或者它不属于本单位")])
    return found


def objection_for(act: Act, key: int) -> Objection:
    rows = Objection.objects.filter(score__agency_id__in=visible_agency_ids(act))
    found = rows.select_related("score__indicator", "score__agency").filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("objection", "没有这项异议，或者它不属于本单位")])
    return found


def records_behind(score: Score) -> Iterator[tuple[Measure, int, list[RecordLine]]]:
    """Per measure of the formula: how many records and the first hundred, as of the day it was computed."""
    if not score.raw:
        return
    first, last = date.fromisoformat(score.raw["first"]), date.fromisoformat(score.raw["last"])
    question = Question((score.agency_id,), first, last, last)
    for name in score.raw["measures"]:
        one = measure(name)
        rows = one.narrowed(question).select_related(*one.related).order_by("-happened_on", "-pk")
        yield one, rows.count(), [one.line(row) for row in rows[:SHOWN]]


def result_paper(act: Act, made: Assessment) -> Paper:
    rows = tuple(
        (str(row.place or "—"), row.agency.name, str(row.total if row.total is not None else "评审中"))
        for row in ranking(act, made)
    )
    state = f"{made.get_state_display()}" + (
        f"，异议期至{made.objections_until}" if made.state == State.PUBLISHED else ""
    )
    return Paper(
        f"{made.title}结果", made.agency.name, made.final_on or made.published_on or act.today,
        (Text(f"本表为{state}。"), Table(("名次", "单位", "得分"), rows, frozenset({0, 2}), "得分和名次")),
    )  # fmt: skip
