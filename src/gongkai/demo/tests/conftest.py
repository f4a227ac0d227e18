"""The small demonstration, built once for each module that asks for it; each test works on a copy that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.rights import act_of
from gongkai.annual_report.assess import assess
from gongkai.annual_report.compute import Report, compute
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Item
from gongkai.clock import ScenarioClock
from gongkai.demo import days
from gongkai.demo.build import Summary, build
from gongkai.demo.scale import SMALL
from gongkai.demo.wipe import make_empty
from gongkai.engagement.models import Letter
from gongkai.requests.models import InformationRequest

LATER = date(2023, 3, 1)


@dataclass(frozen=True)
class Built:
    """The summary, what a reader sees of it, and what the bar was told."""

    summary: Summary
    fingerprint: object
    told: list[tuple[int, int, str]]


@pytest.fixture(scope="module")
def built(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Built]:
    with django_db_blocker.unblock():
        told: list[tuple[int, int, str]] = []
        summary = build(lambda done, total, message: told.append((done, total, message)), scale=SMALL)
        yield Built(summary, fingerprint(), told)
        make_empty()


def fingerprint() -> object:
    """What a reader could tell two builds apart by: titles, numbers, days; never keys or codes that are drawn by chance."""
    return (
        list(Item.objects.order_by("index_number", "document_number", "title").values_list("title", "index_number", "published_on")),
        list(InformationRequest.objects.order_by("number").values_list("number", "subject", "date_of_receipt", "state")),
        list(Letter.objects.order_by("number").values_list("number", "submitted_on", "answered_on", "closed_on", "state")),
    )  # fmt: skip


@dataclass(frozen=True)
class County:
    """The built county on a day after its report, with its figures as of any day."""

    agency: Agency
    today: date = LATER

    def report(self, as_of: date | None = None) -> Report:
        return compute(self.agency, 2022, as_of=as_of, today=self.today)

    def figure(self, key: str, as_of: date | None = None) -> Any:
        return self.report(as_of).values[key]

    def broken(self) -> list[str]:
        """Identities that fail."""
        return [finding.id for finding in assess(self.report(), None) if finding.holds is False]

    def act(self, username: str, day: date = LATER) -> Act:
        officer = Officer.objects.select_related("agency").get(username=username)
        return act_of(officer, ScenarioClock(days.at(day, 10 * 60)))


@pytest.fixture
def county(built: Built, db: None) -> County:
    return County(Agency.objects.get(code="wenxian"))
