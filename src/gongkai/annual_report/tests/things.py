"""Synthetic measures: one small table of counted things stands in for all rooms, so that a test says exactly what exists."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.clock import end_of_day, start_of_day
from gongkai.measures.facts import Fact
from gongkai.measures.registry import Measure, Question, RecordDetail, RecordLine, UnknownMeasure
from gongkai.numbering.keys import KeyField


class Thing(Fact):
    """Something counted by the measure ``what``; ``ended_on`` lets it be open from one day to another."""

    id = KeyField()
    # No constraint in the database: emptying the agencies after a test that really commits must not stumble over this table.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    what = models.CharField(max_length=60)
    category = models.CharField(max_length=60, default="natural_person")
    row = models.CharField(max_length=60, blank=True)
    amount = models.BigIntegerField(default=0)
    ended_on = models.DateField(null=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        app_label = "report_things"  # not installed: no migration is ever made for it
        db_table = "test_report_thing"


def add(agency: Agency, what: str, on: date, recorded: date | None = None, **fields: object) -> Thing:
    """One thing, recorded on the day it happened unless told otherwise."""
    moment = start_of_day(recorded or on) + timedelta(hours=9)
    return Thing.objects.create(agency=agency, what=what, happened_on=on, recorded_at=moment, **fields)


def supersede(thing: Thing, moment: datetime) -> None:
    Thing.objects.filter(pk=thing.pk).update(superseded_at=moment)


def _line(thing: Thing) -> RecordLine:
    url = f"/content/{thing.pk}.html" if thing.is_public else ""
    return RecordLine(thing.pk, thing.happened_on, thing.agency_id, f"No.{thing.pk}", thing.what, public_url=url)


def _in_period(name: str):
    def records(question: Question) -> QuerySet[Thing]:
        rows = Thing.objects.known_at(question.as_of).filter(what=name, agency_id__in=question.agency_ids)
        return rows.happened(question.first, question.last_known)

    return records


def _open_at(name: str, end: bool):
    """Things of ``name`` that had begun and not ended by the end (or before the beginning) of the period."""

    def records(question: Question) -> QuerySet[Thing]:
        day = question.last_known if end else question.first - timedelta(days=1)
        rows = Thing.objects.known_at(question.as_of).filter(what=name, agency_id__in=question.agency_ids)
        return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), happened_on__lte=day)

    return records


def _measure(name: str, records=None, **options) -> Measure:
    return Measure(
        name, name, "件", "a test thing", records or _in_period(name), _line, lambda thing: RecordDetail(_line(thing), ()),
        public=lambda rows: rows.filter(is_public=True), **options,
    )  # fmt: skip


_CATEGORY = {"category": "category"}
_PLAIN = (
    "catalogue.interpretations_published", "decisions.permits", "engagement.consultations", "engagement.consultation_opinions",
    "engagement.interviews", "engagement.letters_received", "engagement.letters_closed", "newmedia.accounts",
    "oversight.major_incidents", "decisions.coercion",
)  # fmt: skip
MEASURES = {
    measure.name: measure
    for measure in (
        *map(_measure, _PLAIN),
        _measure("catalogue.items_published", dimensions={"column": "category"}),
        _measure("newmedia.posts", dimensions={"account_role": "row", "platform": "category"}),
        _measure("catalogue.documents_issued", dimensions={"document_type": "category"}),
        _measure("catalogue.documents_ended", dimensions={"document_type": "category"}),
        _measure("catalogue.documents_in_force", _open_at("catalogue.documents_issued", True), dimensions={"document_type": "category"}),
        _measure("decisions.penalties", bulk=True),
        _measure("decisions.charges", amount="amount", bulk=True),
        _measure("requests.received", dimensions=_CATEGORY),
        _measure("requests.carried_in", _open_at("requests.received", False), dimensions=_CATEGORY),
        _measure("requests.carried_out", _open_at("requests.received", True), dimensions=_CATEGORY),
        _measure("requests.closed", dimensions={**_CATEGORY, "row": "row"}),
        _measure("requests.fees_collected", amount="amount"),
        _measure("remedies.concluded", dimensions={"block": "category", "result": "row"}),
        _measure("remedies.pending", dimensions={"block": "category"}),
    )
}  # fmt: skip


def lookup(name: str) -> Measure:
    if name not in MEASURES:
        raise UnknownMeasure(name)
    return MEASURES[name]


def known_after(day: date) -> datetime:
    return end_of_day(day)
