"""A letter from acceptance to its end: the order of states, the units, the limits, two people, the wish of the writer."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.editions.models import Publication
from gongkai.engagement.letter_limits import accept_due, answer_due, answer_due_for, veto_line
from gongkai.engagement.letter_states import LetterState
from gongkai.engagement.models import Letter, LetterAnswer, LetterClosed
from gongkai.engagement.selectors import letter_for, letters_for, open_letters
from gongkai.engagement.tests.factories import (
    accepted,
    answered,
    assigned,
    closed,
    receive,
    reviewed,
    told_privately,
)
from gongkai.engagement.usecases.answer_letter import (
    answer_letter,
    keep_answer_private,
    publish_answer,
    review_answer,
)
from gongkai.engagement.usecases.close_letter import close_letter, rate_letter, reopen_letter
from gongkai.engagement.usecases.handle_letter import (
    accept_letter,
    assign_letter,
    extend_letter,
    reject_letter,
    take_up_letter,
)

PUBLIC = {"title": "户口迁移", "question": "户口迁移需要哪些材料？", "answer": "请携带身份证和户口簿。"}


def test_the_whole_way_to_a_closed_letter_is_in_its_history(cast: Cast) -> None:
    letter = closed(cast)
    assert [step.state for step in letter.steps.order_by("id")] == [
        "SUBMITTED", "ACCEPTED", "ASSIGNED", "ANSWERED", "REVIEWED", "KEPT_PRIVATE", "CLOSED",
    ]  # fmt: skip
    fact = LetterClosed.objects.get()
    assert (fact.manner, fact.unit, fact.received_on, fact.happened_on) == (
        "ANSWERED", cast.police, date(2022, 3, 1), date(2022, 3, 1),
    )  # fmt: skip


def test_a_letter_that_was_not_accepted_cannot_be_assigned(cast: Cast) -> None:
    letter = receive(cast).letter
    head = cast.act(Role.OFFICE_HEAD, agency=cast.government)
    with pytest.raises(Refused, match="来信现为“已提交”，只有“已受理”的来信可以交办"):
        assign_letter(act=head, letter_id=letter.id, unit=cast.police)


def test_the_clerk_says_that_it_is_a_simple_question(cast: Cast) -> None:
    letter = receive(cast).letter
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    accept_letter(act=clerk, letter_id=letter.id, complexity="SIMPLE")
    letter.refresh_from_db()
    assert answer_due(letter).day == date(2022, 3, 8)


def test_a_petition_is_pointed_to_its_channel_and_counts_as_closed(cast: Cast) -> None:
    letter = receive(cast).letter
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    reject_letter(act=clerk, letter_id=letter.id, rejection="PETITION")
    letter.refresh_from_db()
    assert (letter.state, letter.get_rejection_display()) == ("REJECTED", "属于信访事项，请通过信访渠道提出")
    assert LetterClosed.objects.get().manner == "REJECTED"


def test_a_rejection_needs_a_reason_of_the_list(cast: Cast) -> None:
    letter = receive(cast).letter
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    with pytest.raises(Refused, match="“没空”不是规定的不予受理理由"):
        reject_letter(act=clerk, letter_id=letter.id, rejection="没空")


def test_another_agencys_officer_cannot_accept_and_does_not_see_the_letter(cast: Cast) -> None:
    letter = receive(cast).letter
    stranger = cast.act(Role.REQUEST_OFFICER, agency=cast.market)
    with pytest.raises(NotAllowed):
        accept_letter(act=stranger, letter_id=letter.id)
    with pytest.raises(NotFound):
        letter_for(stranger, letter.id)


def test_the_unit_sees_a_letter_once_it_is_assigned_and_the_supervisor_always(cast: Cast) -> None:
    letter = assigned(cast)
    assert list(letters_for(cast.act(Role.DRAFTER, agency=cast.police))) == [letter]
    assert list(letters_for(cast.act(Role.SUPERVISOR))) == [letter]
    assert list(letters_for(cast.act(Role.DRAFTER, agency=cast.market))) == []
    assert list(letters_for(cast.act(Role.SUPERVISOR, agency=cast.neighbour))) == []


def test_a_letter_is_reassigned_within_the_area_but_not_to_another_county_nor_to_the_same_unit(cast: Cast) -> None:
    letter = assigned(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.government)
    with pytest.raises(Refused, match="武陟县人民政府不在本地区"):
        assign_letter(act=head, letter_id=letter.id, unit=cast.neighbour)
    with pytest.raises(Refused, match="来信已经交由温县公安局办理"):
        assign_letter(act=head, letter_id=letter.id, unit=cast.police)
    moved = assign_letter(act=head, letter_id=letter.id, unit=cast.market)
    assert (moved.state, moved.unit) == ("REASSIGNED", cast.market)


def test_the_old_unit_cannot_answer_after_a_reassignment(cast: Cast) -> None:
    letter = assigned(cast)
    assign_letter(act=cast.act(Role.OFFICE_HEAD, agency=cast.government), letter_id=letter.id, unit=cast.market)
    with pytest.raises(NotAllowed):
        answer_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.id, text="答复")


def test_before_assignment_nobody_can_answer(cast: Cast) -> None:
    letter = accepted(cast)
    with pytest.raises(NotAllowed, match="来信尚未交办"):
        answer_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.id, text="答复")


# Limits: submitted on Tuesday 2022-03-01; Qingming rest days are 3 to 5 April 2022, 2 April is a make-up Saturday.


def test_days_of_an_ordinary_letter(cast: Cast) -> None:
    letter = receive(cast).letter
    assert accept_due(letter).day == date(2022, 3, 2)
    assert answer_due(letter).day == date(2022, 3, 22)
    assert veto_line(letter) == date(2022, 6, 1)


def test_an_extension_adds_ten_working_days_once_over_the_make_up_saturday(cast: Cast) -> None:
    letter = assigned(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    cast.on(date(2022, 3, 22))
    extend_letter(act=head, letter_id=letter.id, reason="需要现场核实")
    letter.refresh_from_db()
    assert answer_due(letter).day == date(2022, 4, 6)
    with pytest.raises(Refused, match="只能延期一次"):
        extend_letter(act=head, letter_id=letter.id, reason="再次核实")


def test_an_extension_after_the_limit_is_refused(cast: Cast) -> None:
    letter = assigned(cast)
    cast.on(date(2022, 3, 23))
    with pytest.raises(Refused, match="答复期限2022-03-22已过，逾期后不能延期"):
        extend_letter(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), letter_id=letter.id, reason="忙")


def test_an_agency_that_promises_ten_days_has_ten_days_for_letters_from_then_on(cast: Cast) -> None:
    admin = cast.act(Role.SYSTEM_ADMIN)
    old = receive(cast).letter
    choose_setting(act=admin, agency=cast.government, name="letter_normal", value=10, since=date(2022, 3, 2))
    cast.on(date(2022, 3, 2))
    assert answer_due_for(receive(cast).letter).day == date(2022, 3, 16)
    assert answer_due_for(old).day == date(2022, 3, 22)


def test_overdue_is_computed_when_read(cast: Cast) -> None:
    letter = assigned(cast)
    act = cast.act(Role.DRAFTER, agency=cast.police)
    cast.on(date(2022, 3, 22))
    assert [(row.letter, row.overdue) for row in open_letters(act)] == [(letter, False)]
    cast.on(date(2022, 3, 23))
    assert [(row.letter, row.overdue) for row in open_letters(act)] == [(letter, True)]


def test_the_drafter_cannot_review_the_own_answer_even_with_the_role(cast: Cast) -> None:
    letter = assigned(cast)
    both = cast.act(Role.DRAFTER, Role.FIRST_REVIEWER, agency=cast.police)
    answer_letter(act=both, letter_id=letter.id, text="答复")
    with pytest.raises(Refused, match="须由另一人审核"):
        review_answer(act=both, letter_id=letter.id, passed=True)


def test_the_database_itself_refuses_one_person_in_both_places(cast: Cast) -> None:
    answer = answered(cast).answers.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterAnswer.objects.filter(pk=answer.pk).update(reviewed_by=answer.drafted_by, verdict="PASSED")


def test_a_returned_answer_needs_a_note_and_a_second_version_follows(cast: Cast) -> None:
    letter = answered(cast)
    reviewer = cast.act(Role.FIRST_REVIEWER, agency=cast.police)
    with pytest.raises(Refused, match="退回修改须写明意见"):
        review_answer(act=reviewer, letter_id=letter.id, passed=False)
    review_answer(act=reviewer, letter_id=letter.id, passed=False, note="请写明办理地点")
    answer_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.id, text="请到户政大厅办理。")
    review_answer(act=reviewer, letter_id=letter.id, passed=True)
    assert list(letter.answers.order_by("version").values_list("version", "verdict")) == [
        (1, "RETURNED"),
        (2, "PASSED"),
    ]


def test_an_answer_is_published_masked_and_becomes_an_edition(cast: Cast) -> None:
    letter = reviewed(cast)
    publish_answer(act=cast.act(Role.PUBLISHER, agency=cast.police), letter_id=letter.id, **PUBLIC)
    publication = Publication.objects.get(subject_kind="letter", subject_id=letter.id)
    assert publication.agency == cast.government
    assert publication.current is not None
    assert publication.current.payload["unit"] == "温县公安局"
    letter.refresh_from_db()
    assert (letter.state, letter.publicity) == ("PUBLISHED", "PUBLISHED")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("李春梅同志：您好", "来信人姓名"),
        ("已致电13839151234说明", "来信人电话"),
        ("请联系经办人13700001111", "手机号码"),
        ("身份证号11010519491231002X已核实", "公民身份号码"),
        ("已到幸福小区3号楼2单元501室走访", "门牌住址"),
    ],
)
def test_what_betrays_a_person_is_not_published(cast: Cast, answer: str, kind: str) -> None:
    letter = reviewed(cast)
    publisher = cast.act(Role.PUBLISHER, agency=cast.police)
    with pytest.raises(Refused, match=kind):
        publish_answer(act=publisher, letter_id=letter.id, **(PUBLIC | {"answer": answer}))
    assert Publication.objects.count() == 0


def test_the_agencys_own_telephone_may_stand_in_an_answer(cast: Cast) -> None:
    cast.police.contact = {"电话": "0391-6191234"}
    cast.police.save()
    letter = reviewed(cast)
    publisher = cast.act(Role.PUBLISHER, agency=cast.police)
    with pytest.raises(Refused, match="固定电话"):
        publish_answer(act=publisher, letter_id=letter.id, **(PUBLIC | {"answer": "请拨打0391-6195678"}))
    publish_answer(act=publisher, letter_id=letter.id, **(PUBLIC | {"answer": "请拨打0391-6191234"}))
    assert Publication.objects.count() == 1


def test_a_letter_its_writer_wants_private_is_never_published(cast: Cast) -> None:
    letter = reviewed(cast, wishes_public=False)
    publisher = cast.act(Role.PUBLISHER, agency=cast.police)
    with pytest.raises(Refused, match="来信人选择不公开"):
        publish_answer(act=publisher, letter_id=letter.id, **PUBLIC)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(publicity="PUBLISHED")
    keep_answer_private(act=publisher, letter_id=letter.id)
    letter.refresh_from_db()
    assert letter.state == "KEPT_PRIVATE"


def test_the_writer_rates_once_with_the_code(cast: Cast) -> None:
    receipt = receive(cast)
    letter = told_privately(cast)
    Letter.objects.filter(pk=letter.pk).update(query_digest=receipt.letter.query_digest)
    with pytest.raises(NotFound):
        rate_letter(act=cast.citizen(), letter_id=letter.id, query_code="WRONGXYZ", rating="SATISFIED")
    rate_letter(act=cast.citizen(), letter_id=letter.id, query_code=receipt.query_code, rating="SATISFIED")
    with pytest.raises(Refused, match="已评价"):
        rate_letter(act=cast.citizen(), letter_id=letter.id, query_code=receipt.query_code, rating="DISSATISFIED")
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    assert close_letter(act=clerk, letter_id=letter.id).state == LetterState.CLOSED


def test_a_letter_is_not_closed_before_its_answer_was_told(cast: Cast) -> None:
    letter = reviewed(cast)
    with pytest.raises(Refused, match="来信现为“审核通过”"):
        close_letter(act=cast.act(Role.REQUEST_OFFICER, agency=cast.government), letter_id=letter.id)


def test_taking_up_marks_the_letter_as_in_progress(cast: Cast) -> None:
    letter = assigned(cast)
    assert take_up_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.id).state == "IN_PROGRESS"


def test_a_closed_letter_is_opened_again_only_by_the_head_and_with_a_reason(cast: Cast) -> None:
    letter = closed(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.government)
    with pytest.raises(NotAllowed):
        reopen_letter(
            act=cast.act(Role.REQUEST_OFFICER, agency=cast.government), letter_id=letter.id, reason="补充答复"
        )
    with pytest.raises(Refused, match="重新办理须写明理由"):
        reopen_letter(act=head, letter_id=letter.id, reason="")
    assert reopen_letter(act=head, letter_id=letter.id, reason="补充答复").state == "IN_PROGRESS"
    assert LetterClosed.objects.current().count() == 0
