"""What an officer is warned of when a case is registered; a warning refuses nothing, the court decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.law.prior_reconsideration import PRIOR_BASIS, needs_prior_reconsideration
from gongkai.law.reference import LIT, REC23
from gongkai.remedies.models import Block
from gongkai.requests.models import Reply


@dataclass(frozen=True, slots=True)
class Warning:
    """``code`` is stored with the case; ``text`` is for the officer."""

    code: str
    text: str
    article: str


PRIOR_RECONSIDERATION = Warning(
    "PRIOR_RECONSIDERATION", "该答复属于不予公开，应当先申请行政复议；当事人直接起诉的，请在答辩中说明", PRIOR_BASIS.zh
)


def warnings_for(block: str, reply: Reply | None) -> Iterator[Warning]:
    """A direct suit against a refusal that had to go to reconsideration first (REC23 23(1)[4])."""
    if block != Block.LITIGATION_DIRECT or reply is None or reply.made_on is None:
        return
    withheld = [ground for item in reply.items for ground in item["grounds"]]
    if needs_prior_reconsideration(reply.outcome, [*reply.grounds, *withheld], reply.made_on):
        yield PRIOR_RECONSIDERATION


SAME_AGAIN = Warning(
    "SAME_AGAIN",
    "重新作出的答复与被纠正的答复结论和依据相同；不得以同一事实和理由作出相同或者基本相同的答复（以违反法定程序为由撤销的除外）",
    f"{REC23(64, 2).zh}、{LIT(71).zh}",
)


def remake_warnings(draft: Reply) -> Iterator[Warning]:
    """A new reply after a correction that decides the same on the same grounds (REC23 64(2), LIT 71)."""
    before = draft.replaces
    if (
        before is None
        or not before.remedy_cases.filter(results__result="corrected", results__superseded_at__isnull=True).exists()
    ):
        return
    if before.outcome == draft.outcome and sorted(before.grounds) == sorted(draft.grounds):
        yield SAME_AGAIN
