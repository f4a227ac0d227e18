"""Normative documents: issued, in force, repealed, expired, inherited; figures as of a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import RunningClock
from gongkai.audit.acts import system_act
from gongkai.catalogue.counts import documents_ended, documents_in_force, documents_issued, ended_detail
from gongkai.catalogue.deadlines import interpretation_due, publication_due, published_in_time
from gongkai.catalogue.models import DocumentEnded, Item, NormativeDocument
from gongkai.catalogue.terms import NO_TERMS, Terms
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.expire_due_documents import expire_due_documents
from gongkai.catalogue.usecases.issue_document import issue_document
from gongkai.catalogue.usecases.record_inherited_document import record_inherited_document
from gongkai.catalogue.usecases.repeal_document import repeal_document
from gongkai.editions.models import Edition
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.measures.registry import Question
from gongkai.review.usecases.return_sheet import recall_sheet

YEAR_END = date(2022, 12, 31)


def figures(walk: Walk, as_of: date = YEAR_END, year: int = 2022) -> tuple[int, int, int]:
    """Issued, ended, in force of one year as known on a day."""
    asked = Question((walk.agency.id,), date(year, 1, 1), date(year, 12, 31), as_of)
    return documents_issued(asked).count(), documents_ended(asked).count(), documents_in_force(asked).count()


def inherit(
    walk: Walk, number: str = "温政〔2017〕12号", issued_on: date = date(2017, 6, 1), terms: Terms = NO_TERMS
) -> Item:
    return record_inherited_document(
        act=walk.act(Role.OFFICE_HEAD), kind="normative_document", title="温县户外广告管理办法", document_number=number,
        issued_on=issued_on, source="县政府公报2017年第2期", terms=terms,
    )  # fmt: skip


def repeal(walk: Walk, item: Item, on: date) -> DocumentEnded:
    basis = "《温县人民政府关于废止部分行政规范性文件的决定》（温政〔2022〕9号）"
    return repeal_document(act=walk.act(Role.OFFICE_HEAD), item_id=item.id, on=on, basis=basis)


def test_a_signed_document_is_numbered_dated_and_in_force(walk: Walk) -> None:
    item = walk.publish(walk.issued(Terms(valid_years=5)))
    document = NormativeDocument.objects.get()
    assert item.document_number == "温政〔2022〕1号"
    assert item.date_of_document == date(2022, 3, 1)
    assert (document.effective_on, document.expires_on) == (date(2022, 3, 1), date(2027, 3, 1))
    assert figures(walk) == (1, 0, 1)
    shown = Edition.objects.get().payload
    assert (shown["document_number"], shown["document"]["expires_on"]) == ("温政〔2022〕1号", "2027-03-01")


def test_document_numbers_run_per_prefix_and_year(walk: Walk) -> None:
    first, second = walk.issued(), walk.issued()
    other = walk.approved(walk.document())
    other = issue_document(act=walk.act(Role.PUBLISHER), item_id=other.id, prefix="温政规")
    walk.cast.on(date(2023, 2, 1))
    numbers = [row.document_number for row in (first, second, other, walk.issued())]
    assert numbers == ["温政〔2022〕1号", "温政〔2022〕2号", "温政规〔2022〕1号", "温政〔2023〕1号"]


def test_no_signature_no_number(walk: Walk) -> None:
    item = walk.submit(walk.checked(walk.document()))
    with pytest.raises(Refused, match="审核尚未通过"):
        issue_document(act=walk.act(Role.PUBLISHER), item_id=item.id)
    walk.review(item.sheet)
    with pytest.raises(Refused, match="须以本单位代字“温政”开头"):
        issue_document(act=walk.act(Role.PUBLISHER), item_id=item.id, prefix="豫政")
    issue_document(act=walk.act(Role.PUBLISHER), item_id=item.id)
    with pytest.raises(Refused, match="文号一经编定不得更改"):
        issue_document(act=walk.act(Role.PUBLISHER), item_id=item.id)


def test_the_drafter_numbers_nothing_and_news_have_no_number(walk: Walk) -> None:
    with pytest.raises(NotAllowed):
        issue_document(act=walk.act(Role.DRAFTER), item_id=walk.approved(walk.document()).id)
    with pytest.raises(Refused, match="不编发文字号"):
        issue_document(act=walk.act(Role.PUBLISHER), item_id=walk.approved(walk.draft()).id)


def test_a_numbered_document_is_not_taken_back(walk: Walk) -> None:
    item = walk.issued()
    with pytest.raises(Refused, match="已据此编号"):
        recall_sheet(act=walk.act(Role.DRAFTER), sheet_id=item.sheet_id or 0, reason="想改一改")


def test_an_unissued_document_is_not_published(walk: Walk) -> None:
    with pytest.raises(Refused, match="统一编号"):
        walk.publish(walk.approved(walk.document()))


def test_terms_changed_after_the_signature_stop_the_issue(walk: Walk) -> None:
    item = walk.approved(walk.document(terms=Terms(valid_years=5)))
    NormativeDocument.objects.update(terms={"valid_years": 15})
    with pytest.raises(Refused, match="内容在审核通过后有改动"):
        issue_document(act=walk.act(Role.PUBLISHER), item_id=item.id)


def test_issued_in_december_in_effect_in_january_is_not_in_force_at_the_year_end(walk: Walk) -> None:
    walk.cast.on(date(2022, 12, 20))
    walk.issued(Terms(effective_on=date(2023, 1, 1)))
    assert figures(walk) == (1, 0, 0)
    assert figures(walk, date(2023, 1, 1), 2023) == (0, 0, 1)


def test_a_repeal_counts_from_its_day_and_leaves_earlier_figures_alone(walk: Walk) -> None:
    item = walk.publish(walk.issued(Terms(valid_years=5)))
    walk.cast.on(date(2022, 9, 5))
    repeal(walk, item, date(2022, 9, 1))
    assert figures(walk, date(2022, 9, 4)) == (1, 0, 1)
    assert figures(walk, date(2022, 9, 5)) == (1, 1, 0)
    assert figures(walk) == (1, 1, 0)
    last = Edition.objects.order_by("-number").first()
    assert last is not None
    assert last.note.startswith("本文件自2022-09-01起废止：《温县人民政府关于废止")
    assert last.payload["document"]["ended_how_zh"] == "废止"
    with pytest.raises(Refused, match="已自2022-09-01起废止"):
        repeal(walk, item, date(2022, 10, 1))


def test_a_repeal_announced_for_next_year_ends_nothing_this_year(walk: Walk) -> None:
    item = walk.issued()
    walk.cast.on(date(2022, 11, 1))
    repeal(walk, item, date(2023, 1, 1))
    assert figures(walk) == (1, 0, 1)
    assert figures(walk, date(2023, 6, 1), 2023) == (0, 1, 0)


def test_an_expiry_counts_on_its_day_without_any_night_job(walk: Walk) -> None:
    walk.cast.on(date(2022, 1, 5))
    inherit(walk, terms=Terms(valid_years=5))
    assert figures(walk, date(2022, 5, 31)) == (0, 0, 1)
    assert figures(walk, date(2022, 6, 1)) == (0, 1, 0)
    assert figures(walk) == (0, 1, 0)


def test_a_planned_expiry_is_superseded_by_an_earlier_repeal_and_stays_known(walk: Walk) -> None:
    walk.cast.on(date(2022, 1, 5))
    item = inherit(walk, terms=Terms(valid_years=5))
    walk.cast.on(date(2022, 3, 10))
    repeal(walk, item, date(2022, 3, 15))
    assert figures(walk) == (0, 1, 0)
    assert DocumentEnded.objects.known_at(date(2022, 3, 9)).get().how == "EXPIRED"
    assert DocumentEnded.objects.current().get().how == "REPEALED"


def test_what_has_expired_is_not_repealed_any_more(walk: Walk) -> None:
    item = inherit(walk, terms=Terms(expires_on=date(2021, 1, 1)))
    with pytest.raises(Refused, match="已因有效期届满失效"):
        repeal(walk, item, date(2022, 2, 1))


def test_a_repeal_names_its_basis_and_a_day_after_the_issue(walk: Walk) -> None:
    item = walk.issued()
    with pytest.raises(Refused) as refused:
        repeal_document(
            act=walk.act(Role.OFFICE_HEAD), item_id=item.id, on=date(2022, 3, 1), basis=" ", basis_item_id=item.id
        )
    assert {reason.field for reason in refused.value.reasons} == {"on", "basis", "basis_item"}
    with pytest.raises(NotAllowed):
        repeal_document(act=walk.act(Role.PUBLISHER), item_id=item.id, on=date(2022, 9, 1), basis="决定")
    with pytest.raises(Refused, match="只有已制发"):
        repeal(walk, walk.document(), date(2022, 9, 1))


@pytest.mark.parametrize("minutes", [5, 35, 65, 95])
def test_an_expiry_replaced_by_a_repeal_at_midnight_leaves_one_end_every_day(walk: Walk, minutes: int) -> None:
    item = walk.issued(Terms(valid_years=5))
    act = walk.act(Role.OFFICE_HEAD).at(RunningClock(date(2022, 9, 1), minutes))
    repeal_document(act=act, item_id=item.id, on=date(2022, 9, 2), basis="《关于废止部分行政规范性文件的决定》")
    for as_of in (date(2022, 9, 1), date(2022, 9, 2)):
        assert DocumentEnded.objects.known_at(as_of).count() == 1


def test_recorded_late_is_unknown_before_and_right_after(walk: Walk) -> None:
    walk.cast.on(date(2022, 7, 1))
    inherit(walk, "温政〔2020〕3号", date(2020, 4, 1))
    assert figures(walk, date(2022, 6, 30)) == (0, 0, 0)
    assert figures(walk, date(2022, 7, 1)) == (0, 0, 1)
    assert figures(walk, date(2022, 7, 1), 2020) == (1, 0, 1)


def test_an_inherited_number_is_not_given_again(walk: Walk) -> None:
    inherit(walk, "温政〔2022〕3号", date(2022, 1, 20))
    assert walk.issued().document_number == "温政〔2022〕4号"
    with pytest.raises(Refused, match="本单位已有文号"):
        inherit(walk, "温政〔2022〕3号", date(2022, 1, 20))


def test_an_inherited_document_tells_its_source_and_its_day(walk: Walk) -> None:
    with pytest.raises(Refused) as refused:
        record_inherited_document(
            act=walk.act(Role.OFFICE_HEAD), kind="news", title=" ", document_number="", issued_on=date(2022, 3, 2),
            source="", column="x",
        )  # fmt: skip
    fields = {reason.field for reason in refused.value.reasons}
    assert fields == {"kind", "column", "title", "document_number", "issued_on", "source"}


def test_the_page_of_an_expired_document_says_so_once(walk: Walk) -> None:
    item = walk.publish(walk.issued(Terms(expires_on=date(2022, 10, 1))))
    job = system_act("到期", walk.cast.clock)
    assert expire_due_documents(act=job, day=date(2022, 3, 1)) == []
    with pytest.raises(Refused, match="尚未到来"):
        expire_due_documents(act=job, day=date(2022, 10, 1))
    walk.cast.on(date(2022, 10, 8))
    assert [end.document.item_id for end in expire_due_documents(act=job, day=date(2022, 10, 8))] == [item.id]
    assert expire_due_documents(act=job, day=date(2022, 10, 8)) == []
    last = Edition.objects.order_by("-number").first()
    assert last is not None
    assert last.note == "本文件自2022-10-01起失效：有效期届满"
    assert ("依据", "有效期届满") in ended_detail(DocumentEnded.objects.get()).fields


def test_a_correction_after_the_end_keeps_saying_so(walk: Walk) -> None:
    item = walk.publish(walk.issued())
    walk.cast.on(date(2022, 9, 5))
    repeal(walk, item, date(2022, 9, 5))
    walk.corrected(item, summary="规范宅基地审批")
    last = Edition.objects.order_by("-number").first()
    assert last is not None
    assert last.payload["document"]["ended_on"] == "2022-09-05"


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(effective_on=date(2022, 5, 1), expires_on=date(2022, 5, 1)), "expires_on"),
        (Terms(valid_years=0), "valid_years"),
        (Terms(expires_on=date(2027, 1, 1), valid_years=5), "expires_on"),
    ],
)
def test_terms_that_cannot_be_are_refused(walk: Walk, terms: Terms, field: str) -> None:
    with pytest.raises(Refused) as refused:
        walk.document(terms=terms)
    assert [reason.field for reason in refused.value.reasons] == [field]


def test_an_end_that_comes_before_the_issue_stops_the_issue(walk: Walk) -> None:
    item = walk.approved(walk.document(terms=Terms(expires_on=date(2022, 4, 1))))
    walk.cast.on(date(2022, 4, 1))
    with pytest.raises(Refused, match="须晚于印发日期2022-04-01"):
        issue_document(act=walk.act(Role.PUBLISHER), item_id=item.id)


def test_news_have_no_terms(walk: Walk) -> None:
    with pytest.raises(Refused, match="只有规章和行政规范性文件"):
        walk.draft(terms=Terms(valid_years=5))


def test_the_database_holds_one_current_end_and_sane_days(walk: Walk) -> None:
    item = walk.issued(Terms(valid_years=5))
    end = DocumentEnded.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentEnded.objects.create(
            document=end.document, agency=item.agency, document_type="normative_documents", how="REPEALED", basis="x",
            happened_on=date(2022, 9, 1), recorded_at=end.recorded_at,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        NormativeDocument.objects.update(expires_on=date(2022, 3, 1))


def test_limits_are_explained_and_punctuality_is_told(walk: Walk) -> None:
    calendar = packaged_calendar()
    item = walk.publish(walk.issued(formed_on=date(2022, 2, 1)))
    due = publication_due(item, calendar)
    assert due is not None
    assert (due.day, str(due.why[1].basis)) == (date(2022, 3, 4), "REG 26")
    assert published_in_time(item, calendar, date(2022, 3, 1)) is True
    assert interpretation_due(item, calendar).day == date(2022, 3, 4)  # type: ignore[union-attr]
    news = walk.published()
    assert (publication_due(news, calendar), published_in_time(news, calendar, date(2022, 3, 1))) == (None, None)
    late = walk.draft("plan", "A20-03", formed_on=date(2022, 1, 4))
    assert published_in_time(late, calendar, date(2022, 3, 1)) is False
