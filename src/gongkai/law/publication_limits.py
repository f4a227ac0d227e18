"""By when what kind of information must be public (domain 2.2): special laws prevail over the 20 working days of REG 26.

The numbers stand in ``limits``; here is to what each applies, and how a publication stands against its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PublicationLimit:
    """``limit`` is a row of ``law/limits.py``; ``from_zh`` the day it runs from; ``ledger``: decisions, counted in their ledgers."""

    limit: str
    label_zh: str
    from_zh: str
    ledger: str = ""


PUBLICATION_LIMITS: tuple[PublicationLimit, ...] = (
    PublicationLimit("publication", "一般政府信息", "形成或者变更之日"),
    PublicationLimit("budget_publication", "预算、决算", "批准（批复）之日"),
    PublicationLimit("land_notice_publication", "征收土地公告", "收到批准文件之日"),
    PublicationLimit("policy_repost", "转载国家政策", "国家发布之日"),
    PublicationLimit("permit_publicity", "行政许可决定", "作出决定之日", "permit"),
    PublicationLimit("penalty_publicity", "行政处罚决定", "作出决定之日", "penalty"),
    PublicationLimit("enforcement_publicity", "行政强制决定", "作出决定之日", "coercion"),
)


class Standing(StrEnum):
    """One piece of information against its day."""

    IN_TIME = "IN_TIME"
    LATE = "LATE"
    OVERDUE = "OVERDUE"
    SOON = "SOON"
    WAITING = "WAITING"

    @property
    def label_zh(self) -> str:
        return _LABELS[self]


_LABELS = {
    Standing.IN_TIME: "按期公开", Standing.LATE: "逾期公开", Standing.OVERDUE: "逾期未公开", Standing.SOON: "临期",
    Standing.WAITING: "期限内",
}  # fmt: skip


def standing_of(due: date, warned: date, published: date | None, today: date) -> Standing:
    """``warned`` is the first day of the warning. Published on the last day is in time.

    >>> standing_of(date(2022, 3, 21), date(2022, 3, 14), date(2022, 3, 21), date(2022, 5, 1)).label_zh
    '按期公开'
    >>> standing_of(date(2022, 3, 21), date(2022, 3, 14), None, date(2022, 3, 14)).label_zh
    '临期'
    """
    if published is not None:
        return Standing.IN_TIME if published <= due else Standing.LATE
    if today > due:
        return Standing.OVERDUE
    return Standing.SOON if today >= warned else Standing.WAITING


def light_of(standings: frozenset[Standing]) -> str:
    """``red`` while something is overdue, ``yellow`` for what ends soon or went out late, ``green``, ``none`` where nothing runs.

    >>> light_of(frozenset({Standing.IN_TIME, Standing.LATE})), light_of(frozenset())
    ('yellow', 'none')
    """
    if Standing.OVERDUE in standings:
        return "red"
    if standings & {Standing.SOON, Standing.LATE}:
        return "yellow"
    return "green" if standings else "none"
