"""Paths by kind and agency, the urgent path with its approval afterwards, and the yearly look at what is withheld."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import Refused
from gongkai.agencies.models import AgencySetting
from gongkai.agencies.roles import Role
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.deadlines import afterwards_due
from gongkai.catalogue.models import Item, Reassessment
from gongkai.catalogue.reviewing import choose_paths
from gongkai.catalogue.selectors import register_of_attributes
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.publish_item import publish_item
from gongkai.catalogue.usecases.reassess_item import reassess_item
from gongkai.catalogue.usecases.submit_for_review import submit_for_review
from gongkai.desk.documents.register import dues
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.review.models import ReviewSheet
from gongkai.review.usecases.pass_stage import pass_stage
from gongkai.review.usecases.return_sheet import return_sheet


def choose(walk: Walk, paths: dict[str, str]) -> AgencySetting:
    act = walk.cast.act(Role.OFFICE_HEAD)
    return choose_paths(act=act, agency=walk.cast.office, paths=paths, reviewed_by="", since=date(2022, 3, 1))


def test_an_agency_chooses_a_path_for_a_kind_and_others_keep_theirs(walk: Walk) -> None:
    office = Walk(walk.cast, walk.cast.office)
    choose(walk, {"news": "two", "notice": "short"})
    assert AgencySetting.objects.get(name="review.paths").value == {"news": "two"}
    assert office.submit(office.draft()).sheet.stages == ["SECRECY", "FIRST", "FINAL"]
    assert office.submit(office.draft("meeting", "A20-15-02", formed_on=date(2022, 3, 1))).sheet.stages == [
        "SECRECY",
        "FIRST",
        "SECOND",
        "FINAL",
    ]
    police = Walk(walk.cast, walk.cast.police)
    assert police.submit(police.draft()).sheet.stages == ["SECRECY", "FIRST", "SECOND", "FINAL"]
    with pytest.raises(Refused, match="不可用"):
        choose(walk, {"news": "urgent"})


def urgent(walk: Walk) -> Item:
    item = walk.draft("emergency", "A20-12", formed_on=date(2022, 3, 1))
    return submit_for_review(
        act=walk.act(Role.DRAFTER), item_id=item.id, urgent_reason="暴雨红色预警，须立即发布避险提示"
    )


def test_an_urgent_item_goes_out_after_two_pairs_of_eyes_and_is_approved_afterwards(walk: Walk) -> None:
    item = urgent(walk)
    assert item.sheet is not None
    assert item.sheet.stages == ["SECRECY", "FIRST"]
    walk.review(item.sheet)
    walk.publish(item)
    later = ReviewSheet.objects.get(subject_kind="catalogue.afterwards")
    assert (later.state, later.stages, later.subject_id) == ("OPEN", ["FINAL"], item.id)
    assert walk.cast.officer(Role.PUBLISHER, agency=walk.agency).id in later.authors
    pass_stage(act=walk.act(Role.APPROVER), sheet_id=later.id, stage="FINAL")
    later.refresh_from_db()
    assert later.state == "APPROVED"


def test_whoever_reviewed_or_published_does_not_approve_afterwards(walk: Walk) -> None:
    item = urgent(walk)
    walk.review(item.sheet)
    both = walk.cast.act(Role.PUBLISHER, Role.APPROVER, agency=walk.agency)
    publish_item(act=both, item_id=item.id)
    later = ReviewSheet.objects.get(subject_kind="catalogue.afterwards")
    with pytest.raises(Refused, match="拟稿人不得审核"):
        pass_stage(act=both, sheet_id=later.id, stage="FINAL")
    return_sheet(act=walk.act(Role.APPROVER), sheet_id=later.id, reason="范围有误")
    item.refresh_from_db()
    assert item.state == "PUBLISHED"


def test_the_urgent_path_is_not_for_numbered_or_withheld_documents_nor_without_a_reason(walk: Walk) -> None:
    document = walk.planned(walk.checked(walk.document()))
    withheld = walk.draft(attribute=Attribute("WITHHELD", "process_information", "过程稿", "讨论稿"))
    news = walk.draft()
    for item, reason, said in (
        (document, "须立即发布的文件", "须经签发"),
        (withheld, "须立即发布", "只有主动公开"),
        (news, "急", "须写明原因"),
    ):
        with pytest.raises(Refused, match=said):
            submit_for_review(act=walk.act(Role.DRAFTER), item_id=item.id, urgent_reason=reason)


def withheld(walk: Walk) -> Item:
    item = walk.approved(walk.draft(attribute=Attribute("WITHHELD", "process_information", "讨论记录", "会议讨论记录")))
    item.refresh_from_db()
    return item


def test_a_withheld_document_is_looked_at_every_year_and_stays_with_a_reason(walk: Walk) -> None:
    item = withheld(walk)
    head = walk.act(Role.OFFICE_HEAD)
    assert dues(list(register_of_attributes(head, "WITHHELD"))) == {item.id: date(2023, 3, 1)}
    walk.cast.on(date(2023, 2, 20))
    reassess_item(act=head, item_id=item.id, conclusion="KEEP", reason="仍属讨论记录")
    assert dues(list(register_of_attributes(head, "WITHHELD"))) == {item.id: date(2024, 2, 20)}


def test_changed_circumstances_make_it_a_draft_again(walk: Walk) -> None:
    item = withheld(walk)
    reassess_item(act=walk.act(Role.OFFICE_HEAD), item_id=item.id, conclusion="CHANGE", reason="事项已办结")
    item.refresh_from_db()
    assert (item.state, item.sheet_id, Reassessment.objects.count()) == ("DRAFT", None, 1)
    with pytest.raises(Refused, match="只有已签发"):
        reassess_item(act=walk.act(Role.OFFICE_HEAD), item_id=item.id, conclusion="KEEP", reason="x")


def test_the_approval_afterwards_is_due_the_next_day_unless_the_agency_chose_more_hours(walk: Walk) -> None:
    calendar, government = packaged_calendar(), walk.cast.government
    assert afterwards_due(government, date(2022, 3, 1), calendar).day == date(2022, 3, 2)
    AgencySetting.objects.create(
        agency=government, name="urgent_approval", value=48, since=date(2022, 3, 2), recorded_at=walk.cast.clock.now()
    )
    assert afterwards_due(government, date(2022, 3, 1), calendar).day == date(2022, 3, 2)
    assert afterwards_due(government, date(2022, 3, 2), calendar).day == date(2022, 3, 4)
