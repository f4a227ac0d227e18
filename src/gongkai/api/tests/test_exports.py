"""The bulk export: everything public, nothing that was taken down, in portions; a spreadsheet runs nothing of it."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from django.db import transaction
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.api import exports
from gongkai.editions.publish import withdraw
from gongkai.portal.tests.published import published

pytestmark = pytest.mark.django_db


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/api/v1/publications.csv{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig"))))  # type: ignore[attr-defined]


def test_everything_public_as_json_and_csv(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_PORTION", 2)
    for number in range(1, 6):
        published(cast, number)
    gone = published(cast, 6)
    with transaction.atomic():
        withdraw(
            act=cast.act(Role.PUBLISHER),
            subject_kind=gone.subject_kind,
            subject_id=gone.subject_id,
            state="WITHDRAWN_SILENTLY",
        )
    listed = json.loads(client.get("/api/v1/publications.json").getvalue())  # type: ignore[attr-defined]
    assert [one["title"] for one in listed] == [f"办法第{number}号" for number in range(1, 6)]
    assert listed[0]["payload"]["body_html"] == "<p>正文第1号</p>"
    line = rows(client)[0]
    assert (len(rows(client)), line["标题"], line["发文字号"], line["有效性"]) == (
        5,
        "办法第1号",
        "温政规〔2022〕1号",
        "有效",
    )
    assert line["发布时间"] == "2022-03-01 09:00"


def test_a_part_of_it_by_column_organ_and_year(client: Client, cast: Cast) -> None:
    published(cast, 1)
    published(cast, 2, column="A20-03", agency=cast.police)
    assert [line["发布机构"] for line in rows(client, "?organ=wenxian-gaj")] == ["温县公安局"]
    assert [line["栏目代码"] for line in rows(client, "?column=A20-03&year=2022")] == ["A20-03"]
    assert rows(client, "?year=2021") == []
    assert client.get("/api/v1/publications.csv?organ=nobody").status_code == 400


def test_a_title_that_looks_like_a_formula_is_only_a_text(client: Client, cast: Cast) -> None:
    published(cast, 1, title='=HYPERLINK("http://evil")')
    assert rows(client)[0]["标题"] == '\'=HYPERLINK("http://evil")'


def test_nothing_published_is_an_empty_list(client: Client, cast: Cast) -> None:
    assert json.loads(client.get("/api/v1/publications.json").getvalue()) == []  # type: ignore[attr-defined]
