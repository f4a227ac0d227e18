"""Figures of incidents and trainings, as known on a day; a later judgement or correction changes no earlier figure."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, RunningClock
from gongkai.measures.registry import Question
from gongkai.oversight import counts
from gongkai.oversight.models import IncidentJudged, TrainingSession
from gongkai.oversight.selectors import trainings_for
from gongkai.oversight.tests.test_accountability import judged
from gongkai.oversight.usecases.judge_severity import judge_severity, propose_severity
from gongkai.oversight.usecases.record_training import correct_training, record_training

LATER = date(2023, 3, 1)


def _asked(cast: Cast, as_of: date = LATER) -> Question:
    ids = (cast.government.pk, cast.office.pk, cast.police.pk)
    return Question(ids, date(2022, 1, 1), date(2022, 12, 31), as_of)


def _training(cast: Cast, participants: int = 60, **changes: object) -> TrainingSession:
    asked: dict[str, object] = {
        "act": cast.act(Role.OFFICE_HEAD), "agency": cast.office, "topic": "政府信息公开条例解读",
        "form": "CLASSROOM", "participants": participants,
    }  # fmt: skip
    return record_training(**(asked | changes))  # type: ignore[arg-type]


def test_a_year_without_incidents_counts_zero(cast: Cast) -> None:
    judged(cast, "ORDINARY")
    assert counts.MAJOR_INCIDENTS.count(_asked(cast)) == 0


def test_a_major_incident_counts_for_the_responsible_agency(cast: Cast) -> None:
    judged(cast, "MAJOR")
    judged(cast, "MAJOR", about=cast.market)
    assert counts.MAJOR_INCIDENTS.grouped(_asked(cast), ("agency",)) == {(cast.police.pk,): 1}
    fact = counts.MAJOR_INCIDENTS.narrowed(_asked(cast)).get()
    detail = counts.MAJOR_INCIDENTS.detail(fact)
    assert detail.line.title == "温县公安局：逾期答复"
    assert "12个工作日" not in repr(detail)


def test_a_case_judged_anew_keeps_its_earlier_figure(cast: Cast) -> None:
    case = judged(cast, "MAJOR")
    cast.on(date(2022, 9, 1))
    propose_severity(act=cast.act(Role.SUPERVISOR), case_id=case.id, severity="ORDINARY", reason="复核后认定")
    assert counts.MAJOR_INCIDENTS.count(_asked(cast)) == 1
    judge_severity(act=cast.act(Role.OFFICE_HEAD), case_id=case.id)
    assert counts.MAJOR_INCIDENTS.count(_asked(cast, as_of=date(2022, 8, 31))) == 1
    assert counts.MAJOR_INCIDENTS.count(_asked(cast, as_of=date(2022, 9, 1))) == 0


@pytest.mark.parametrize("minutes", [5, 35, 65, 95])
def test_a_case_judged_anew_at_midnight_has_one_severity_every_day(cast: Cast, minutes: int) -> None:
    case = judged(cast, "MAJOR")
    cast.on(date(2022, 9, 1))
    propose_severity(act=cast.act(Role.SUPERVISOR), case_id=case.id, severity="MAJOR", reason="复核后认定")
    judge_severity(act=cast.act(Role.OFFICE_HEAD).at(RunningClock(date(2022, 9, 1), minutes)), case_id=case.id)
    for as_of in (date(2022, 9, 1), date(2022, 9, 2)):
        assert counts.MAJOR_INCIDENTS.count(_asked(cast, as_of)) == 1


@pytest.mark.parametrize("minutes", [5, 35, 65, 95])
def test_a_training_corrected_at_midnight_is_there_every_day(cast: Cast, minutes: int) -> None:
    session = _training(cast, 60)
    act = cast.act(Role.OFFICE_HEAD).at(RunningClock(date(2022, 5, 1), minutes))
    correct_training(
        act=act,
        training_id=session.id,
        topic=session.topic,
        form="CLASSROOM",
        participants=58,
        held_on=date(2022, 3, 1),
    )
    for as_of in (date(2022, 5, 1), date(2022, 5, 2)):
        assert counts.TRAININGS.count(_asked(cast, as_of)) == 1


def test_trainings_and_those_who_took_part(cast: Cast) -> None:
    _training(cast, 60)
    _training(cast, 25, form="ONLINE")
    assert counts.TRAININGS.count(_asked(cast)) == 2
    assert counts.TRAININGS.count(_asked(cast), {"form": "ONLINE"}) == 1
    assert counts.TRAINING_PARTICIPANTS.count(_asked(cast)) == 85
    fact = counts.TRAININGS.narrowed(_asked(cast), {"form": "ONLINE"}).get()
    assert ("参加人数", "25人") in counts.TRAININGS.detail(fact).fields


def test_a_corrected_training_keeps_its_earlier_figure(cast: Cast) -> None:
    session = _training(cast, 60)
    cast.on(date(2022, 5, 1))
    corrected = {"topic": session.topic, "form": "CLASSROOM", "participants": 58, "held_on": date(2022, 3, 1)}
    act = cast.act(Role.OFFICE_HEAD)
    correct_training(act=act, training_id=session.id, **corrected)  # type: ignore[arg-type]
    assert counts.TRAINING_PARTICIPANTS.count(_asked(cast, as_of=date(2022, 4, 30))) == 60
    assert counts.TRAINING_PARTICIPANTS.count(_asked(cast)) == 58
    assert counts.TRAININGS.count(_asked(cast)) == 1
    with pytest.raises(NotFound, match="已经更正过"):
        correct_training(act=act, training_id=session.id, **corrected)  # type: ignore[arg-type]


def test_a_training_of_tomorrow_or_without_people_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        _training(cast, 0, held_on=date(2022, 3, 2), form="PARTY")
    assert [reason.field for reason in refusal.value.reasons] == ["form", "participants", "held_on"]


def test_who_may_record_and_who_sees_a_training(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        _training(cast, act=cast.act(Role.DRAFTER))
    session = _training(cast)
    assert list(trainings_for(cast.act(Role.SUPERVISOR))) == [session]
    assert list(trainings_for(cast.act(Role.DRAFTER, agency=cast.police))) == []


def test_a_judgement_and_a_training_are_not_changed_in_place(cast: Cast) -> None:
    judged(cast, "MAJOR")
    _training(cast)
    for model, change in ((IncidentJudged, {"severity": "ORDINARY"}), (TrainingSession, {"participants": 61})):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.update(**change)  # type: ignore[attr-defined]
