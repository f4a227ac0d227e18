"""Public items and accounts in few lines: what inspection looks at, without the whole review before it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import system_act
from gongkai.clock import SHANGHAI, StoppedClock
from gongkai.editions.models import Publication
from gongkai.editions.publish import publish
from gongkai.inspection.models import Finding
from gongkai.numbering.keys import new_key


def shown(agency: Agency, column: str, on: date, title: str = "信息", **payload: Any) -> Publication:
    """An edition of this day in a column."""
    clock = StoppedClock(datetime.combine(on, time(9), SHANGHAI))
    return publish(
        act=system_act("test", clock), subject_kind="catalogue.item", subject_id=new_key(), agency=agency,
        column=column, title=title, payload={"title": title, **payload},
    )  # fmt: skip


def levels(cast: Cast, rule: str) -> dict[str, str]:
    """Open findings of a rule: subject -> level."""
    rows = Finding.objects.filter(government=cast.government, rule=rule, cleared_on__isnull=True)
    return dict(rows.values_list("title", "level"))
