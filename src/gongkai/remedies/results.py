"""How a case can end, and the column of table 4 it counts in (domain 4.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.errors import LawError, nearest
from gongkai.law.reference import LIT, REC17, REC23, Ref
from gongkai.law.remedy_rules import NEW_LAW
from gongkai.remedies.models import Instance

UPHELD, CORRECTED, OTHER_RESULT = "upheld", "corrected", "other_result"
COLUMN_LABELS = {UPHELD: "结果维持", CORRECTED: "结果纠正", OTHER_RESULT: "其他结果"}
_COURTS = (Instance.FIRST, Instance.SECOND, Instance.RETRIAL)
_BOTH = (Instance.RECONSIDERATION, *_COURTS)


@dataclass(frozen=True, slots=True)
class Result:
    """One way a case ends: who can end it so, where it counts, and the article each law gives for it."""

    code: str
    label_zh: str
    column: str
    instances: tuple[Instance, ...]
    law_of_2023: Ref | None = None
    law_of_2017: Ref | None = None
    court: Ref | None = None

    def basis(self, instance: str, on: date) -> Ref | None:
        """The article a decision of that day rests on; None where the law of the day had none."""
        if instance != Instance.RECONSIDERATION:
            return self.court
        return self.law_of_2023 if on >= NEW_LAW else self.law_of_2017


_TABLE = (
    Result("UPHELD", "维持", UPHELD, (Instance.RECONSIDERATION,), REC23(68), REC17(28)),
    Result("CLAIM_DISMISSED", "驳回请求", UPHELD, _BOTH, REC23(69), None, LIT(69)),
    Result("REVOKED", "撤销", CORRECTED, _BOTH, REC23(64), REC17(28), LIT(70)),
    Result("ALTERED", "变更", CORRECTED, _BOTH, REC23(63), REC17(28), LIT(77)),
    Result("DECLARED_UNLAWFUL", "确认违法", CORRECTED, _BOTH, REC23(65), REC17(28), LIT(74)),
    Result("DECLARED_VOID", "确认无效", CORRECTED, _BOTH, REC23(67), None, LIT(75)),
    Result("ORDERED_TO_PERFORM", "责令履行", CORRECTED, _BOTH, REC23(66), REC17(28), LIT(72)),
    Result("WITHDRAWN", "撤回申请、撤诉", OTHER_RESULT, _BOTH, REC23(41), REC17(25), LIT(62)),
    Result("TERMINATED", "终止", OTHER_RESULT, _BOTH, REC23(41)),
    Result("MEDIATED", "调解", OTHER_RESULT, _BOTH, REC23(73), None, LIT(60)),
    Result("NOT_ACCEPTED", "不予受理、驳回申请或者起诉", OTHER_RESULT, _BOTH, REC23(33)),
)

RESULTS = {result.code: result for result in _TABLE}


def result_of(code: str) -> Result:
    """Raises LawError with all codes and the nearest one."""
    if code not in RESULTS:
        raise LawError("detail", code, RESULTS, nearest(code, RESULTS))
    return RESULTS[code]
