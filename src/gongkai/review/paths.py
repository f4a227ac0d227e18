"""Which stages a path of review has, and the role each stage needs (domain 2.6, section 9).

The secrecy review comes first in every path (SEC 35). The full path is for original content; the short one for reposts, notices
and personnel lists. A path is chosen when a sheet is opened and written into it: a later row changes no earlier sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.agencies.roles import Role

SECRECY, FIRST, SECOND, FINAL = "SECRECY", "FIRST", "SECOND", "FINAL"


@dataclass(frozen=True, slots=True)
class Stage:
    """One pair of eyes: ``role`` is what the officer must hold, ``by_zh`` who that usually is."""

    key: str
    label_zh: str
    role: Role
    by_zh: str


STAGES: dict[str, Stage] = {
    stage.key: stage
    for stage in (
        Stage(SECRECY, "保密审查", Role.SECRECY_REVIEWER, "保密审查员"),
        Stage(FIRST, "初审", Role.FIRST_REVIEWER, "承办科室"),
        Stage(SECOND, "复审", Role.SECOND_REVIEWER, "科室负责人"),
        Stage(FINAL, "终审（签发）", Role.APPROVER, "分管负责人"),
    )
}


@dataclass(frozen=True, slots=True)
class ReviewPath:
    """The stages of a path in order, as they stand ``since`` a day and ``until`` another (both inclusive)."""

    key: str
    label_zh: str
    stages: tuple[str, ...]
    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


FULL, TWO, SHORT, URGENT, AFTERWARDS = "full", "two", "short", "urgent", "afterwards"
PATHS: tuple[ReviewPath, ...] = (
    ReviewPath(FULL, "三级审核", (SECRECY, FIRST, SECOND, FINAL)),
    ReviewPath(TWO, "两级审核", (SECRECY, FIRST, FINAL)),
    ReviewPath(SHORT, "简易审核", (SECRECY, FINAL)),
    # What cannot wait for the signatory: out after two pairs of eyes, signed by the signatory afterwards without exception.
    ReviewPath(URGENT, "应急发布", (SECRECY, FIRST)),
    ReviewPath(AFTERWARDS, "应急发布事后审批", (FINAL,)),
)
CHOOSABLE: dict[str, str] = {path.key: path.label_zh for path in PATHS if path.key in (FULL, TWO, SHORT)}
"""What an agency may choose for a kind; the others follow from a reason given each time."""


def path_on(key: str, day: date, paths: tuple[ReviewPath, ...] = PATHS) -> ReviewPath:
    """The row of this path in force on ``day``. Raises ValueError with the paths there are."""
    for path in paths:
        if path.key == key and path.in_force(day):
            return path
    known = ", ".join(sorted({path.key for path in paths}))
    raise ValueError(f"no review path {key!r} is in force on {day}; paths: {known}")
