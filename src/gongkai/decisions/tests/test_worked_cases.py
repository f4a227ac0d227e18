"""The worked cases E16 and E17 of the specification, through import and revocation: due days, and which day is late.

``law/cases`` holds the same days against the law alone.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.decisions import watch
from gongkai.decisions.models import Kind, Revocation
from gongkai.decisions.selectors import decision_on, publicity_due, withdrawal_due
from gongkai.decisions.tests.factories import Row, load, penalty, permit, write_csv
from gongkai.decisions.usecases.revoke_decision import revoke_decision

pytestmark = pytest.mark.django_db


def one(cast: Cast, kind: str, decided: date) -> Row:
    day = decided.isoformat()
    if kind == "permit":
        return permit(cast.market, XK_JDRQ=day, XK_YXQZ=day)
    return penalty(cast.market, CF_JDRQ=day, CF_YXQ=f"{decided.year + 1}{day[4:]}")


@pytest.mark.parametrize(
    ("kind", "decided", "due", "day_after"),
    [
        ("permit", date(2023, 9, 27), date(2023, 10, 12), date(2023, 10, 13)),
        ("penalty", date(2025, 9, 26), date(2025, 10, 13), date(2025, 10, 14)),
    ],
)
@pytest.mark.parametrize("is_late", [False, True])
def test_e16_public_on_the_last_of_seven_working_days_and_on_the_day_after(
    cast: Cast, tmp_path: Path, kind: str, decided: date, due: date, day_after: date, is_late: bool
) -> None:
    came = day_after if is_late else due
    cast.on(came)
    row = one(cast, kind, decided)
    load(cast, write_csv(tmp_path / "file.csv", [row]), kind)
    made = decision_on(
        agency=cast.market, kind=Kind(kind), document_number=row["XK_WSH" if kind == "permit" else "CF_WSH"], day=came
    )
    shown = publicity_due(made, working_calendar())
    assert shown is not None
    assert shown.day == due
    (rate,) = watch.on_time(Kind(kind), (cast.market.pk,), decided, came, came, working_calendar())
    assert (rate.published, rate.late) == (1, int(is_late))


def test_e17_a_published_penalty_revoked_before_labour_day_is_withdrawn_in_three_working_days(
    cast: Cast, tmp_path: Path
) -> None:
    cast.on(date(2024, 4, 10))
    row = penalty(cast.market, CF_JDRQ="2024-04-08", CF_YXQ="2025-04-08")
    load(cast, write_csv(tmp_path / "file.csv", [row]))
    cast.on(date(2024, 4, 30))
    revoked = revoke_decision(
        act=cast.act(Role.APPROVER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY,
        document_number=row["CF_WSH"], ground=Revocation.Ground.REVOKED, reason="复议撤销", on=date(2024, 4, 30),
    )  # fmt: skip
    assert withdrawal_due(revoked, working_calendar()).day == date(2024, 5, 8)
