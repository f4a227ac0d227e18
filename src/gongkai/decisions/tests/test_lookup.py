"""Look-up of public decisions: what is found by what, what never is, pages that continue, indexes that serve each search."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.decisions.lookup import Sought, look_up, names_beginning, read_cursor, walk
from gongkai.decisions.models import ImportBatch, Kind, PenaltyRecord
from gongkai.decisions.public import PUBLIC_KINDS, Standing, standing
from gongkai.decisions.tests.factories import ENTERPRISE, load, on_person, penalty, write_csv
from gongkai.decisions.usecases.revoke_decision import revoke_decision

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def numbers(sought: Sought, size: int = 20, today: date = TODAY) -> list[str]:
    return [record.document_number for record in look_up(sought, today, size).records]


def open_persons(cast: Cast) -> None:
    choose_setting(
        act=system_act("test", cast.clock), agency=cast.market, name="publicity.natural_persons", value=True, since=TODAY
    )  # fmt: skip


def test_an_organisation_is_found_by_number_code_name_organ_and_day(cast: Cast, file: Path) -> None:
    other = penalty(cast.market, "2号", CF_XDR_MC="温县岳村商店", CF_JDRQ="2022-02-11")
    load(cast, write_csv(file, [penalty(cast.market, "1号"), other]))
    assert numbers(Sought(document_number=" １号 ")) == ["1号"]
    assert numbers(Sought(code=ENTERPRISE)) == ["2号", "1号"]
    assert numbers(Sought(name="温县春华商贸有限公司")) == ["1号"]
    assert numbers(Sought(agency_id=cast.market.pk, first=date(2022, 2, 11))) == ["2号"]
    assert numbers(Sought(last=date(2022, 2, 10))) == ["1号"]
    assert numbers(Sought(kind=Kind.PERMIT)) == []
    assert numbers(Sought(agency_id=cast.police.pk)) == []
    assert numbers(Sought(name="温县春华商贸有限公司", agency_id=cast.police.pk)) == []


def test_part_of_a_name_finds_nothing_but_names_to_choose_from(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    assert numbers(Sought(name="温县春华")) == []
    assert names_beginning("温县春华", TODAY) == ["温县春华商贸有限公司"]
    assert names_beginning("温", TODAY) == names_beginning("=1", TODAY) == names_beginning("春华", TODAY) == []


def test_persons_summary_and_minor_cases_are_not_found(cast: Cast, file: Path) -> None:
    rows = [
        on_person(penalty(cast.market, "人")), penalty(cast.market, "简", BZ="适用简易程序"),
        penalty(cast.market, "轻", CF_CFLB="警告", CF_NR_FK=""),
    ]  # fmt: skip
    load(cast, write_csv(file, [row | {"BZ": row.get("BZ", "")} for row in rows]))
    assert numbers(Sought()) == []
    assert [numbers(Sought(document_number=one)) for one in ("人", "简", "轻")] == [[], [], []]


def test_where_the_agency_chose_so_a_person_is_found_by_document_number_only(cast: Cast, file: Path) -> None:
    child = on_person(penalty(cast.market, "童"), card="410825200801010019")
    load(cast, write_csv(file, [on_person(penalty(cast.market, "人")), child]))
    open_persons(cast)
    assert numbers(Sought(document_number="人")) == ["人"]
    assert numbers(Sought(document_number="童")) == []
    assert numbers(Sought(name="张春明")) == numbers(Sought(document_number="人", name="张春明")) == []
    assert numbers(Sought()) == numbers(Sought(agency_id=cast.market.pk)) == []
    # a day before the choice holds nothing was chosen
    assert numbers(Sought(document_number="人"), today=date(2022, 2, 28)) == []


def test_a_trader_under_the_own_name_is_listed_and_not_found_by_that_name(cast: Cast, file: Path) -> None:
    trader = {"CF_XDR_LB": "个体工商户", "CF_FRDB": "欧阳疏影"}
    own = penalty(cast.market, "1号", CF_XDR_MC="欧阳疏影", **trader)
    shop = penalty(cast.market, "2号", CF_XDR_MC="温县疏影花店", **trader)
    load(cast, write_csv(file, [own, shop]))
    assert numbers(Sought(name="欧阳疏影")) == names_beginning("欧阳", TODAY) == []
    assert numbers(Sought(document_number="1号")) == ["1号"]
    assert sorted(numbers(Sought())) == ["1号", "2号"]
    assert numbers(Sought(name="温县疏影花店")) == ["2号"]


def test_a_person_whose_age_nobody_can_know_stays_hidden(cast: Cast, file: Path) -> None:
    row = on_person(penalty(cast.market, "人"), card="E12345678") | {"CF_XDR_ZJLX": "护照"}
    load(cast, write_csv(file, [row]))
    open_persons(cast)
    assert numbers(Sought(document_number="人")) == []


def test_revoked_and_ended_ones_are_gone(cast: Cast, file: Path) -> None:
    ending = penalty(cast.market, "2号") | {"CF_GSJZQ": "2022-02-28"}
    load(cast, write_csv(file, [penalty(cast.market, "1号") | {"CF_GSJZQ": ""}, ending]))
    assert numbers(Sought()) == ["1号"]
    assert numbers(Sought(), today=date(2022, 2, 28)) == ["2号", "1号"]
    revoke_decision(
        act=cast.act(Role.PUBLISHER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY, document_number="1号",
        ground="REVOKED", reason="复议撤销", on=TODAY,
    )  # fmt: skip
    assert numbers(Sought()) == []
    assert standing(PenaltyRecord.objects.get(document_number="1号"), TODAY) is Standing.REVOKED


def test_pages_continue_without_gap_or_repetition(cast: Cast, file: Path) -> None:
    days = ["2022-01-05", "2022-01-06", "2022-01-06", "2022-01-06", "2022-01-07", "2022-01-10", "2022-01-10"]
    load(cast, write_csv(file, [penalty(cast.market, f"{n}号", CF_JDRQ=day) for n, day in enumerate(days)]))
    seen, sought = [], Sought(agency_id=cast.market.pk)
    while True:
        page = look_up(sought, TODAY, 2)
        seen.append([record.document_number for record in page.records])
        if page.after is None:
            break
        sought = replace(sought, after=page.after)
    assert [len(page) for page in seen] == [2, 2, 2, 1]
    assert sorted(number for page in seen for number in page) == [f"{n}号" for n in range(7)]


def test_while_a_file_is_being_imported_the_old_state_stands(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    load(cast, write_csv(file, [penalty(cast.market, "1号", CF_NR_FK="0.9"), penalty(cast.market, "2号")]))
    ImportBatch.objects.filter(rows=2).update(state="STAGING", committed_at=None)
    assert numbers(Sought()) == numbers(Sought(document_number="1号")) == ["1号"]
    assert look_up(Sought(), TODAY).records[0].fine_fen == 500_000
    ImportBatch.objects.filter(rows=2).update(state="COMMITTED", committed_at="2022-03-01T00:00Z")
    assert numbers(Sought(document_number="1号")) == ["1号"]
    assert look_up(Sought(document_number="1号"), TODAY).records[0].fine_fen == 900_000


def test_a_page_looks_at_a_bounded_number_of_rows_and_the_next_goes_on(
    cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, rows in (("FIRST_CHUNK", 2), ("CHUNK", 2), ("MOST_ROWS", 4)):
        monkeypatch.setattr(f"gongkai.decisions.lookup.{name}", rows)
    over = [penalty(cast.market, f"止{n}", CF_JDRQ="2022-02-12") | {"CF_GSJZQ": "2022-02-20"} for n in range(5)]
    load(cast, write_csv(file, [*over, penalty(cast.market, "1号") | {"CF_GSJZQ": ""}]))
    first = look_up(Sought(), TODAY)
    assert (first.records, first.after is None) == ((), False)
    assert [one.document_number for one in look_up(Sought(after=first.after), TODAY).records] == ["1号"]


@pytest.mark.parametrize("kind", PUBLIC_KINDS)
@pytest.mark.parametrize("deep", [False, True])
def test_every_search_is_served_by_an_index(cast: Cast, kind: Kind, deep: bool) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's query plans")
    after = (date(2020, 1, 1), 5) if deep else None
    for sought, index in (
        (Sought(document_number="1号"), "_one_current"), (Sought(code=ENTERPRISE), "_code"), (Sought(name="某公司"), "_name"),
        (Sought(agency_id=1, last=TODAY), "_organ"), (Sought(last=TODAY), "_public"),
        (Sought(agency_id=1, first=date(2019, 1, 1), last=date(2021, 1, 1)), "_organ"),
    ):  # fmt: skip
        query, values = walk(kind, replace(sought, after=after))[:20].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query}", values)
            plan = [row[3] for row in cursor.fetchall()]
        ledger_lines = [line for line in plan if "decisions_batch" not in line]
        assert not [line for line in ledger_lines if line.startswith("SCAN ")], plan
        assert any(index in line for line in plan), plan
        sorts = [line for line in plan if "TEMP B-TREE" in line]
        assert not sorts or sought.document_number, plan


@pytest.mark.parametrize("text", ["", "2022-01-01", "2022-01-01.x", "x.0000000000001", "9999-99-99.0000000000001"])
def test_a_broken_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_cursor(text)


@pytest.mark.parametrize("text", ["=1+1", "无", "'=x"])
def test_what_no_ledger_can_hold_finds_nothing_instead_of_everything(cast: Cast, file: Path, text: str) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    assert numbers(Sought(document_number=text)) == []


def test_brackets_of_any_kind_find_the_number_and_the_name(cast: Cast, file: Path) -> None:
    partners = penalty(cast.market, "温市监罚决[2022]2号", CF_XDR_MC="温县春华会计师事务所（普通合伙）")
    load(cast, write_csv(file, [penalty(cast.market, "温市监罚决〔2022〕1号"), partners]))
    for typed in ("温市监罚决[2022]1号", "温市监罚决（2022）1号", "温市监罚决【2022】1号", "温市监罚决〔2022〕1号"):
        assert numbers(Sought(document_number=typed)) == ["温市监罚决〔2022〕1号"]
    assert numbers(Sought(document_number="温市监罚决〔2022〕2号")) == ["温市监罚决[2022]2号"]
    assert numbers(Sought(name="温县春华会计师事务所(普通合伙)")) == ["温市监罚决[2022]2号"]
    assert numbers(Sought(document_number="温市监罚决2022 1号")) == []


def test_a_name_whose_only_decision_was_revoked_is_not_offered(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    revoke_decision(
        act=cast.act(Role.PUBLISHER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY, document_number="1号",
        ground="REVOKED", reason="复议决定撤销", on=TODAY,
    )  # fmt: skip
    assert names_beginning("温县春华", TODAY) == []
