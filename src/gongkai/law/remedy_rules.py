"""Who hears a remedy, by kind of agency and day of the reply: dated rows (domain 3.8).

The day of the reply decides between the two texts of the reconsideration law. The transition of earlier replies challenged
later is not settled in the law, so a change of practice is a change of these rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.agency_kinds import (
    COUNTY_GOVERNMENT,
    PROVINCE_GOVERNMENT,
    SAME_LEVEL_GOVERNMENT,
    UPPER_AUTHORITY,
    UPPER_DEPARTMENT,
    UPPER_JUSTICE_DEPARTMENT,
    UPPER_LEVEL_GOVERNMENT,
    ReconsiderationBody,
)
from gongkai.law.errors import LawError
from gongkai.law.reference import LIT, REC17, REC23, REG, Ref

FIRST_DAY = date(2019, 5, 15)
"""The outcomes are those of the Regulation in force since this day."""
NEW_LAW = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class BodyRule:
    """From ``since`` to the day before ``until`` (None: still), ``bodies`` hear the replies of ``agencies``; several: a choice."""

    agencies: tuple[str, ...]
    bodies: tuple[ReconsiderationBody, ...]
    since: date
    until: date | None
    basis: Ref

    def applies(self, agency: str, on: date) -> bool:
        return agency in self.agencies and self.since <= on and (self.until is None or on < self.until)


_DEPARTMENTS = ("county_government_office", "county_department", "city_department", "province_department")

BODY_RULES = (
    BodyRule(
        (*_DEPARTMENTS, "county_justice"), (SAME_LEVEL_GOVERNMENT, UPPER_DEPARTMENT), FIRST_DAY, NEW_LAW, REC17(12, 1)
    ),
    BodyRule(("county_tax",), (UPPER_AUTHORITY,), FIRST_DAY, NEW_LAW, REC17(12, 2)),
    BodyRule(("county_government", "city_government"), (UPPER_LEVEL_GOVERNMENT,), FIRST_DAY, NEW_LAW, REC17(13)),
    BodyRule(("township",), (COUNTY_GOVERNMENT,), FIRST_DAY, NEW_LAW, REC17(13)),
    BodyRule(("province_government",), (PROVINCE_GOVERNMENT,), FIRST_DAY, NEW_LAW, REC17(14)),
    BodyRule(_DEPARTMENTS, (SAME_LEVEL_GOVERNMENT,), NEW_LAW, None, REC23(24)),
    BodyRule(("county_justice",), (SAME_LEVEL_GOVERNMENT, UPPER_JUSTICE_DEPARTMENT), NEW_LAW, None, REC23(28)),
    BodyRule(("county_tax",), (UPPER_AUTHORITY,), NEW_LAW, None, REC23(27)),
    BodyRule(("county_government", "city_government"), (UPPER_LEVEL_GOVERNMENT,), NEW_LAW, None, REC23(24)),
    BodyRule(("township",), (COUNTY_GOVERNMENT,), NEW_LAW, None, REC23(24)),
    BodyRule(("province_government",), (PROVINCE_GOVERNMENT,), NEW_LAW, None, REC23(24, 2)),
)

DIRECT_SUIT_LIMIT, DIRECT_SUIT_BASIS = "6 months", LIT(46)
SUIT_AFTER_RECONSIDERATION_LIMIT, SUIT_AFTER_RECONSIDERATION_BASIS = "15 days", LIT(45)

GROUND_ARTICLES = tuple(
    REG(article) for article in (13, 14, 15, 16, 17, 30, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42)
)
"""The articles of the Regulation a reply can rest on."""


def body_rule(agency: str, on: date) -> BodyRule:
    """The one row for this kind of agency on this day. Raises LawError for a day before the first row."""
    for rule in BODY_RULES:
        if rule.applies(agency, on):
            return rule
    hint = "The outcomes are those of the Regulation in force since that day."
    raise LawError("replied_on", on.isoformat(), (f"a day from {FIRST_DAY.isoformat()}",), hint)
