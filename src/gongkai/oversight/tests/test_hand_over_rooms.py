"""What other rooms keep in an officer's hand goes with the rest: letters, consultations, returns, tasks, reviews, uploads."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.in_hand import holder_of, take
from gongkai.agencies.models import InHand, Officer
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.decisions.usecases.upload_ledger import upload_ledger
from gongkai.engagement.models import Letter
from gongkai.engagement.tests.factories import PHONE, WRITER, answered, assigned, opened_consultation
from gongkai.engagement.usecases.answer_letter import answer_letter
from gongkai.engagement.usecases.close_letter import close_letter
from gongkai.engagement.usecases.handle_letter import take_up_letter
from gongkai.oversight.handovers import handover_paper
from gongkai.oversight.models import Score
from gongkai.oversight.tests.test_assess import set_up
from gongkai.oversight.tests.test_work_plan import issued
from gongkai.oversight.usecases.assess import begin_review, review_score, self_assess
from gongkai.oversight.usecases.hand_over import hand_over, open_work_of
from gongkai.oversight.usecases.work_plan import report_progress
from gongkai.requests.tests.factories import Counter


def kinds_of(officer: Officer) -> list[str]:
    return sorted(kind.kind for kind, _ in open_work_of(officer))


def test_a_drafter_of_a_department_leaves_nothing_behind(cast: Cast) -> None:
    act = cast.act(Role.DRAFTER, agency=cast.police)
    officer = cast.officer(Role.DRAFTER, agency=cast.police)
    answered(cast)
    unit = issued(cast)
    report_progress(act=act, unit_id=unit.pk, progress="正在更新")
    set_up(cast)
    sheet = Score.objects.filter(agency=cast.police).order_by("indicator__place")
    self_assess(act=act, score_id=sheet[1].pk, points="0", note="", evidence=[])
    upload_ledger(act=act, agency=cast.police, kind="permit", file_name="许可.csv", size=3, content=[b"a,b"])
    assert kinds_of(officer) == [
        "decisions.upload",
        "engagement.letter",
        "oversight.self_assessment",
        "oversight.task",
    ]
    newcomer = cast.officer(Role.DRAFTER, agency=cast.police, who="新人")
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    made = hand_over(act=head, giver_id=officer.pk, receiver_id=newcomer.pk, reason="调离")
    assert open_work_of(officer) == []
    assert len(open_work_of(newcomer)) == 4
    paper = str(handover_paper(made))
    assert Letter.objects.get().number in paper
    assert WRITER not in paper
    assert PHONE not in paper


def test_a_consultation_and_a_letter_taken_up_keep_their_limits(cast: Cast) -> None:
    consultation = opened_consultation(cast, ends_on=date(2022, 3, 31))
    letter = assigned(cast, unit=cast.office)
    take_up_letter(act=cast.act(Role.DRAFTER), letter_id=letter.pk)
    due = {kind.kind: piece.due for kind, piece in open_work_of(cast.officer(Role.DRAFTER))}
    # Received on 1 March 2022: 15 working days. Ends on 31 March: 20 working days with 3 to 5 April off, 2 and 24 April worked.
    assert due == {"engagement.letter": date(2022, 3, 22), "engagement.consultation": date(2022, 4, 28)}
    newcomer = cast.officer(Role.DRAFTER, who="新人")
    head = cast.act(Role.OFFICE_HEAD)
    hand_over(act=head, giver_id=cast.officer(Role.DRAFTER).pk, receiver_id=newcomer.pk, reason="轮岗")
    assert {kind.kind: piece.due for kind, piece in open_work_of(newcomer)} == due
    assert holder_of("engagement.consultation", consultation.pk) == newcomer


def test_who_steps_in_has_it_and_what_ended_is_no_work(cast: Cast) -> None:
    letter = assigned(cast)
    first = cast.officer(Role.DRAFTER, agency=cast.police)
    take_up_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.pk)
    colleague = cast.officer(Role.DRAFTER, agency=cast.police, who="乙")
    answer_letter(
        act=cast.act(Role.DRAFTER, agency=cast.police, who="乙"), letter_id=letter.pk, text="请到户政大厅办理。"
    )
    assert (kinds_of(first), kinds_of(colleague)) == ([], ["engagement.letter"])
    clerk = cast.officer(Role.OFFICE_HEAD, agency=cast.government)
    assert kinds_of(clerk) == ["engagement.letter_reception"]
    Letter.objects.filter(pk=letter.pk).update(state="KEPT_PRIVATE")
    close_letter(act=cast.act(Role.REQUEST_OFFICER, agency=cast.government), letter_id=letter.pk)
    assert (kinds_of(colleague), kinds_of(clerk)) == ([], [])


def test_a_reviewer_hands_a_units_sheet_to_another(cast: Cast) -> None:
    made = set_up(cast)
    begin_review(act=cast.act(Role.SUPERVISOR), assessment_id=made.pk)
    score = Score.objects.filter(agency=cast.police, indicator__formula="").first()
    assert score is not None
    review_score(act=cast.act(Role.SUPERVISOR), score_id=score.pk, points="0", reason="没有加减分")
    officer = cast.officer(Role.SUPERVISOR)
    assert kinds_of(officer) == ["oversight.assessment", "oversight.review"]
    other = cast.officer(Role.SUPERVISOR, who="乙")
    hand_over(act=cast.act(Role.OFFICE_HEAD), giver_id=officer.pk, receiver_id=other.pk, reason="轮岗")
    assert (kinds_of(officer), kinds_of(other)) == ([], ["oversight.assessment", "oversight.review"])
    score.refresh_from_db()
    assert score.reviewed_by == str(officer.pk)


def test_citizens_and_the_system_take_nothing_and_an_unknown_kind_is_a_mistake(cast: Cast) -> None:
    take(cast.citizen(), "engagement.letter", 1)
    assert not InHand.objects.exists()
    with pytest.raises(LookupError, match=r"engagement\.leter"):
        take(cast.act(Role.DRAFTER), "engagement.leter", 1)


def test_a_request_moves_beside_the_letters(cast: Cast) -> None:
    request = Counter(cast, cast.police).under_review()
    officer = cast.officer(Role.DRAFTER, agency=cast.police)
    type(request).objects.filter(pk=request.pk).update(handler=officer)
    answered(cast)
    newcomer = cast.officer(Role.DRAFTER, agency=cast.police, who="新人")
    hand_over(
        act=cast.act(Role.SYSTEM_ADMIN, agency=cast.police), giver_id=officer.pk, receiver_id=newcomer.pk, reason="退休"
    )
    assert kinds_of(newcomer) == ["engagement.letter", "requests.request"]
