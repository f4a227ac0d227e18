"""From collecting to publication and correction (domain 4.8): who may do what, what blocks, what is frozen."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.annual_report.document import from_payload
from gongkai.annual_report.models import ReportState, ReportVersion
from gongkai.annual_report.proofs import broken
from gongkai.annual_report.tests.things import Thing, add
from gongkai.annual_report.usecases.approve_report import approve_report
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.check_report import check_report
from gongkai.annual_report.usecases.correct_report import correct_report
from gongkai.annual_report.usecases.explain_warning import explain_warning
from gongkai.annual_report.usecases.name_figure import name_figure
from gongkai.annual_report.usecases.publish_report import publish_report
from gongkai.annual_report.usecases.write_section import write_section
from gongkai.audit.log import verify
from gongkai.audit.models import AuditLine
from gongkai.editions.models import Edition, Publication

PERMITS = "table2.art20_5.permits.decisions"
OVERVIEW = "{年度}年共公开信息{overview.portal_items}条，作出行政许可{overview.permits}件。"
pytestmark = pytest.mark.usefixtures("things_count")


@pytest.fixture
def annual(cast):
    """A report of 2022 begun in January 2023, its overview written."""
    add(cast.office, "catalogue.items_published", date(2022, 3, 1))
    add(cast.police, "decisions.permits", date(2022, 4, 1))
    add(cast.police, "decisions.penalties", date(2022, 4, 1))
    cast.on(date(2023, 1, 12))
    report = begin_report(act=cast.act(Role.DRAFTER), agency=cast.government, year=2022)
    write_section(act=cast.act(Role.DRAFTER), report_id=report.id, key="overview", text=OVERVIEW)
    return report


def checked(cast, annual):
    return check_report(act=cast.act(Role.FIRST_REVIEWER), report_id=annual.id)


def approved(cast, annual):
    checked(cast, annual)
    return approve_report(act=cast.act(Role.APPROVER), report_id=annual.id)


def published(cast, annual):
    approved(cast, annual)
    return publish_report(act=cast.act(Role.PUBLISHER), report_id=annual.id)


def test_the_way_of_a_report_with_four_people(cast, annual) -> None:
    publication = published(cast, annual)
    annual.refresh_from_db()
    assert annual.state == ReportState.PUBLISHED
    assert (publication.column, publication.title) == ("nb", "温县人民政府2022年政府信息公开工作年度报告")
    events = list(
        AuditLine.objects.filter(event__startswith="report.").order_by("sequence").values_list("event", flat=True)
    )
    assert events == ["report.begun", "report.section_written", "report.checked", "report.approved", "report.published"]
    assert list(verify()) == []


def test_the_public_edition_holds_text_tables_and_findings(cast, annual) -> None:
    payload = published(cast, annual).current.payload
    assert payload["figures"][PERMITS] == 1
    assert len(payload["figures"]) == 218
    document = from_payload(payload["document"])
    assert (
        "".join(piece.text for piece in document.sections[0].paragraphs[0]) == "2022年共公开信息1条，作出行政许可1件。"
    )
    assert [section.heading for section in document.sections][1] == "二、主动公开政府信息情况"
    assert any(cell.key == PERMITS and cell.text == "1" for row in document.sections[1].table.rows for cell in row)
    assert {finding["id"] for finding in payload["identities"]} >= {"T3-1", "N-1", "A-1"}


def test_what_was_approved_does_not_follow_the_records_any_more(cast, annual) -> None:
    version = approved(cast, annual)
    add(cast.police, "decisions.permits", date(2022, 5, 1), recorded=date(2023, 2, 1))
    version.refresh_from_db()
    assert version.figures[PERMITS] == 1
    assert version.proofs[PERMITS]["count"] == 1
    assert broken(version, (cast.police.id, cast.office.id)) == []


def test_a_frozen_ledger_that_was_changed_behind_the_systems_back_is_named(cast, annual) -> None:
    version = approved(cast, annual)
    agencies = (cast.police.id, cast.office.id)
    Thing.objects.filter(what="decisions.penalties").delete()
    assert broken(version, agencies) == ["table2.art20_6.penalties.decisions"]
    add(cast.police, "decisions.penalties", date(2022, 4, 1))
    assert broken(version, agencies) == ["table2.art20_6.penalties.decisions"]


def test_a_failing_error_blocks_on_the_server(cast, annual) -> None:
    add(cast.police, "requests.received", date(2022, 5, 1), recorded=date(2023, 1, 12), ended_on=date(2022, 5, 20))
    with pytest.raises(Refused) as refused:
        checked(cast, annual)
    assert "T3-1 table3.*.natural_person" in [reason.field for reason in refused.value.reasons]
    annual.refresh_from_db()
    assert annual.state == ReportState.DRAFTED


def test_a_failing_error_that_comes_up_after_the_check_blocks_the_approval(cast, annual) -> None:
    checked(cast, annual)
    add(cast.police, "requests.received", date(2022, 5, 1), recorded=date(2023, 1, 12), ended_on=date(2022, 5, 20))
    with pytest.raises(Refused, match="不成立"):
        approve_report(act=cast.act(Role.APPROVER), report_id=annual.id)
    assert not ReportVersion.objects.exists()


def test_a_failing_warning_needs_a_written_reason(cast, annual) -> None:
    name_figure(
        act=cast.act(Role.DRAFTER),
        report_id=annual.id,
        key=f"enforcement.{PERMITS}",
        value=3,
        source="2022年度行政执法总体情况",
    )
    with pytest.raises(Refused, match="1 = 3 不成立，需书面说明原因"):
        checked(cast, annual)
    with pytest.raises(Refused, match="请写明具体原因"):
        explain_warning(act=cast.act(Role.DRAFTER), report_id=annual.id, identity="X-4", scope=PERMITS, reason="无")
    explain_warning(
        act=cast.act(Role.DRAFTER), report_id=annual.id, identity="X-4", scope=PERMITS, reason="执法总体情况含上年12月"
    )
    assert approved(cast, annual).explanations == [
        {"identity": "X-4", "scope": PERMITS, "reason": "执法总体情况含上年12月"}
    ]


def test_an_error_cannot_be_explained_away(cast, annual) -> None:
    with pytest.raises(Refused, match="其余须改正"):
        explain_warning(
            act=cast.act(Role.DRAFTER), report_id=annual.id, identity="T3-1", scope="x", reason="统计口径不同"
        )


def test_blank_cells_block(cast, annual, monkeypatch) -> None:
    monkeypatch.setattr("gongkai.measures.registry._measures", {})
    with pytest.raises(Refused, match="表格不得留空"):
        checked(cast, annual)


def test_nobody_does_two_of_the_four_acts(cast, annual) -> None:
    every_role = (Role.DRAFTER, Role.FIRST_REVIEWER, Role.APPROVER, Role.PUBLISHER)
    act = cast.act(*every_role)
    write_section(act=act, report_id=annual.id, key="problems", text="专职人员较少。")
    with pytest.raises(Refused, match="拟稿人不能审核"):
        check_report(act=act, report_id=annual.id)
    second = cast.act(*every_role, who="乙")
    check_report(act=second, report_id=annual.id)
    with pytest.raises(Refused, match="拟稿人不能签发"):
        approve_report(act=act, report_id=annual.id)
    with pytest.raises(Refused, match="审核人不能签发"):
        approve_report(act=second, report_id=annual.id)
    third = cast.act(*every_role, who="丙")
    approve_report(act=third, report_id=annual.id)
    with pytest.raises(Refused, match="签发人不能发布"):
        publish_report(act=third, report_id=annual.id)


def test_a_drafter_stays_one_when_another_saves_the_part_again(cast, annual) -> None:
    first = cast.act(Role.DRAFTER, Role.FIRST_REVIEWER, Role.APPROVER, who="甲")
    write_section(act=first, report_id=annual.id, key="problems", text="专职人员较少。")
    write_section(act=cast.act(Role.DRAFTER), report_id=annual.id, key="problems", text="专职人员较少，")
    with pytest.raises(Refused, match="拟稿人不能审核"):
        check_report(act=first, report_id=annual.id)
    checked(cast, annual)
    with pytest.raises(Refused, match="拟稿人不能签发"):
        approve_report(act=first, report_id=annual.id)


def test_half_a_year_is_neither_checked_nor_approved(cast, annual) -> None:
    with pytest.raises(Refused, match="早于 2022-12-31，全年数据尚不完整"):
        check_report(act=cast.act(Role.FIRST_REVIEWER), report_id=annual.id, as_of=date(2022, 12, 30))
    checked(cast, annual)
    with pytest.raises(Refused, match="早于 2022-12-31，全年数据尚不完整"):
        approve_report(act=cast.act(Role.APPROVER), report_id=annual.id, as_of=date(2022, 6, 30))
    assert approve_report(act=cast.act(Role.APPROVER), report_id=annual.id, as_of=date(2022, 12, 31)).number == 1


def test_roles_and_agencies_are_kept_apart(cast, annual) -> None:
    with pytest.raises(NotAllowed):
        approve_report(act=cast.act(Role.DRAFTER), report_id=annual.id)
    with pytest.raises(NotFound):
        check_report(act=cast.act(Role.FIRST_REVIEWER, agency=cast.neighbour), report_id=annual.id)
    with pytest.raises(NotAllowed):
        begin_report(act=cast.act(Role.DRAFTER, agency=cast.police), agency=cast.government, year=2021)
    with pytest.raises(Refused, match="已经建立"):
        begin_report(act=cast.act(Role.DRAFTER), agency=cast.government, year=2022)


def test_a_change_after_the_check_asks_for_another_check(cast, annual) -> None:
    checked(cast, annual)
    write_section(act=cast.act(Role.DRAFTER), report_id=annual.id, key="problems", text="专职人员较少。")
    with pytest.raises(Refused, match="已拟稿"):
        approve_report(act=cast.act(Role.APPROVER), report_id=annual.id)


def test_text_is_bound_to_figures(cast, annual) -> None:
    act = cast.act(Role.DRAFTER)
    with pytest.raises(Refused, match=r"overview\.portal_itens.*overview\.portal_items"):
        write_section(act=act, report_id=annual.id, key="overview", text="公开{overview.portal_itens}条")
    written = write_section(
        act=act, report_id=annual.id, key="overview", text="公开信息1条，行政许可{overview.permits}件。"
    )
    assert [number.text for number in written.bare_numbers] == ["1"]
    with pytest.raises(Refused, match="可选：overview"):
        write_section(act=act, report_id=annual.id, key="overwiev", text="x")


def test_a_figure_the_text_names_must_be_entered(cast, annual) -> None:
    act = cast.act(Role.DRAFTER)
    write_section(act=act, report_id=annual.id, key="overview.safeguards", text="全年开展培训{overview.trainings}次。")
    with pytest.raises(Refused, match="开展政务公开培训"):
        checked(cast, annual)
    with pytest.raises(Refused, match="不能手工录入"):
        name_figure(act=act, report_id=annual.id, key="overview.portal_items", value=9, source="x")
    name_figure(act=act, report_id=annual.id, key="overview.trainings", value=2, source="培训通知两份")
    payload = published(cast, annual).current.payload
    (part,) = [part for part in payload["document"]["sections"][0]["parts"] if part["key"] == "overview.safeguards"]
    assert part["paragraphs"][0] == [
        {"text": "全年开展培训", "key": None}, {"text": "2", "key": "overview.trainings"}, {"text": "次。", "key": None},
    ]  # fmt: skip


def test_parts_of_a_total_are_checked_as_the_drafter_chose(cast, annual) -> None:
    act = cast.act(Role.DRAFTER)
    text = "公开信息{overview.portal_items}条，其中召开新闻发布会{overview.press_conferences}场。"
    breakdown = {"total": "overview.portal_items", "parts": ["overview.press_conferences"], "kind": "partial"}
    name_figure(act=act, report_id=annual.id, key="overview.press_conferences", value=4, source="台账")
    write_section(act=act, report_id=annual.id, key="overview", text=text, breakdowns=[breakdown])
    with pytest.raises(Refused, match="其中"):
        checked(cast, annual)


def test_a_correction_is_a_new_version_with_old_and_new_value(cast, annual) -> None:
    publication = published(cast, annual)
    with pytest.raises(Refused, match="没有可更正的内容"):
        correct_report(act=cast.act(Role.APPROVER), report_id=annual.id, reason="核对")
    cast.on(date(2023, 4, 10))
    add(cast.police, "decisions.permits", date(2022, 12, 30), recorded=date(2023, 4, 9))
    second = correct_report(act=cast.act(Role.APPROVER), report_id=annual.id, reason="县公安局补报12月许可")
    assert second.number == 2
    change = {"kind": "figure", "key": PERMITS, "label": "行政许可 / 本年处理决定数量", "old": 1, "new": 2}
    assert second.changes == [{**change, "reason": "县公安局补报12月许可", "on": "2023-04-10"}]
    publication.refresh_from_db()
    assert publication.current.number == 1
    publish_report(act=cast.act(Role.PUBLISHER), report_id=annual.id)
    publication.refresh_from_db()
    assert publication.current.number == 2
    note = "2023-04-10更正：行政许可 / 本年处理决定数量由1更正为2。原因：县公安局补报12月许可"
    assert publication.current.note == note
    assert publication.current.payload["document"]["notes"] == [note]
    assert [version.figures[PERMITS] for version in annual.versions.all()] == [1, 2]
    assert Edition.objects.get(publication=publication, number=1).payload["figures"][PERMITS] == 1
    annual.refresh_from_db()
    assert annual.state == ReportState.CORRECTED


def test_nothing_is_published_before_it_is_approved(cast, annual) -> None:
    checked(cast, annual)
    with pytest.raises(Refused, match="没有待发布的已签发版本"):
        publish_report(act=cast.act(Role.PUBLISHER), report_id=annual.id)
    assert not Publication.objects.exists()


def test_the_next_year_looks_back_at_the_frozen_figures(cast, annual) -> None:
    add(cast.police, "requests.received", date(2022, 12, 20), recorded=date(2023, 1, 12))
    approved(cast, annual)
    Thing.objects.filter(what="requests.received").update(category="commercial_enterprise")
    cast.on(date(2024, 1, 12))
    following = begin_report(act=cast.act(Role.DRAFTER), agency=cast.government, year=2023)
    write_section(act=cast.act(Role.DRAFTER), report_id=following.id, key="problems", text="专职人员较少。")
    with pytest.raises(Refused) as refused:
        checked(cast, following)
    fields = [reason.field for reason in refused.value.reasons]
    assert "X-1 table3.*.natural_person" in fields
    assert "X-1 table3.*.commercial_enterprise" in fields
