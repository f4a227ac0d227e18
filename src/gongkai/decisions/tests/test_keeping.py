"""Kept: corrected with a reason, publicity ends by rule and by repair; two people, nothing overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.decisions.integrity import broken_batches
from gongkai.decisions.kept import Correction, RepairApplication, RepairDecision
from gongkai.decisions.models import DecisionVersion, Kind, PenaltyRecord
from gongkai.decisions.publicity_end import publicity_end
from gongkai.decisions.selectors import decision_on, versions_of
from gongkai.decisions.tests.factories import charge, load, on_person, penalty, write_csv
from gongkai.decisions.usecases.correct_decision import correct_decision
from gongkai.decisions.usecases.repair_credit import applications_of, apply_for_repair, decide_repair

pytestmark = pytest.mark.django_db


def current(cast: Cast, number: str = "1号", kind: Kind = Kind.PENALTY) -> DecisionVersion:
    day = cast.act(Role.DRAFTER, agency=cast.market).today
    return decision_on(agency=cast.market, kind=kind, document_number=number, day=day)


def correct(cast: Cast, reason: str = "金额录入有误", **changes: str) -> DecisionVersion:
    return correct_decision(
        act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY, document_number="1号",
        changes=changes, reason=reason,
    )  # fmt: skip


def apply(cast: Cast, on: date, evidence: str = "罚款已缴清") -> RepairApplication:
    return apply_for_repair(
        act=cast.act(Role.DRAFTER, agency=cast.market),
        agency=cast.market,
        document_number="1号",
        evidence=evidence,
        on=on,
    )


def decide(
    cast: Cast, application: RepairApplication, on: date, granted: bool = True, reason: str = ""
) -> RepairDecision:
    act = cast.act(Role.APPROVER, agency=cast.market)
    return decide_repair(act=act, application_id=application.pk, granted=granted, reason=reason, on=on)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def test_a_correction_is_a_new_version_with_its_reason(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    first = current(cast)
    cast.on(date(2022, 3, 8))
    corrected = correct(cast, fine_fen="0.3")
    assert isinstance(corrected, PenaltyRecord)
    assert (corrected.fine_fen, corrected.first_batch_id) == (300_000, first.batch_id)
    assert [version.pk for version in versions_of(corrected)] == [first.pk, corrected.pk]
    assert Correction.objects.get().reason == "金额录入有误"
    # what was known before stays what it was
    before = decision_on(agency=cast.market, kind=Kind.PENALTY, document_number="1号", day=date(2022, 3, 1))
    assert (before.pk, list(broken_batches(cast.act(Role.DRAFTER).now))) == (first.pk, [])
    line = AuditLine.objects.get(event="decisions.corrected")
    assert "金额" not in str(line.facts) + str(line.changed)


def test_a_correction_is_checked_like_a_row_of_a_file(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    with pytest.raises(Refused, match="罚款金额应大于0"):
        correct(cast, fine_fen="0")
    with pytest.raises(Refused, match="没有改动任何内容"):
        correct(cast, fine_fen="0.5")
    with pytest.raises(Refused) as refused:
        correct(cast, reason=" ", document_number="2号")
    assert [reason.field for reason in refused.value.reasons] == ["document_number", "reason"]
    assert PenaltyRecord.objects.count() == 1


def test_the_corrected_row_equals_the_file_that_says_the_same(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [on_person(penalty(cast.market, "1号"))]))
    correct(cast, fine_fen="0.3")
    again = load(cast, write_csv(file, [on_person(penalty(cast.market, "1号", CF_NR_FK="0.3"))]))
    assert (again.unchanged, again.changed) == (1, 0)


def test_a_refund_is_corrected_and_stays_negative(cast: Cast, file: Path) -> None:
    back = charge(cast.market, "退1", SF_LB="退费", SF_YPJH="票1", SF_JE="30.00")
    load(cast, write_csv(file, [charge(cast.market, "票1"), back]), "charge")
    corrected = correct_decision(
        act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.market, kind=Kind.CHARGE, document_number="退1",
        changes={"amount_fen": "20.00"}, reason="金额录入有误",
    )  # fmt: skip
    assert corrected.amount_fen == -2_000  # type: ignore[attr-defined]


def test_another_county_corrects_nothing(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    with pytest.raises(NotAllowed):
        correct_decision(
            act=cast.act(Role.DRAFTER, agency=cast.neighbour), agency=cast.market, kind=Kind.PENALTY, document_number="1号",
            changes={"fine_fen": "0.3"}, reason="越权",
        )  # fmt: skip


def test_publicity_ends_by_itself_at_the_longest_period(cast: Cast, file: Path) -> None:
    cast.on(date(2026, 5, 8))
    load(cast, write_csv(file, [penalty(cast.market, "1号", CF_JDRQ="2026-05-06", CF_YXQ="2027-05-06")]))
    end = publicity_end(current(cast))
    assert (end.last, end.is_over(date(2027, 5, 6)), end.is_over(date(2027, 5, 7))) == (date(2027, 5, 6), False, True)


def test_a_granted_repair_ends_publicity_on_its_day(cast: Cast, file: Path) -> None:
    cast.on(date(2026, 5, 8))
    load(cast, write_csv(file, [penalty(cast.market, "1号", CF_JDRQ="2026-05-06", CF_YXQ="2027-05-06")]))
    cast.on(date(2026, 8, 6))
    with pytest.raises(Refused, match="2026-08-06起可以申请"):
        apply(cast, on=date(2026, 8, 5))
    application = apply(cast, on=date(2026, 8, 6))
    with pytest.raises(Refused, match="已有一件申请正在办理"):
        apply(cast, on=date(2026, 8, 6))
    cast.on(date(2026, 8, 12))
    decide(cast, application, on=date(2026, 8, 12))
    end = publicity_end(current(cast))
    assert (end.last, end.is_over(date(2026, 8, 11)), end.is_over(date(2026, 8, 12))) == (
        date(2026, 8, 12),
        False,
        True,
    )
    with pytest.raises(Refused, match="公示已于2026-08-12终止"):
        apply(cast, on=date(2026, 8, 12))


def test_who_registered_an_application_does_not_decide_it(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    both = cast.act(Role.DRAFTER, Role.APPROVER, agency=cast.market)
    application = apply_for_repair(
        act=both, agency=cast.market, document_number="1号", evidence="罚款已缴清", on=date(2022, 3, 1)
    )
    with pytest.raises(NotAllowed, match="由另一人办理"):
        decide_repair(act=both, application_id=application.pk, granted=True, reason="", on=date(2022, 3, 1))
    with pytest.raises(Refused, match="不予修复的须说明理由"):
        decide(cast, application, on=date(2022, 3, 1), granted=False)
    decide(cast, application, on=date(2022, 3, 1), granted=False, reason="尚未履行")
    with pytest.raises(Refused, match="已经作出决定"):
        decide(cast, application, on=date(2022, 3, 1))
    assert publicity_end(current(cast)).last is None
    # refused once, the subject may apply again
    assert len(applications_of(current(cast))) == 1
    apply(cast, on=date(2022, 3, 1))
    assert len(applications_of(current(cast))) == 2


def test_only_what_is_published_is_repaired(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [on_person(penalty(cast.market, "1号"))]))
    with pytest.raises(Refused) as refused:
        apply(cast, on=date(2022, 1, 1), evidence="")
    assert [reason.field for reason in refused.value.reasons] == ["document_number", "evidence", "on"]
