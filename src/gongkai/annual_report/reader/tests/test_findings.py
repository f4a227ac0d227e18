"""Findings by rule: what is wrong is named with both values; what a scope explains is a warning; a clean report is clean."""

from __future__ import annotations

import pytest

from gongkai.annual_report.reader.across import audit_all, previous_of
from gongkai.annual_report.reader.audit import audit, identities_of
from gongkai.annual_report.reader.findings import RULES, AuditFinding, Grade
from gongkai.annual_report.reader.reading import Reading, read_bytes
from gongkai.annual_report.reader.tests import samples
from gongkai.annual_report.reader.tests.damage import as_html, form

SEED = samples.form_figures(samples.SEED)
PARTS = "（一）主动公开\n（二）依申请公开\n{requests}\n（三）政府信息管理\n（四）政府信息公开平台建设\n（五）监督保障\n"


def report(
    issuer: str = "温县人民政府",
    year: int = 2022,
    overview: str = "",
    requests: str = "",
    problems: str = "",
    **cells: int,
) -> Reading:
    """A complete report with the seed's tables; ``cells`` by key with __ for the point."""
    figures = SEED | {key.replace("__", "."): value for key, value in cells.items()}
    head = f"{issuer}{year}年政府信息公开工作年度报告\n一、总体情况\n{overview}\n" + PARTS.format(requests=requests)
    tail = f"五、存在的主要问题及改进情况\n{problems}\n六、其他需要报告的事项\n无。"
    page = "".join(f"<p>{line}</p>" for line in head.splitlines()) + as_html(form(figures)).decode()
    return read_bytes(f"{issuer}{year}.html", (page + "".join(f"<p>{line}</p>" for line in tail.splitlines())).encode())


def found(reading: Reading, rule: str) -> list[AuditFinding]:
    return [one for one in audit(reading) if one.rule == rule]


def test_a_report_without_faults_has_no_findings() -> None:
    assert audit(report(requests="全年共办理依申请公开63件，均已全部回复，办结率100%。")) == []


def test_a_total_left_at_zero_is_named_as_such() -> None:
    (one,) = found(report(table4__reconsideration__total=0), "T4-1")
    assert (one.left, one.right, one.difference) == (0, 2, -2)
    assert one.severity is Grade.ERROR
    assert "仍为0" in one.likely_cause
    assert "行政复议" in one.message
    assert one.cells[0] == "table4.reconsideration.total"


def test_a_row_that_does_not_add_up_is_found_in_row_and_columns() -> None:
    broken = report(table3__granted__total=18)
    assert [(one.left, one.right) for one in found(broken, "T3-3")] == [(18, 17)]
    assert [(one.left, one.right) for one in found(broken, "T3-2")] == [(63, 64)]
    assert found(broken, "T3-1") == []


@pytest.mark.parametrize(
    ("sentence", "issuer", "severity"),
    [
        ("全年共办理依申请公开62件。", "温县人民政府", Grade.ERROR),
        ("县政府办公室共办理依申请公开17件。", "温县人民政府", Grade.WARNING),
        ("全年共办理依申请公开17件。", "温县人民政府", Grade.WARNING),
        ("全年共办理依申请公开17件。", "温县公安局", Grade.ERROR),
        ("全年共办理依申请公开64件。", "温县人民政府", Grade.ERROR),
    ],
)
def test_a_text_that_differs_from_the_table_is_a_warning_where_its_scope_explains_it(
    sentence, issuer, severity
) -> None:
    (one,) = found(report(issuer, requests=sentence), "N-1")
    assert one.severity is severity


def test_approximate_numbers_are_checked_as_bounds() -> None:
    assert found(report(requests="全年共办理依申请公开60余件。"), "N-1") == []
    assert len(found(report(requests="全年共办理依申请公开70余件。"), "N-1")) == 1


def test_a_rate_that_does_not_follow_from_the_table() -> None:
    (one,) = found(report(requests="全年共办理依申请公开63件，办结率95%。"), "N-2")
    assert (one.left, one.right) == (95, 100)


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("公开信息100条，其中政务动态60条，公告公示40条。", None),
        ("公开信息100条，其中政务动态30条，公告公示40条。", None),
        ("公开信息100条，其中政务动态60条，公告公示50条。", Grade.WARNING),
        ("公开信息100条，其中政务动态160条，公告公示50条。", Grade.ERROR),
        ("公开信息100条，其中分别为政务动态30条，公告公示40条。", Grade.WARNING),
        ("公开信息100余条，其中政务动态60条，公告公示50条。", None),
    ],
)
def test_parts_against_their_total(sentence, severity) -> None:
    assert [one.severity for one in found(report(overview=sentence), "N-3")] == ([severity] if severity else [])


def test_rules_below_a_city_with_districts() -> None:
    assert len(found(report(table2__art20_1__rules__in_force=3), "R-1")) == 1
    assert found(report("焦作市人民政府", table2__art20_1__rules__in_force=3), "R-1") == []


def test_years_of_another_report() -> None:
    assert len(found(report(overview="2021年，我县共公开信息5条。"), "Y-1")) == 1
    assert found(report(overview="2022年，我县公开信息5条，较2021年增长。"), "Y-1") == []
    assert len(found(report(problems="2022年，我县将继续努力做好公开工作。"), "Y-1")) == 1
    assert found(report(problems="2023年，我县将继续努力做好公开工作。"), "Y-1") == []


def test_a_basis_no_longer_in_force() -> None:
    old = "根据国办公开办函〔2019〕60号的要求编制本报告。"
    assert len(found(report(overview=old), "L-1")) == 1
    assert found(report(overview=old.replace("2019〕60", "2021〕30")), "L-1") == []


def test_the_year_before_is_used_where_it_is_given() -> None:
    before = report(year=2021, table3__carried_out__total=2, table2__art20_5__permits__decisions=500)
    now = report()
    findings = audit_all([now, before])[0]
    assert previous_of(now, [now, before]) is before
    assert [(one.left, one.right) for one in findings if one.rule == "X-1"] == [(0, 2)]
    assert [(one.left, one.right) for one in findings if one.rule == "J-1"] == [(50867, 500)]
    assert [one.rule for one in audit(now)] == []


def test_a_text_copied_from_another_year() -> None:
    sentences = "".join(
        f"我们认真做好第{name}方面的政府信息公开工作，成效明显，件数为7件。" for name in "甲乙丙丁戊己庚"
    )
    copied = audit_all([report(year=2021, overview=sentences), report(overview=sentences.replace("7", "8"))])
    assert [one.rule for one in copied[1] if one.rule == "C-1"] == ["C-1"]
    units = [report(issuer=f"温县第{number}局", overview=sentences) for number in "一二三"]
    assert [[one.rule for one in found if one.rule == "C-1"] for found in audit_all(units)] == [[], ["C-1"], ["C-1"]]
    (last,) = [one for one in audit_all(units)[2] if one.rule == "C-1"]
    assert "温县第一局2022.html”等2份有" in last.message
    own = audit_all([report(year=2021, overview=sentences), report(overview="今年各单位自行撰写，内容不同。" * 7)])
    assert [one for one in own[1] if one.rule == "C-1"] == []


def test_missing_sections_and_cells_are_named_once() -> None:
    reading = read_bytes("cut.txt", samples.content(samples.JIULONGPO))
    rules = [one.rule for one in audit(reading)]
    assert rules == ["TPL-1", "CMP-2", "CMP-2", "CMP-2"]
    assert all(one.holds is not False for one in identities_of(reading))


def test_the_undivided_row_still_adds_up_and_is_named() -> None:
    reading = read_bytes("hongze.txt", samples.content(samples.HONGZE))
    columns = [one for one in identities_of(reading) if one.id == "T3-2"]
    assert [one.holds for one in columns] == [True] * 7
    assert [one.rule for one in audit(reading)] == ["TPL-1", "TPL-5"]


def test_every_rule_has_a_name_and_every_finding_a_rule() -> None:
    assert all(rule.name_zh for rule in RULES.values())
    assert {"T3-1", "T3-2", "T3-3", "T4-1", "X-1", "N-1", "R-1", "C-1"} <= set(RULES)


def test_a_number_with_those_carried_in_is_a_matter_of_scope() -> None:
    """The seed's table has 63 new requests; three more were carried in here."""
    carried = {"table3__carried_in__natural_person": 3, "table3__carried_in__total": 3}
    (finding,) = found(report(requests="全年收到政府信息公开申请66件。", **carried), "N-1")
    assert (finding.severity, finding.left, finding.right) == (Grade.WARNING, 66, 63)
    assert "上年结转" in finding.likely_cause
    (finding,) = found(report(requests="全年收到政府信息公开申请67件。", **carried), "N-1")
    assert finding.severity is Grade.ERROR
    assert finding.message == (
        "正文“收到政府信息公开申请”写的是67，表格“一、本年新收政府信息公开申请数量 / 总计”是63，相差4。请核实。"
    )


def test_a_percentage_of_the_sentence_s_own_numbers_is_a_matter_of_scope() -> None:
    (finding,) = found(report(requests="受理申请62件，办结31件，办结率50%。"), "N-2")
    assert finding.severity is Grade.WARNING
    (finding,) = found(report(requests="受理申请62件，办结31件，办结率51%。"), "N-2")
    assert finding.severity is Grade.ERROR


def test_a_completion_rate_of_a_hundred_beside_requests_carried_on_may_be_of_those_that_were_due() -> None:
    (finding,) = found(report(requests="依申请公开工作办结率100%。", table3__results_total__total=60), "N-2")
    assert finding.severity is Grade.WARNING
    assert "按期办结率" in finding.likely_cause
    (finding,) = found(report(requests="依申请公开工作办结率99%。", table3__results_total__total=60), "N-2")
    assert finding.severity is Grade.ERROR


def test_the_period_of_another_year_is_named() -> None:
    (finding,) = found(report(overview="统计期限自2021年1月1日起至2021年12月31日止。"), "Y-1")
    assert (finding.left, finding.right) == (2021, 2022)
    assert found(report(overview="统计期限自2022年1月1日起至2022年12月31日止。"), "Y-1") == []


def test_a_heading_in_other_words_is_noted_not_missed() -> None:
    page = "<p>温县人民政府2022年政府信息公开工作年度报告</p><p>一、基本情况</p>" + as_html(form(SEED)).decode()
    reading = read_bytes("other.html", page.encode())
    (finding,) = found(reading, "TPL-6")
    assert "一、基本情况" in finding.message
    assert finding.severity is Grade.NOTE
