"""A sheet's way through its stages, told by situation."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.clock import legal_day
from gongkai.review.models import ReviewSheet, ReviewStep
from gongkai.review.paths import ReviewPath, path_on
from gongkai.review.selectors import sheet_for, sheets_of, sheets_visible_to, sheets_waiting_for, steps_of
from gongkai.review.standing import approved_for_publication, reasons_not_to_publish
from gongkai.review.usecases.open_sheet import open_sheet
from gongkai.review.usecases.pass_stage import pass_stage
from gongkai.review.usecases.record_secrecy_review import record_secrecy_review
from gongkai.review.usecases.return_sheet import recall_sheet, return_sheet
from gongkai.review.usecases.use_approval import use_approval

DIGEST, OTHER = "a" * 64, "b" * 64
MAY_BE_PUBLIC, NOT_PUBLIC = ReviewStep.Secrecy.MAY_BE_PUBLIC, ReviewStep.Secrecy.NOT_PUBLIC


def opened(cast: Cast, path: str = "full", agency: Agency | None = None, **more: object) -> ReviewSheet:
    place = agency or cast.office
    drafter = cast.officer(Role.DRAFTER, agency=place)
    given: dict[str, object] = {
        "subject_kind": "test.page", "subject_id": 7, "agency_id": place.id, "title": "关于春耕生产的通知", "path": path,
        "content_digest": DIGEST, "authors": [drafter.id], **more,
    }  # fmt: skip
    return open_sheet(act=cast.act(Role.DRAFTER, agency=place), **given)  # type: ignore[arg-type]


def secrecy(cast: Cast, sheet: ReviewSheet, conclusion: str = MAY_BE_PUBLIC, opinion: str = "") -> ReviewSheet:
    return record_secrecy_review(
        act=cast.act(Role.SECRECY_REVIEWER), sheet_id=sheet.id, conclusion=conclusion, opinion=opinion
    )


def approved(cast: Cast) -> ReviewSheet:
    sheet = opened(cast)
    secrecy(cast, sheet)
    pass_stage(act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id, stage="FIRST")
    pass_stage(act=cast.act(Role.SECOND_REVIEWER), sheet_id=sheet.id, stage="SECOND")
    return pass_stage(act=cast.act(Role.APPROVER), sheet_id=sheet.id, stage="FINAL", opinion="同意签发")


def test_four_people_in_order_approve_the_content(cast: Cast) -> None:
    sheet = approved(cast)
    assert sheet.state == "APPROVED"
    assert [step.stage for step in steps_of(sheet)] == ["SECRECY", "FIRST", "SECOND", "FINAL"]
    assert approved_for_publication(sheet, DIGEST)
    assert AuditLine.objects.filter(event="review.final_passed").count() == 1


def test_the_office_reviews_what_its_government_publishes(cast: Cast) -> None:
    sheet = opened(cast, agency=cast.government)
    assert [found.pk for found in sheets_waiting_for(cast.act(Role.SECRECY_REVIEWER))] == [sheet.pk]
    secrecy(cast, sheet)
    pass_stage(act=cast.act(Role.FIRST_REVIEWER, agency=cast.government), sheet_id=sheet.id, stage="FIRST")
    pass_stage(act=cast.act(Role.SECOND_REVIEWER), sheet_id=sheet.id, stage="SECOND")
    assert pass_stage(act=cast.act(Role.APPROVER), sheet_id=sheet.id, stage="FINAL").state == "APPROVED"


def test_an_officer_of_the_office_concludes_one_stage_and_never_the_own_draft(cast: Cast) -> None:
    both = cast.act(Role.FIRST_REVIEWER, Role.SECOND_REVIEWER)
    sheet = secrecy(cast, opened(cast, agency=cast.government))
    pass_stage(act=both, sheet_id=sheet.id, stage="FIRST")
    assert sheets_waiting_for(both) == []
    with pytest.raises(Refused, match="同一人不得办理两个审核环节"):
        pass_stage(act=both, sheet_id=sheet.id, stage="SECOND")
    own = opened(cast, agency=cast.government, subject_id=8, authors=[int(cast.act(Role.SECRECY_REVIEWER).actor_id)])
    with pytest.raises(Refused, match="拟稿人不得审核自己拟写的内容"):
        secrecy(cast, own)


def test_the_government_does_not_review_for_its_office_nor_a_department_for_it(cast: Cast) -> None:
    for sheet, agency in (
        (opened(cast), cast.government),
        (opened(cast, agency=cast.government, subject_id=8), cast.police),
    ):
        act = cast.act(Role.SECRECY_REVIEWER, agency=agency)
        with pytest.raises(NotFound):
            record_secrecy_review(act=act, sheet_id=sheet.id, conclusion=MAY_BE_PUBLIC)


def test_a_content_changed_after_approval_may_not_go_out(cast: Cast) -> None:
    sheet = approved(cast)
    assert not approved_for_publication(sheet, OTHER)
    assert [reason.text for reason in reasons_not_to_publish(sheet, OTHER)] == ["内容在审核通过后有改动，须重新送审"]


def test_nothing_goes_out_without_a_sheet_or_half_way(cast: Cast) -> None:
    sheet = secrecy(cast, opened(cast))
    assert not approved_for_publication(None, DIGEST)
    assert not approved_for_publication(sheet, DIGEST)
    assert "等待初审" in next(reasons_not_to_publish(sheet, DIGEST)).text


def test_a_state_set_by_hand_does_not_stand_for_the_missing_steps(cast: Cast) -> None:
    sheet = secrecy(cast, opened(cast))
    ReviewSheet.objects.filter(pk=sheet.pk).update(state="APPROVED", next_stage="", closed_at=sheet.opened_at)
    sheet.refresh_from_db()
    assert [reason.text for reason in reasons_not_to_publish(sheet, DIGEST)] == [
        "缺少审核记录：初审、复审、终审（签发）"
    ]


def test_the_short_path_is_secrecy_review_and_signature(cast: Cast) -> None:
    sheet = secrecy(cast, opened(cast, "short"))
    assert sheet.next_stage == "FINAL"
    assert pass_stage(act=cast.act(Role.APPROVER), sheet_id=sheet.id, stage="FINAL").state == "APPROVED"


def test_no_stage_is_skipped(cast: Cast) -> None:
    sheet = secrecy(cast, opened(cast))
    with pytest.raises(NotAllowed, match="初审人"):
        pass_stage(act=cast.act(Role.APPROVER), sheet_id=sheet.id, stage="FINAL")
    with pytest.raises(Refused, match="审核不得跳过环节"):
        pass_stage(act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id, stage="SECOND")


def test_the_secrecy_review_is_not_passed_as_a_plain_stage(cast: Cast) -> None:
    sheet = opened(cast)
    with pytest.raises(Refused, match="结论和依据"):
        pass_stage(act=cast.act(Role.SECRECY_REVIEWER), sheet_id=sheet.id, stage="SECRECY")


def test_the_drafter_with_every_role_reviews_nothing_of_the_own(cast: Cast) -> None:
    roles = [Role.DRAFTER, Role.SECRECY_REVIEWER, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER]
    everything = cast.officer(*roles)
    sheet = opened(cast, authors=[everything.id])
    with pytest.raises(Refused, match="拟稿人不得审核"):
        record_secrecy_review(act=cast.act(*roles), sheet_id=sheet.id, conclusion=MAY_BE_PUBLIC)
    assert sheets_waiting_for(cast.act(*roles)) == []


def test_one_person_with_two_roles_passes_one_stage_only(cast: Cast) -> None:
    both = (Role.SECRECY_REVIEWER, Role.FIRST_REVIEWER)
    sheet = opened(cast)
    record_secrecy_review(act=cast.act(*both), sheet_id=sheet.id, conclusion=MAY_BE_PUBLIC)
    with pytest.raises(Refused, match="您已办理保密审查"):
        pass_stage(act=cast.act(*both), sheet_id=sheet.id, stage="FIRST")
    assert sheets_waiting_for(cast.act(*both)) == []
    assert sheets_waiting_for(cast.act(Role.FIRST_REVIEWER)) == [sheet]


def test_the_database_itself_refuses_a_second_stage_by_the_same_person(cast: Cast) -> None:
    sheet = approved(cast)
    final = ReviewStep.objects.get(sheet=sheet, stage="FINAL")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewStep.objects.create(
            sheet=sheet,
            stage="FIRST",
            officer_id=final.officer_id,
            officer_name="重复",
            conclusion="PASSED",
            at=final.at,
        )


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_step_can_be_neither_changed_nor_deleted(cast: Cast, change: str) -> None:
    steps = ReviewStep.objects.filter(sheet=approved(cast))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        steps.update(opinion="改过的意见") if change == "update" else steps.first().delete()  # type: ignore[union-attr]
    assert steps.filter(opinion="同意签发").count() == 1


def test_not_public_sends_a_content_for_publication_back(cast: Cast) -> None:
    with pytest.raises(Refused, match="须写明理由"):
        secrecy(cast, opened(cast), NOT_PUBLIC)
    sheet = secrecy(cast, ReviewSheet.objects.get(), NOT_PUBLIC, "含未公开的规划数据")
    assert (sheet.state, sheet.closing_reason) == ("RETURNED", "含未公开的规划数据")


def test_not_public_passes_a_document_that_is_not_to_be_published(cast: Cast) -> None:
    sheet = secrecy(cast, opened(cast, "short", for_publication=False), NOT_PUBLIC, "内部管理信息")
    sheet = pass_stage(act=cast.act(Role.APPROVER), sheet_id=sheet.id, stage="FINAL")
    assert sheet.state == "APPROVED"
    assert not approved_for_publication(sheet, DIGEST)


def test_a_returned_content_starts_a_new_round_and_the_first_stays(cast: Cast) -> None:
    sheet = secrecy(cast, opened(cast))
    with pytest.raises(Refused, match="须写明原因"):
        return_sheet(act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id, reason=" ")
    return_sheet(act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id, reason="数据与附件不一致")
    again = opened(cast, content_digest=OTHER)
    rounds = [(row.round, row.state, row.closing_reason) for row in sheets_of("test.page", 7)]
    assert rounds == [(1, "RETURNED", "数据与附件不一致"), (2, "OPEN", "")]
    assert again.next_stage == "SECRECY"


def test_a_return_at_the_secrecy_stage_claims_no_secrecy_conclusion(cast: Cast) -> None:
    sheet = opened(cast)
    return_sheet(act=cast.act(Role.SECRECY_REVIEWER), sheet_id=sheet.id, reason="附件打不开，无法审查")
    assert ReviewStep.objects.get(sheet=sheet).secrecy == ""


def test_one_open_sheet_per_subject(cast: Cast) -> None:
    opened(cast)
    with pytest.raises(Refused, match="已在审核中"):
        opened(cast)


def test_an_author_takes_an_approved_content_back(cast: Cast) -> None:
    sheet = approved(cast)
    with pytest.raises(Refused, match="只有拟稿人"):
        recall_sheet(act=cast.act(Role.DRAFTER, who="另一人"), sheet_id=sheet.id, reason="需要修改")
    assert recall_sheet(act=cast.act(Role.DRAFTER), sheet_id=sheet.id, reason="补充附件").state == "RECALLED"
    assert not approved_for_publication(ReviewSheet.objects.get(), DIGEST)


def test_an_approval_taken_back_meanwhile_carries_nothing(cast: Cast) -> None:
    stale = approved(cast)
    recall_sheet(act=cast.act(Role.DRAFTER), sheet_id=stale.id, reason="补充附件")
    with pytest.raises(Refused, match="刚刚被撤回"):
        use_approval(act=cast.act(Role.PUBLISHER), sheet=stale)
    with pytest.raises(Refused, match="重新送审"):
        use_approval(act=cast.act(Role.PUBLISHER), sheet=None)


def test_the_first_use_of_an_approval_stays_its_day(cast: Cast) -> None:
    sheet = approved(cast)
    use_approval(act=cast.act(Role.PUBLISHER), sheet=sheet)
    cast.on(date(2022, 3, 2))
    use_approval(act=cast.act(Role.PUBLISHER), sheet=sheet)
    sheet.refresh_from_db()
    assert sheet.used_at is not None
    assert legal_day(sheet.used_at) == date(2022, 3, 1)


def test_a_closed_sheet_takes_no_further_step(cast: Cast) -> None:
    sheet = approved(cast)
    with pytest.raises(Refused, match="已结束（审核通过）"):
        pass_stage(act=cast.act(Role.APPROVER, who="副职"), sheet_id=sheet.id, stage="FINAL")


def test_another_agency_finds_no_sheet_and_the_supervisor_reads_it(cast: Cast) -> None:
    sheet = opened(cast, agency=cast.market)
    with pytest.raises(NotFound):
        record_secrecy_review(
            act=cast.act(Role.SECRECY_REVIEWER, agency=cast.police), sheet_id=sheet.id, conclusion=MAY_BE_PUBLIC
        )
    with pytest.raises(NotFound):
        sheet_for(cast.act(Role.SECRECY_REVIEWER, agency=cast.police), sheet.id)
    assert sheet_for(cast.act(Role.SUPERVISOR), sheet.id) == sheet
    assert list(sheets_visible_to(cast.act(Role.SECRECY_REVIEWER, agency=cast.neighbour))) == []


def test_the_system_reviews_nothing(cast: Cast) -> None:
    sheet = opened(cast)
    act = cast.citizen()
    with pytest.raises(NotFound):
        record_secrecy_review(act=act, sheet_id=sheet.id, conclusion=MAY_BE_PUBLIC)


def test_a_later_path_changes_no_sheet_opened_before(cast: Cast) -> None:
    rows = (
        ReviewPath("short", "简易", ("SECRECY", "FINAL"), until=date(2022, 6, 30)),
        ReviewPath("short", "简易", ("SECRECY", "FIRST", "FINAL"), since=date(2022, 7, 1)),
    )
    assert path_on("short", date(2022, 6, 30), rows).stages == ("SECRECY", "FINAL")
    assert path_on("short", date(2022, 7, 1), rows).stages == ("SECRECY", "FIRST", "FINAL")
    assert opened(cast, "short").stages == ["SECRECY", "FINAL"]
    with pytest.raises(ValueError, match="full, short"):
        path_on("fast", date(2022, 7, 1))
