"""Importing a file: what comes in, what is refused by row, what the same or a corrected file does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from gongkai.agencies.errors import NotAllowed
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import system_act
from gongkai.audit.log import verify
from gongkai.audit.models import AuditLine
from gongkai.decisions.models import AdministrativeCharge, ImportBatch, PenaltyRecord
from gongkai.decisions.tests.factories import CARD, charge, load, on_person, penalty, write_csv
from gongkai.decisions.usecases.import_decisions import import_decisions
from gongkai.privacy.cipher import blind_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def test_an_enterprise_and_a_person(cast: Cast, file: Path) -> None:
    firm, person = penalty(cast.market, "1号"), on_person(penalty(cast.market, "2号"))
    report = load(cast, write_csv(file, [firm, person]))
    assert (report.rows, report.imported, report.new, report.rejected) == (2, 2, 2, [])
    first = PenaltyRecord.objects.get(document_number="1号")
    assert (first.counterparty_name, first.representative, first.fine_fen) == (
        "温县春华商贸有限公司",
        "李春华",
        500_000,
    )
    assert (first.happened_on, first.decision_year, first.region_code) == (date(2022, 2, 10), 2022, "410825")
    assert first.publicity == "PUBLISH"
    second = PenaltyRecord.objects.get(document_number="2号")
    assert (second.counterparty_name, second.person_name, second.person_id) == ("", "张春明", CARD)
    assert second.person_id_index == blind_index(CARD, "person id")
    assert second.publicity == "NATURAL_PERSON"


def test_a_persons_data_stands_nowhere_in_the_clear(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [on_person(penalty(cast.market))]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM decisions_penalty")
        stored = [bytes(v) if isinstance(v, memoryview | bytes) else str(v).encode() for v in cursor.fetchone()]
    assert "温县市场监督管理局".encode() in stored
    assert not any("张春明".encode() in value or CARD.encode() in value for value in stored)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_and_chinese_headings_in_another_order(cast: Cast, file: Path, encoding: str) -> None:
    row = dict(reversed(penalty(cast.market).items()))
    headings = {
        "CF_WSH": "行政处罚决定书文号", "CF_XDR_MC": "* 行政相对人名称", "CF_XDR_SHXYM": "行政相对人代码_1（统一社会信用代码）",
        "CF_NR_FK": "罚款金额（万元）", "CF_JDRQ": "处罚决定日期(必填)", "CF_CFLB": "处罚类别",
    }  # fmt: skip
    assert load(cast, write_csv(file, [row], encoding, headings)).new == 1
    assert PenaltyRecord.objects.get().counterparty_name == "温县春华商贸有限公司"


def test_a_title_line_above_the_headings_and_blank_lines_below(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market), penalty(cast.market, "2号", CF_NR_FK="0")])
    lines = file.read_text().splitlines()
    file.write_text("\n".join([f"2022年处罚台账{',' * 20}", *lines, "", ",,,,", "  , ,"]))
    report = load(cast, file, partial=True)
    assert (report.rows, report.new) == (2, 1)
    assert [(reject.row, reject.field) for reject in report.rejected] == [(4, "CF_NR_FK")]


def test_every_fault_of_a_row_is_told_with_line_field_value_and_reason(cast: Cast, file: Path) -> None:
    bad = on_person(penalty(cast.market, "2号", CF_CFLB="罚款、训诫", CF_JDRQ="2022-02-30"), card="410825198001010011")
    odd = on_person(penalty(cast.market, "3号"), card="410825198001010011")
    report = load(cast, write_csv(file, [penalty(cast.market), bad, odd]))
    assert [(r.row, r.field, r.value) for r in report.rejected] == [
        (3, "CF_CFLB", "罚款、训诫"), (3, "CF_JDRQ", "2022-02-30"), (4, "CF_XDR_ZJHM", "4108************11"),
    ]  # fmt: skip
    assert report.rejected[2].reason == "公民身份号码校验码应为0，现为1"


def test_all_or_nothing_by_default(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market, "1号"), penalty(cast.market, "2号", CF_NR_FK="")])
    report = load(cast, file)
    assert (report.imported, report.rejected_rows, PenaltyRecord.objects.count()) == (0, 1, 0)
    assert ImportBatch.objects.get().state == "FAILED"
    assert load(cast, file, partial=True).imported == 1
    assert PenaltyRecord.objects.get().document_number == "1号"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"CF_NR_FK": "0"}, "CF_NR_FK"),
        ({"CF_CFLB": "警告"}, "CF_NR_FK"),
        ({"CF_CFLB": "罚款、没收违法所得"}, "CF_NR_WFFF"),
        ({"CF_CFLB": "罚款、吊销许可证件"}, "CF_NR_ZKDX"),
        ({"CF_YXQ": "2022-02-09"}, "CF_YXQ"),
        ({"CF_JDRQ": "2022-03-02"}, "CF_JDRQ"),
        ({"CF_XDR_SHXYM": ""}, "CF_XDR_SHXYM"),
        ({"CF_FRDB": ""}, "CF_FRDB"),
        ({"CF_XDR_LB": "企业"}, "CF_XDR_LB"),
        ({"CF_XDR_LB": "自然人"}, "CF_XDR_ZJLX"),
        ({"CF_SY": " "}, "CF_SY"),
        ({"CF_XDR_MC": "长" * 201}, "CF_XDR_MC"),
    ],
)
def test_conditions_between_cells(cast: Cast, file: Path, changes: dict[str, str], field: str) -> None:
    report = load(cast, write_csv(file, [penalty(cast.market, **changes)]))
    assert field in [reject.field for reject in report.rejected]
    assert PenaltyRecord.objects.count() == 0


def test_another_units_decision_is_refused(cast: Cast, file: Path) -> None:
    report = load(cast, write_csv(file, [penalty(cast.police)]))
    assert [reject.field for reject in report.rejected] == ["CF_CFJGDM"]
    assert "只能导入本单位作出的决定" in report.rejected[0].reason


def test_a_subordinate_units_decision_is_the_agencys(cast: Cast, file: Path) -> None:
    brigade = cast.agency(
        "wenxian-scjg-dd", "温县市场监管综合行政执法大队", "执法大队", "county_department", cast.market
    )
    assert load(cast, write_csv(file, [penalty(brigade)])).imported == 1


def test_a_government_does_not_import_its_departments_decisions(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market)])
    report = import_decisions(act=system_act("导入", cast.clock), agency=cast.government, kind="penalty", path=file)
    assert [reject.field for reject in report.rejected] == ["CF_CFJGDM"]


def test_the_same_number_twice_in_a_file(cast: Cast, file: Path) -> None:
    report = load(cast, write_csv(file, [penalty(cast.market), penalty(cast.market, CF_NR_FK="0.6")]))
    assert [(r.row, r.field) for r in report.rejected] == [(3, "CF_WSH")]
    assert "与第2行" in report.rejected[0].reason


def test_one_document_with_two_counterparties(cast: Cast, file: Path) -> None:
    rows = [penalty(cast.market, CF_XDR_XH="1"), on_person(penalty(cast.market, CF_XDR_XH="2"))]
    assert load(cast, write_csv(file, rows)).new == 2
    assert sorted(PenaltyRecord.objects.values_list("counterparty_index", flat=True)) == [1, 2]


def test_the_same_file_twice_changes_nothing(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market, f"{n}号") for n in range(5)])
    load(cast, file)
    before = list(PenaltyRecord.objects.order_by("id").values_list("id", "batch", "superseded_by"))
    report = load(cast, file)
    assert (report.imported, report.unchanged) == (0, 5)
    assert list(PenaltyRecord.objects.order_by("id").values_list("id", "batch", "superseded_by")) == before


def test_the_same_values_written_otherwise_are_no_change(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market)]))
    again = penalty(cast.market, CF_JDRQ="2022年2月10日", CF_NR_FK="０．５０", CF_XDR_SHXYM="91410825200011468e")
    assert load(cast, write_csv(file, [again])).unchanged == 1


def test_a_changed_row_becomes_a_new_version_and_the_old_one_stays(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号"), penalty(cast.market, "2号")]))
    report = load(cast, write_csv(file, [penalty(cast.market, "1号", CF_NR_FK="0.3"), penalty(cast.market, "2号")]))
    assert (report.changed, report.unchanged) == (1, 1)
    versions = PenaltyRecord.objects.filter(document_number="1号").order_by("id")
    assert [version.fine_fen for version in versions] == [500_000, 300_000]
    assert [version.superseded_by_id for version in versions] == [report.batch_id, None]


def test_a_dry_run_writes_nothing(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market, "1号"), penalty(cast.market, "2号", CF_NR_FK="")])
    report = load(cast, file, dry_run=True)
    assert (report.new, report.rejected_rows, report.imported) == (1, 1, 0)
    assert (PenaltyRecord.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_one_audit_line_names_file_and_counts(cast: Cast, file: Path) -> None:
    report = load(cast, write_csv(file, [on_person(penalty(cast.market))]))
    line = AuditLine.objects.get(event="decisions.imported")
    assert line.chain == "wenxian-scjgj"
    assert line.facts["sha256"].replace("-", "") == report.file_sha256
    assert (line.facts["rows"], line.facts["new"], line.facts["kind"]) == (1, 1, "penalty")
    assert list(verify()) == []


def test_only_drafter_or_publisher_of_the_agency_imports(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market)])
    for act in (
        cast.act(Role.DRAFTER, agency=cast.police), cast.act(Role.AUDITOR, agency=cast.market),
        cast.act(Role.SYSTEM_ADMIN, agency=cast.market),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            import_decisions(act=act, agency=cast.market, kind="penalty", path=file)
    act = cast.act(Role.PUBLISHER, agency=cast.market)
    assert import_decisions(act=act, agency=cast.market, kind="penalty", path=file).imported == 1


def test_charges_and_refunds_by_file_are_exact(cast: Cast, file: Path) -> None:
    rows = [
        charge(cast.market, "1", SF_JE="0.10"), charge(cast.market, "2", SF_JE="0.20"),
        charge(cast.market, "3", SF_JE="0.10", SF_LB="退费", SF_YPJH="1"),
    ]  # fmt: skip
    assert load(cast, write_csv(file, rows), "charge").new == 3
    assert sorted(AdministrativeCharge.objects.values_list("amount_fen", flat=True)) == [-10, 10, 20]
    wrong = load(cast, write_csv(file, [charge(cast.market, "4", SF_LB="退费")]), "charge")
    assert [reject.field for reject in wrong.rejected] == ["SF_YPJH"]


def test_many_rows_over_several_chunks(cast: Cast, file: Path) -> None:
    write_csv(file, [penalty(cast.market, f"{n}号") for n in range(4_500)])
    assert load(cast, file).new == 4_500
    assert PenaltyRecord.objects.count() == 4_500


def test_an_older_file_with_one_column_for_the_card(cast: Cast, file: Path) -> None:
    row = on_person(penalty(cast.market))
    row["CF_FR_SFZH"], row["CF_XDR_SFZ"] = "", row.pop("CF_XDR_ZJHM")
    del row["CF_XDR_ZJLX"]
    assert load(cast, write_csv(file, [row])).imported == 1
    assert PenaltyRecord.objects.get().person_id_type == "身份证"
    wrong = row | {"CF_WSH": "2号", "CF_XDR_SFZ": "410825198001010011"}
    assert [reject.field for reject in load(cast, write_csv(file, [wrong])).rejected] == ["CF_XDR_ZJHM"]
