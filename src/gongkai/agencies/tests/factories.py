"""The shared cast of the tests: a county with its office, two departments and a township, and officers by role.

Everybody is appointed through the real use cases, on first use, with roles held since 2020-01-02. The clock is a
``ScenarioClock`` all acts share: ``cast.on(date(2022, 3, 1))`` moves it, and acts handed out before move with it.

In a room's ``tests/conftest.py``: ``from gongkai.agencies.tests.factories import cast  # noqa: F401``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.agencies.models import Agency, AgencyKind, Officer
from gongkai.agencies.rights import act_of
from gongkai.agencies.roles import Role
from gongkai.agencies.usecases.appoint import appoint_officer, name_supervisor
from gongkai.agencies.usecases.establish import establish_agency
from gongkai.audit.acts import Act, system_act
from gongkai.clock import ScenarioClock, end_of_day
from gongkai.law.codes import make_credit_code

FOUNDED = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)
TODAY = date(2022, 3, 1)  # a Tuesday without holidays around it
_REGION = "410825"


class Cast:
    """``government`` (with ``office``, its competent authority), departments ``police`` and ``market``, ``township``.

    ``neighbour`` is another county's government: whatever belongs to it must stay invisible here.
    """

    def __init__(self) -> None:
        self.clock = ScenarioClock(FOUNDED)
        self._founding = system_act("建制", ScenarioClock(FOUNDED))
        self._serial = 0
        self._officers: dict[tuple[int, tuple[Role, ...], str], Officer] = {}
        self.government = self.agency("wenxian", "温县人民政府", "温县", AgencyKind.COUNTY_GOVERNMENT, None, "温政")
        top = self.government
        self.office = self.agency(
            "wenxian-zfb", "温县人民政府办公室", "县政府办", AgencyKind.COUNTY_GOVERNMENT_OFFICE, top, "温政办"
        )
        self.police = self.agency("wenxian-gaj", "温县公安局", "县公安局", AgencyKind.COUNTY_DEPARTMENT, top)
        self.market = self.agency(
            "wenxian-scjgj", "温县市场监督管理局", "县市场监管局", AgencyKind.COUNTY_DEPARTMENT, top
        )
        self.township = self.agency("wenxian-xiangyun", "温县祥云镇人民政府", "祥云镇", AgencyKind.TOWNSHIP, top)
        self.neighbour = self.agency("wuzhi", "武陟县人民政府", "武陟县", AgencyKind.COUNTY_GOVERNMENT, None)
        name_supervisor(act=self._founding, authority=self.office, government=self.government)
        self.on(TODAY)

    def agency(
        self, code: str, name: str, short_name: str, kind: str, parent: Agency | None, prefix: str = ""
    ) -> Agency:
        """A further agency, established on the cast's first day."""
        self._serial += 1
        return establish_agency(
            act=self._founding, code=code, name=name, short_name=short_name, kind=kind, parent=parent,
            region_code=_REGION, uscc=make_credit_code("11", _REGION, self._serial), document_prefix=prefix,
        )  # fmt: skip

    def officer(self, *roles: Role, agency: Agency | None = None, who: str = "") -> Officer:
        """The officer with exactly these roles at ``agency`` (the office when not given); ``who`` names a second one."""
        place = agency or self.office
        key = (place.pk, tuple(sorted(roles)), who)
        if key not in self._officers:
            number = len(self._officers) + 1
            label = "、".join(role.label for role in roles) or "无角色"
            self._officers[key] = appoint_officer(
                act=self._founding, agency=place, username=f"officer{number}", name=f"{label}{who or number}",
                roles=roles,
            )  # fmt: skip
        return self._officers[key]

    def act(self, *roles: Role, agency: Agency | None = None, who: str = "") -> Act:
        """The act of that officer, by the cast's clock."""
        return act_of(self.officer(*roles, agency=agency, who=who), self.clock)

    def citizen(self) -> Act:
        """Somebody on the portal: no account, no agency, no role."""
        return Act("citizen", "网民", None, "", clock=self.clock, source="portal")

    def on(self, day: date, hour: int = 9, minute: int = 0) -> None:
        """Move the clock all acts of the cast share."""
        self.clock.move_to(day, hour, minute)


class RunningClock:
    """Every look is half an hour later than the one before; the first falls ``minutes`` before the midnight after ``day``."""

    def __init__(self, day: date, minutes: int) -> None:
        self.moment = end_of_day(day) - timedelta(minutes=minutes + 30)

    def now(self) -> datetime:
        self.moment += timedelta(minutes=30)
        return self.moment


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()
