"""What this room offers to reports: decisions made in the period, and charges collected less refunds.

One row is one decision (one case with several kinds of penalty is one; a decision later revoked still counts, domain 4.3).
All four are counted from the covering index (agency, day, key, batch, superseding batch).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.decisions.lines import detail, line
from gongkai.decisions.models import (
    AdministrativeCharge,
    CoercionRecord,
    DecisionVersion,
    PenaltyRecord,
    PermitRecord,
    Revocation,
)
from gongkai.law.publicity import Publicity
from gongkai.measures.registry import Measure, Question


def _records(model: type[DecisionVersion]) -> Callable[[Question], QuerySet[Any]]:
    def records(question: Question) -> QuerySet[Any]:
        return (
            model.objects.known_at(question.as_of, question.agency_ids)
            .happened(question.first, question.last_known)
            .filter(agency_id__in=question.agency_ids)
        )

    return records


def _public(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those to be published (law/publicity.py) and not revoked since."""
    revoked = Revocation.objects.filter(
        document_number=OuterRef("document_number"), agency=OuterRef("agency"), kind=rows.model.KIND,
        counterparty_index=OuterRef("counterparty_index"),
    )  # fmt: skip
    return rows.filter(~Exists(revoked), publicity=Publicity.PUBLISH.value)


def _decisions(name: str, label_zh: str, means: str, model: type[DecisionVersion]) -> Measure:
    return Measure(name, label_zh, "件", means, _records(model), line, detail, public=_public, bulk=True)


MEASURES: tuple[Measure, ...] = (
    _decisions("decisions.permits", "行政许可决定", "本期作出的行政许可决定", PermitRecord),
    _decisions("decisions.penalties", "行政处罚决定", "本期作出的行政处罚决定", PenaltyRecord),
    _decisions("decisions.coercion", "行政强制决定", "本期作出的行政强制措施和行政强制执行决定", CoercionRecord),
    Measure(
        "decisions.charges", "行政事业性收费", "分", "本期收取（减去退还）的行政事业性收费",
        _records(AdministrativeCharge), line, detail, amount="amount_fen", public=_public, bulk=True,
    ),
)  # fmt: skip
