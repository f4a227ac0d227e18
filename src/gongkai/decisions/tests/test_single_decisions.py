"""Acts on one decision: revoked later it still counts; a refund is a negative fact on its own day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.decisions.counts import MEASURES
from gongkai.decisions.models import Kind, PenaltyRecord, Revocation
from gongkai.decisions.selectors import decision_on, publicity_due, withdrawal_due
from gongkai.decisions.tests.factories import charge, load, on_person, penalty, write_csv
from gongkai.decisions.usecases.refund_charge import refund_charge
from gongkai.decisions.usecases.revoke_decision import revoke_decision
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.measures.registry import Question

pytestmark = pytest.mark.django_db
BY_NAME = {measure.name: measure for measure in MEASURES}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def year(cast: Cast, as_of: date = date(2022, 12, 31)) -> Question:
    return Question((cast.market.pk,), date(2022, 1, 1), date(2022, 12, 31), as_of)


def revoke(cast: Cast, number: str = "1号", on: date = date(2022, 9, 27), reason: str = "复议决定撤销") -> Revocation:
    return revoke_decision(
        act=cast.act(Role.PUBLISHER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY,
        document_number=number, ground="REVOKED", reason=reason, on=on,
    )  # fmt: skip


def refund(cast: Cast, fen: int, number: str = "退1", on: date = date(2022, 3, 1)) -> object:
    return refund_charge(
        act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.market, document_number="票1",
        refund_number=number, amount_fen=fen, on=on,
    )  # fmt: skip


def test_a_revoked_penalty_still_counts_and_is_withdrawn_in_three_working_days(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号"), penalty(cast.market, "2号")]))
    cast.on(date(2022, 9, 28))
    revocation = revoke(cast)
    measure = BY_NAME["decisions.penalties"]
    assert measure.count(year(cast)) == 2
    assert measure.public is not None
    assert [row.document_number for row in measure.public(measure.records(year(cast)))] == ["2号"]
    # from Tuesday 27 September: 28, 29, 30; the holiday begins on 1 October
    assert withdrawal_due(revocation, packaged_calendar()).day == date(2022, 9, 30)


def test_a_corrected_import_does_not_lose_the_revocation(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    cast.on(date(2022, 9, 28))
    revoke(cast)
    load(cast, write_csv(file, [penalty(cast.market, "1号", CF_NR_FK="0.1")]))
    measure = BY_NAME["decisions.penalties"]
    assert measure.public is not None
    assert (measure.count(year(cast)), measure.public(measure.records(year(cast))).count()) == (1, 0)
    detail = measure.detail(
        decision_on(agency=cast.market, kind=Kind.PENALTY, document_number="1号", day=date(2022, 9, 28))
    )
    assert [step[1] for step in detail.history] == ["导入：file.csv", "更正：file.csv", "依法撤销"]


def test_revoking_gives_all_reasons_at_once(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    with pytest.raises(Refused) as refused:
        revoke(cast, on=date(2022, 2, 1), reason=" ")
    assert [reason.field for reason in refused.value.reasons] == ["reason", "on"]
    with pytest.raises(NotFound, match="没有文书号为“9号”"):
        revoke(cast, number="9号")
    with pytest.raises(NotAllowed):
        revoke_decision(
            act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY,
            document_number="1号", ground="REVOKED", reason="撤销", on=date(2022, 3, 1),
        )  # fmt: skip
    revoke(cast, on=date(2022, 3, 1))
    with pytest.raises(Refused, match="已经登记过"):
        revoke(cast, on=date(2022, 3, 1))


def test_the_reason_of_a_revocation_is_not_in_the_log(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    revoke(cast, on=date(2022, 3, 1), reason="张春明申诉成立")
    line = AuditLine.objects.get(event="decisions.revoked")
    assert set(line.changed) == {"document_number", "reason"}
    assert "张春明" not in str(line.facts) + str(line.changed)


def test_a_refund_is_a_negative_fact_on_its_own_day(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [charge(cast.market, "票1", SF_JE="80.00")]), "charge")
    cast.on(date(2022, 4, 1))
    refund(cast, 3_000, "退1", on=date(2022, 3, 31))
    measure = BY_NAME["decisions.charges"]
    assert measure.count(year(cast)) == 5_000
    assert measure.count(year(cast, date(2022, 3, 31))) == 8_000
    march = Question((cast.market.pk,), date(2022, 3, 1), date(2022, 3, 31), date(2022, 12, 31))
    assert measure.count(march) == -3_000
    assert [measure.line(row).title for row in measure.records(march)] == ["不动产登记费 -30.00元：自然人"]


def test_refunds_never_exceed_the_charge(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [charge(cast.market, "票1", SF_JE="80.00")]), "charge")
    refund(cast, 5_000, "退1")
    with pytest.raises(Refused, match=r"不超过尚未退还的30\.00元"):
        refund(cast, 3_001, "退2")
    with pytest.raises(Refused, match="已被使用"):
        refund(cast, 3_000, "退1")
    refund(cast, 3_000, "退2")
    assert BY_NAME["decisions.charges"].count(year(cast)) == 0


def test_the_file_of_charges_again_does_not_undo_a_refund(cast: Cast, file: Path) -> None:
    write_csv(file, [charge(cast.market, "票1", SF_JE="80.00")])
    load(cast, file, "charge")
    refund(cast, 8_000)
    assert load(cast, file, "charge").unchanged == 1
    assert BY_NAME["decisions.charges"].count(year(cast)) == 0


def test_lines_and_details_show_no_person(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [on_person(penalty(cast.market))]))
    measure = BY_NAME["decisions.penalties"]
    record = measure.records(year(cast)).get()
    line, detail = measure.line(record), measure.detail(record)
    assert (line.number, line.title, line.state) == (
        "温市监罚决〔2022〕1号",
        "行政处罚（罚款）：自然人",
        "不公示：自然人",
    )
    fields = dict(detail.fields)
    assert (fields["相对人姓名"], fields["证件号码"]) == ("张**", "4108************10")
    assert (fields["罚款金额(万元)"], "张春明" in str(detail)) == ("0.500000", False)


def test_publicity_is_due_in_seven_working_days(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号"), on_person(penalty(cast.market, "2号"))]))
    firm, person = PenaltyRecord.objects.order_by("document_number")
    due = publicity_due(firm, packaged_calendar())
    # decided on Thursday 10 February 2022: 11, 14-18, 21
    assert due is not None
    assert due.day == date(2022, 2, 21)
    assert publicity_due(person, packaged_calendar()) is None
