"""What the law leaves open and this product decides, as one frozen value an office may vary.

Numbers of days stand in ``law/limits.py``; here is which of them an office has changed (by the name of the setting) and
the choices that are no numbers. A convention never appears in a letter as law.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.errors import LawError
from gongkai.law.limits import Limit
from gongkai.law.reference import Convention


class SuspensionBegins(StrEnum):
    """After which day a consultation is excluded from the reply limit (REG 33(3) fixes no end points)."""

    DISPATCH = "DISPATCH"
    RECEIPT = "RECEIPT"


EXTENSION_KEPT = Convention("期限重新计算时已经批准的延长天数继续有效", "restart_keeps_extension")
MISSING_NOTICE = Convention("缺少某年放假安排时不推测，日期标为暂定，录入后重新计算", "missing_notice")
CLOSED_BY_DAY = Convention("逾期次日视为放弃申请", "timed_closure")


@dataclass(frozen=True, slots=True)
class Conventions:
    """``days`` holds changed numbers as (setting, number), for example ``(("correction_period", 15),)``."""

    days: tuple[tuple[str, int], ...] = ()
    suspension_begins: SuspensionBegins = SuspensionBegins.DISPATCH
    restart_keeps_extension: bool = True

    def __post_init__(self) -> None:
        for setting, number in self.days:
            if type(number) is not int or not 0 < number <= 3650:
                raise LawError(setting, number, ("a whole number of days from 1 to 3650",))

    @property
    def version(self) -> str:
        """Names this set of choices; stored beside a projection of a due day."""
        text = repr((sorted(self.days), str(self.suspension_begins), self.restart_keeps_extension))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def number(self, setting: str, default: int) -> int:
        for name, number in self.days:
            if name == setting:
                return number
        return default

    def of(self, limit: Limit) -> int:
        """The number of a row of ``law/limits.py`` that rests on a convention, as this office has it."""
        return self.number(limit.basis.setting, limit.amount) if isinstance(limit.basis, Convention) else limit.amount


def conventions_from(values: Mapping[str, int]) -> Conventions:
    """Conventions with these numbers of days changed, in an order that does not matter."""
    return Conventions(days=tuple(sorted(values.items())))


DEFAULTS = Conventions()
