"""How a reconsideration or a suit can end, its article, and the column of table 4 it counts in (domain 4.5).

结果维持: the decision upholds, or the claim is dismissed. 结果纠正: the act is revoked, altered, declared unlawful or void, or
performance is ordered (REC23 63-67). 其他结果: withdrawn, terminated, mediated, not accepted. The day of the decision says which
text of the reconsideration law a reconsideration result rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from gongkai.law.errors import LawError, nearest
from gongkai.law.reference import LIT, LITI, REC17, REC23, Ref
from gongkai.law.remedy_rules import NEW_LAW

UPHELD, CORRECTED, OTHER_RESULT = "upheld", "corrected", "other_result"
COLUMN_LABELS: Mapping[str, str] = MappingProxyType(
    {UPHELD: "结果维持", CORRECTED: "结果纠正", OTHER_RESULT: "其他结果"}
)

RECONSIDERATION = "RECONSIDERATION"
COURTS = ("FIRST", "SECOND", "RETRIAL")
_ALL = (RECONSIDERATION, *COURTS)


@dataclass(frozen=True, slots=True)
class RemedyResult:
    """One way a case ends: who can end it so, where it counts, and the articles each law gives for it (none: not in that law)."""

    code: str
    label_zh: str
    column: str
    instances: tuple[str, ...]
    law_of_2023: tuple[Ref, ...] = ()
    law_of_2017: tuple[Ref, ...] = ()
    court: tuple[Ref, ...] = ()

    def basis(self, instance: str, on: date) -> tuple[Ref, ...]:
        """The articles a decision of that instance and day rests on."""
        if instance != RECONSIDERATION:
            return self.court
        return self.law_of_2023 if on >= NEW_LAW else self.law_of_2017


_TABLE = (
    RemedyResult("UPHELD", "维持", UPHELD, (RECONSIDERATION,), (REC23(68),), (REC17(28),)),
    RemedyResult("CLAIM_DISMISSED", "驳回请求", UPHELD, _ALL, (REC23(69),), (), (LIT(69),)),
    RemedyResult("REVOKED", "撤销", CORRECTED, _ALL, (REC23(64),), (REC17(28),), (LIT(70),)),
    RemedyResult("ALTERED", "变更", CORRECTED, _ALL, (REC23(63),), (REC17(28),), (LIT(77),)),
    RemedyResult("DECLARED_UNLAWFUL", "确认违法", CORRECTED, _ALL, (REC23(65),), (REC17(28),), (LIT(74),)),
    RemedyResult("DECLARED_VOID", "确认无效", CORRECTED, _ALL, (REC23(67),), (), (LIT(75),)),
    RemedyResult("ORDERED_TO_PERFORM", "责令履行", CORRECTED, _ALL, (REC23(66),), (REC17(28),), (LIT(72),)),
    RemedyResult("WITHDRAWN", "撤回申请、撤诉", OTHER_RESULT, _ALL, (REC23(41), REC23(74)), (REC17(25),), (LIT(62),)),
    RemedyResult("TERMINATED", "终止", OTHER_RESULT, _ALL, (REC23(41),), (), (LITI(88),)),
    RemedyResult("MEDIATED", "调解", OTHER_RESULT, _ALL, (REC23(73),), (), (LIT(60),)),
    RemedyResult(
        "NOT_ACCEPTED", "不予受理、驳回申请或者起诉", OTHER_RESULT, _ALL,
        (REC23(30), REC23(33)), (REC17(17),), (LIT(51), LITI(69)),
    ),
)  # fmt: skip

REMEDY_RESULTS: Mapping[str, RemedyResult] = MappingProxyType({result.code: result for result in _TABLE})


def remedy_result(code: str) -> RemedyResult:
    """Raises LawError with all codes and the nearest one."""
    if code not in REMEDY_RESULTS:
        raise LawError("detail", code, REMEDY_RESULTS, nearest(code, REMEDY_RESULTS))
    return REMEDY_RESULTS[code]
