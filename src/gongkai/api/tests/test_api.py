"""The API: it conforms to its own OpenAPI document, pages continue, faults name the field and what is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.decisions.models import Kind
from gongkai.decisions.tests.factories import load, penalty, write_csv
from gongkai.decisions.usecases.revoke_decision import revoke_decision

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)
LISTS = ("/api/v1/decisions", "/api/v1/publications", "/api/v1/reports", "/api/v1/agencies")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("gongkai.api.decisions.today", lambda: TODAY)
    return Client()


@pytest.fixture
def three(cast: Cast, tmp_path: Path) -> Cast:
    days = ("2022-01-05", "2022-01-06", "2022-02-07")
    load(
        cast, write_csv(tmp_path / "f.csv", [penalty(cast.market, f"{n}号", CF_JDRQ=day) for n, day in enumerate(days)])
    )
    return cast


def items(client: Client, **asked: Any) -> list[str]:
    return [row["document_number"] for row in client.get("/api/v1/decisions", asked).json()["items"]]


def test_decisions_are_filtered_and_pages_continue(three: Cast, client: Client) -> None:
    first = client.get("/api/v1/decisions", {"limit": 2}).json()
    assert [row["document_number"] for row in first["items"]] == ["2号", "1号"]
    second = client.get("/api/v1/decisions", {"limit": 2, "after": first["after"]}).json()
    assert ([row["document_number"] for row in second["items"]], second["after"]) == (["0号"], None)
    assert items(client, first="2022-01-06", last="2022-01-31") == ["1号"]
    assert items(client, document_number="0号", organ="wenxian-scjgj") == ["0号"]
    assert items(client, kind="permit") == items(client, organ="wenxian-gaj") == []
    row = first["items"][0]
    assert (row["kind"], row["decided_on"], row["fields"]["CF_NR_FK"]) == ("penalty", "2022-02-07", "0.500000")
    assert client.get(f"/api/v1/decisions/penalty/{row['id']}").json() == row


@pytest.mark.parametrize(
    ("path", "field", "accepted"),
    [
        ("/api/v1/decisions?kind=charge", "kind", "permit, penalty or coercion"),
        ("/api/v1/decisions?first=2022", "first", "a day as YYYY-MM-DD, not after last"),
        ("/api/v1/decisions?first=20220301", "first", "a day as YYYY-MM-DD, not after last"),
        ("/api/v1/decisions?limit=101", "limit", "a whole number from 1 to 100"),
        ("/api/v1/decisions?limit=0", "limit", "a whole number from 1 to 100"),
        ("/api/v1/decisions?after=2022", "after", "the value of after in the answer before this one, unchanged"),
        (
            "/api/v1/decisions?organ=nobody",
            "organ",
            "the code of an agency as /api/v1/agencies lists it, for example wenxian-gaj",
        ),
        ("/api/v1/decisions/charge/0000000000001", "kind", "permit, penalty or coercion"),
        ("/api/v1/decisions/penalty/x", "id", "13 characters of 0-9 and a-z without i, l, o, u"),
        ("/api/v1/publications?after=1-x", "after", "the value of after in the answer before this one, unchanged"),
        ("/api/v1/publications?limit=9999", "limit", "a whole number from 1 to 100"),
        ("/api/v1/reports/1", "year", "a year of four digits, from 2008 to 2099"),
    ],
)
def test_a_fault_names_the_field_and_what_is_accepted(
    cast: Cast, client: Client, path: str, field: str, accepted: str
) -> None:
    response = client.get(path)
    assert response.status_code == 400
    assert [(fault["field"], fault["accepted"]) for fault in response.json()["errors"]] == [(field, accepted)]


def test_days_the_wrong_way_round_name_both(cast: Cast, client: Client) -> None:
    faults = client.get("/api/v1/decisions?first=2022-02-02&last=2022-02-01").json()["errors"]
    assert [fault["field"] for fault in faults] == ["first", "last"]


def test_a_revoked_decision_is_gone_and_one_that_never_was_is_not_found(three: Cast, client: Client) -> None:
    row = client.get("/api/v1/decisions", {"limit": 1}).json()["items"][0]
    revoke_decision(
        act=three.act(Role.PUBLISHER, agency=three.market), agency=three.market, kind=Kind.PENALTY, document_number="2号",
        ground="REVOKED", reason="复议撤销", on=TODAY,
    )  # fmt: skip
    gone = client.get(f"/api/v1/decisions/penalty/{row['id']}")
    assert (gone.status_code, "第四十八条第二款" in gone.json()["message"]) == (410, True)
    assert client.get("/api/v1/decisions/penalty/0000000000001").status_code == 404
    assert items(client) == ["1号", "0号"]


def test_agencies_are_listed_by_their_codes(cast: Cast, client: Client) -> None:
    assert "wenxian-scjgj" in [row["code"] for row in client.get("/api/v1/agencies").json()]


@pytest.mark.parametrize("path", LISTS)
def test_nothing_is_written_through_the_api(cast: Cast, client: Client, path: str) -> None:
    assert {client.generic(method, path).status_code for method in ("POST", "PUT", "DELETE", "PATCH")} == {405}


def test_the_document_names_every_address_and_every_refusal(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert set(paths) == {
        "/api/v1/agencies", "/api/v1/decisions", "/api/v1/decisions/{kind}/{id}", "/api/v1/publications",
        "/api/v1/publications.csv", "/api/v1/publications.json", "/api/v1/publications/{id}", "/api/v1/reports",
        "/api/v1/reports/{year}", "/api/v1/services",
    }  # fmt: skip
    assert all("400" in one["get"]["responses"] for path, one in paths.items() if path != "/api/v1/agencies")


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The application would close the test's own connection after each answer, as it does its own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("three", "kept_connection")
def test_answers_conform_to_the_document() -> None:
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in document.get_all_operations()]
    assert len(operations) == 10
    for operation in operations:
        answers_conform(operation)


def answers_conform(operation: Any) -> None:
    checks = schemathesis.checks
    unfit = [checks.unsupported_method, checks.positive_data_acceptance, checks.negative_data_rejection]

    @given(case=operation.as_strategy())
    @settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.call_and_validate(excluded_checks=unfit)

    holds()
