"""Single records are added, moved and taken out after the report: figures and identities follow, earlier days stay."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.models import Agency
from gongkai.catalogue.models import Item
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.decisions.usecases.import_decisions import import_decisions
from gongkai.demo.ledgers import Unit, write_ledger
from gongkai.engagement.models import LetterClosed
from gongkai.engagement.usecases.close_letter import reopen_letter
from gongkai.requests.applicants import Applicant, Application, Wanted
from gongkai.requests.models import InformationRequest
from gongkai.requests.usecases.correct_category import correct_category
from gongkai.requests.usecases.register import register
from gongkai.requests.usecases.reopen import reopen

BEFORE = date(2023, 2, 28)


def test_a_reopened_request_is_open_at_the_end_of_the_year(county):
    request = InformationRequest.objects.filter(
        agency__code="wenxian-zfb", closings__outcome="CLOSED_NOT_CORRECTED"
    ).get()
    InformationRequest.objects.filter(pk=request.pk).update(archived_on=None, state="CLOSED_NOT_CORRECTED")
    before = county.report(BEFORE).values
    reopen(act=county.act("head"), request_id=request.id, because="补正告知书送达有误")
    after = county.report().values
    assert (before["table3.other.not_corrected.total"], after["table3.other.not_corrected.total"]) == (1, 0)
    assert (before["table3.carried_out.total"], after["table3.carried_out.total"]) == (0, 1)
    assert (before["table3.results_total.total"], after["table3.results_total.total"]) == (63, 62)
    assert county.report(BEFORE).values == before
    assert county.broken() == []


def test_a_request_of_december_entered_in_march(county):
    before = county.report(BEFORE).values
    application = Application(
        Applicant("RESEARCH_INSTITUTION", "某大学政策研究中心"),
        Wanted("2021年义务教育经费统计表", "申请公开该统计表。"),
    )
    register(
        act=county.act("requests"), agency=Agency.objects.get(code="wenxian-zfb"), channel="REGISTERED_MAIL",
        application=application, on=date(2022, 12, 20),
    )  # fmt: skip
    after = county.report().values
    assert (before["table3.new_received.total"], after["table3.new_received.total"]) == (63, 64)
    assert after["table3.new_received.research_institution"] == 1
    assert after["table3.carried_out.research_institution"] == 1
    assert county.report(BEFORE).values == before
    assert county.broken() == []


def test_a_corrected_applicant_category_moves_between_columns(county):
    request = InformationRequest.objects.filter(agency__code="wenxian-zfb", closings__row="unable.not_held").first()
    before = county.report(BEFORE).values
    correct_category(act=county.act("requests"), request_id=request.id, category="OTHER", because="实为村民委员会")
    after = county.report().values
    assert (before["table3.unable.not_held.natural_person"], after["table3.unable.not_held.natural_person"]) == (28, 27)
    assert after["table3.unable.not_held.other_organisation"] == 1
    assert after["table3.unable.not_held.total"] == 28
    assert county.report(BEFORE).values == before
    assert county.broken() == []


@pytest.mark.parametrize(("numbers", "decisions"), [(900_001, 93), (1, 90)])
def test_a_late_file_adds_what_is_new_and_nothing_twice(county, tmp_path, numbers, decisions):
    """Three rows with new numbers come in; three with the numbers of the first file only change it."""
    organ = Agency.objects.get(code="wenxian-jtys")
    path = write_ledger(
        tmp_path / "late.csv", "coercion", Unit(organ.name, organ.uscc, organ.region_code, word=organ.document_prefix),
        count=3, year=2022, seed=7, first_number=numbers,
    )  # fmt: skip
    import_decisions(act=county.act("wenxian-jtys-drafter"), agency=organ, kind="coercion", path=path)
    assert county.figure("table2.art20_6.coercion.decisions") == decisions
    assert county.figure("table2.art20_6.coercion.decisions", BEFORE) == 90


def test_a_correcting_file_moves_a_decision_into_another_year(county, tmp_path):
    organ = Agency.objects.get(code="wenxian-jtys")
    path = write_ledger(
        tmp_path / "last-year.csv", "coercion", Unit(organ.name, organ.uscc, organ.region_code, word=organ.document_prefix),
        count=1, year=2022, seed=7,
    )  # fmt: skip
    path.write_text(path.read_text("utf-8-sig").replace("2022-01-04", "2021-12-31"), "utf-8-sig")
    report = import_decisions(act=county.act("wenxian-jtys-drafter"), agency=organ, kind="coercion", path=path)
    assert (report.new, report.changed, report.rejected) == (0, 1, [])
    assert county.figure("table2.art20_6.coercion.decisions") == 89
    assert county.figure("table2.art20_6.coercion.decisions", BEFORE) == 90


def test_a_reopened_letter_is_no_longer_closed(county):
    closed = LetterClosed.objects.filter(manner="ANSWERED", letter__publicity="PRIVATE").first()
    reopen_letter(act=county.act("head"), letter_id=closed.letter_id, reason="来信人补充了新的情况")
    assert county.figure("overview.letters_closed") == 23
    assert county.figure("overview.letters_received") == 24
    assert county.figure("overview.letters_closed", BEFORE) == 24


def test_a_withdrawn_item_stays_counted(county):
    item = Item.objects.filter(agency__code="wenxian-zfb", state="PUBLISHED").first()
    withdraw_item(act=county.act("publisher"), item_id=item.id, kind="WITHDRAWN_SILENTLY", reason="内容过期")
    assert county.figure("overview.portal_items") == 140


def test_a_row_that_vanishes_from_the_records_is_missed(county):
    """Nothing in the product deletes a fact; were one lost, the figure would say so: the report does not know what it ought to be."""
    county.report()
    LetterClosed.objects.filter(pk=LetterClosed.objects.values_list("pk", flat=True).first()).delete()
    assert county.figure("overview.letters_closed") == 23
