"""Each identity holds on the published report, fails when one cell is moved, and is silent where a cell is unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.law.annual_report.blanks import ContradictoryBlank, infer, infer_blanks
from gongkai.law.annual_report.bounds import Bound, Stated
from gongkai.law.annual_report.figures import Figure
from gongkai.law.annual_report.findings import Breakdown, BreakdownKind, Finding, Severity
from gongkai.law.annual_report.identities import IDENTITIES, check, identity, touching
from gongkai.law.errors import LawError

Values = dict[str, Figure]
ENFORCEMENT = {
    "table2.art20_5.permits.decisions": 50867,
    "table2.art20_6.penalties.decisions": 179863,
    "table2.art20_6.coercion.decisions": 5706,
}


def failing(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(finding.id, finding.scope) for finding in findings if finding.holds is False}


def only(findings: list[Finding], id: str, scope: str) -> Finding:
    (finding,) = [one for one in findings if (one.id, one.scope) == (id, scope)]
    return finding


def before(figures: Values) -> Values:
    """The year before: nothing carried over, nineteen documents in force, as the published text implies."""
    previous: Values = {key: 0 for key in figures if key.startswith(("table3.carried_out", "table4."))}
    return previous | {"table2.art20_1.normative_documents.in_force": 19, "table2.art20_1.rules.in_force": 0}


def test_all_identities_hold_on_the_published_report(figures: Values) -> None:
    findings = check(figures, before(figures), ENFORCEMENT, fees_collected_yuan=0)
    assert {finding.holds for finding in findings} == {True}
    assert len(findings) == 7 + 7 + 25 + 3 + 7 + 2 + 3 + 3 + 2 + 1 + 1 + 1
    assert {finding.id for finding in findings} == {entry.id for entry in IDENTITIES} - {"A-1", "N-3"}


def test_the_expression_shows_the_arithmetic(figures: Values) -> None:
    findings = check(figures)
    assert only(findings, "T3-1", "table3.*.natural_person").expression == "62 + 0 = 62 + 0"
    assert only(findings, "T4-1", "table4.litigation_direct").expression == "2 = 1 + 0 + 1 + 0"
    assert only(findings, "T3-3", "table3.granted").expression == "17 = 16 + 1 + 0 + 0 + 0 + 0"
    assert only(findings, "X-2", "table2.art20_1.normative_documents").expression == "22 = 19 + 4 - 1"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("table3.new_received.natural_person", 61, {("T3-1", "table3.*.natural_person"), ("T3-3", "table3.new_received")}),
        ("table3.granted.natural_person", 17, {("T3-2", "table3.*.natural_person"), ("T3-3", "table3.granted")}),
        ("table4.reconsideration.pending", 1, {("T4-1", "table4.reconsideration")}),
        ("table3.carried_in.total", 1,
         {("T3-1", "table3.*.total"), ("T3-3", "table3.carried_in"), ("X-1", "table3.*.total"), ("N-2", "overview.completion_rate_percent")}),
        ("table2.art20_1.normative_documents.in_force", 23, {("X-2", "table2.art20_1.normative_documents")}),
        ("table2.art20_6.coercion.decisions", 5705, {("X-4", "table2.art20_6.coercion.decisions")}),
        ("overview.requests_handled", 64, {("N-1", "overview.requests_handled")}),
        ("overview.completion_rate_percent", 99, {("N-2", "overview.completion_rate_percent")}),
        ("overview.letters_closed", 595, {("N-4", "overview.letters_closed")}),
        ("other.processing_fee_yuan", 100, {("N-5", "other.processing_fee_yuan")}),
    ],
)  # fmt: skip
def test_one_moved_cell_fails_just_its_identities(
    figures: Values, key: str, value: int, expected: set[tuple[str, str]]
) -> None:
    previous = before(figures)
    figures[key] = value
    findings = check(figures, previous, ENFORCEMENT, fees_collected_yuan=0)
    assert failing(findings) == expected
    assert all(finding.likely_cause_zh for finding in findings if finding.holds is False)


def test_pending_cases_of_the_year_before_must_reappear(figures: Values) -> None:
    previous = before(figures) | {"table4.reconsideration.pending": 3}
    finding = only(check(figures, previous), "X-3", "table4.reconsideration")
    assert (finding.holds, finding.expression, finding.blocks) == (False, "2 >= 3", False)


def test_the_first_year_cannot_be_assessed_against_the_year_before(figures: Values) -> None:
    findings = [finding for finding in check(figures) if finding.id in ("X-1", "X-3", "X-4", "N-5")]
    assert {finding.holds for finding in findings} == {None}
    assert len(findings) == 7 + 3 + 3 + 1


def test_an_unknown_cell_is_no_zero(figures: Values) -> None:
    figures["table3.carried_out.natural_person"] = None
    finding = only(check(figures), "T3-1", "table3.*.natural_person")
    assert (finding.holds, finding.right, finding.expression) == (None, None, "62 + 0 = 62 + ?")


def test_errors_block_and_warnings_do_not(figures: Values) -> None:
    assert [entry.id for entry in IDENTITIES if entry.severity is Severity.WARNING] == ["X-2", "X-3", "X-4"]
    figures["table4.reconsideration.total"] = 3
    assert only(check(figures), "T4-1", "table4.reconsideration").blocks


def test_aggregate_equals_its_parts(figures: Values) -> None:
    key = "table2.art20_8.charges.amount_wan_yuan"
    parts: dict[str, list[Figure]] = {key: [Decimal("1000.0000"), Decimal("29.4273")], "table3.granted.total": [10, 6]}
    findings = [finding for finding in check(figures, parts=parts) if finding.id == "A-1"]
    assert [(one.scope, one.holds) for one in findings] == [(key, True), ("table3.granted.total", False)]
    assert findings[0].expression == "1029.4273 = 1000.0000 + 29.4273"


def test_an_approximate_statement_is_checked_by_its_bound(figures: Values) -> None:
    key = "overview.normative_documents_in_force"

    def holds(stated: Stated) -> bool | None:
        return only(check(figures, narrative={key: stated}), "N-1", key).holds

    assert holds(Stated(20, Bound.AT_LEAST, "余")) is True
    assert holds(Stated(23, Bound.AT_LEAST, "余")) is False
    assert holds(Stated(30, Bound.BELOW, "近")) is True
    assert holds(Stated(21, Bound.BELOW, "近")) is False
    assert holds(Stated(22)) is True


def test_an_offices_own_number_is_not_held_against_the_districts_table(figures: Values) -> None:
    key = "overview.requests_received"
    own = only(check(figures, narrative={key: Stated(17, same_scope=False)}), "N-1", key)
    assert (own.holds, own.expression) == (None, "17 = 63")
    assert only(check(figures, narrative={key: Stated(17)}), "N-1", key).holds is False


def test_a_rate_of_nothing_may_not_be_stated(figures: Values) -> None:
    for row in ("new_received", "carried_in", "results_total"):
        figures[f"table3.{row}.total"] = 0
    rate = "overview.completion_rate_percent"
    assert only(check(figures), "N-2", rate).holds is False
    figures[rate] = None
    assert only(check(figures), "N-2", rate).holds is None


@pytest.mark.parametrize(
    ("kind", "wechat", "weibo", "holds"),
    [
        (BreakdownKind.COMPLETE, 2000, 1662, True),
        (BreakdownKind.COMPLETE, 2000, 1600, False),
        (BreakdownKind.PARTIAL, 2000, 1600, True),
        (BreakdownKind.PARTIAL, 2000, 1700, False),
        (BreakdownKind.OVERLAPPING, 3000, 3000, True),
        (BreakdownKind.OVERLAPPING, 3663, 1, False),
        (BreakdownKind.COMPLETE, None, 1, None),
    ],
)
def test_parts_of_a_total_by_kind(
    figures: Values, kind: BreakdownKind, wechat: Figure, weibo: Figure, holds: bool | None
) -> None:
    parts = ("overview.policy_documents", "overview.notices")
    figures |= dict(zip(parts, (wechat, weibo), strict=True))
    finding = only(
        check(figures, breakdowns=[Breakdown("overview.portal_items", parts, kind)]), "N-3", "overview.portal_items"
    )
    assert finding.holds is holds


def test_approximate_parts_contradict_only_where_no_true_values_fit(figures: Values) -> None:
    breakdown = Breakdown("overview.portal_items", ("overview.notices",), BreakdownKind.COMPLETE)

    def holds(part: Stated) -> bool | None:
        narrative = {"overview.notices": part}
        return only(check(figures, narrative=narrative, breakdowns=[breakdown]), "N-3", "overview.portal_items").holds

    assert holds(Stated(3600, Bound.AT_LEAST, "余")) is True
    assert holds(Stated(3700, Bound.AT_LEAST, "余")) is False
    assert holds(Stated(3700, Bound.BELOW, "近")) is True
    assert holds(Stated(3600, Bound.BELOW, "近")) is False


def test_findings_of_one_cell(figures: Values) -> None:
    found = touching(check(figures), "table3.results_total.total")
    assert {finding.id for finding in found} == {"T3-1", "T3-2", "T3-3", "N-1", "N-2"}


def test_identity_by_name() -> None:
    assert identity("T3-1").severity is Severity.ERROR
    with pytest.raises(LawError, match="identity: 'T9' is not accepted; accepted: T3-1, "):
        identity("T9")


BLANK_ROWS = {"new_received": 62, "carried_in": 0, "granted": 16, "results_total": 62}


def test_the_four_blank_cells_of_the_published_report_follow(figures: Values) -> None:
    expected = {f"table3.{row}.natural_person": value for row, value in BLANK_ROWS.items()}
    assert infer_blanks(figures | dict.fromkeys(expected)) == expected
    assert infer(figures).values == {}


def test_a_filled_blank_opens_the_next(figures: Values) -> None:
    blank = {"table4.reconsideration.total": 2, "table3.granted.natural_person": 16, "table3.granted.total": 17}
    blank["table3.results_total.total"] = 63
    assert infer_blanks(figures | dict.fromkeys(blank)) == blank


def test_two_blanks_in_every_equation_stay_blank(figures: Values) -> None:
    blank = [
        f"table3.{row}.{column}"
        for row in ("granted", "unable.not_held")
        for column in ("natural_person", "commercial_enterprise")
    ]
    assert infer_blanks(figures | dict.fromkeys(blank)) == {}


def test_a_blank_with_two_values_is_refused(figures: Values) -> None:
    figures |= {"table3.granted.natural_person": None, "table3.granted.total": 18}
    with pytest.raises(ContradictoryBlank, match=r"17 by T3-3 in table3\.granted but 16 by T3-2"):
        infer_blanks(figures)
    assert set(infer(figures).contradictions) == {"table3.granted.natural_person"}


def test_a_blank_that_would_be_negative_is_refused(figures: Values) -> None:
    figures |= {"table4.reconsideration.upheld": None, "table4.reconsideration.total": 1}
    with pytest.raises(ContradictoryBlank, match="-1 by T4-1"):
        infer_blanks(figures)
