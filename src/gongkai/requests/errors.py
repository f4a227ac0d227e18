"""How the clock's refusals are told to an officer: in Chinese, with the step, the day and the article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.agencies.errors import NotFound, Reason, Refused
from gongkai.law.clock_error import ClockError
from gongkai.law.conventions import Conventions
from gongkai.law.events import EVENT_TYPES
from gongkai.law.limits import rows_of
from gongkai.law.reference import parse_reference

_LABELS = {kind.name: kind.label_zh for kind in EVENT_TYPES}


def event_label(kind: str) -> str:
    """The Chinese words for a type of ledger event."""
    return _LABELS.get(kind, kind)


def no_such_request() -> NotFound:
    """The same words whether there is none or it is another agency's."""
    return NotFound([Reason("request", "没有这件申请，或者不属于本单位办理")])


def from_clock(error: ClockError) -> Refused:
    """A contradiction in the ledger as a refusal beside the field it comes from."""
    what = event_label(error.type) if error.type else "办理经过"
    given = f" {error.value}" if error.value is not None else ""
    said = error.zh or "请核对日期和已登记的经过"
    return Refused([Reason(error.field or "on", f"“{what}”{given} 不能这样登记：{said}", cite(error.article))])


def cite(article: str) -> str:
    """``REG 33(2)`` as officers read it: 《中华人民共和国政府信息公开条例》第三十三条第二款; other words stay."""
    if not article:
        return ""
    try:
        return parse_reference(article).zh
    except ValueError:
        return article


def not_in_future(field: str, on: date, today: date) -> Iterator[Reason]:
    """What has not happened yet cannot be recorded."""
    if on > today:
        yield Reason(field, f"日期 {on} 晚于今天 {today}；请填写已经发生的日期")


_PERIOD, _LONGEST_PERIOD = rows_of("correction_period")[-1], rows_of("correction_period_max")[-1]


def period_faults(days: int | None, conventions: Conventions) -> Iterator[Reason]:
    """A period granted to the applicant, for a correction or for reasons; None is the agency's own.

    The law says reasonable (REG 30) and the reply waits that long: an office says by a setting how long is the longest.
    """
    given, longest = conventions.of(_PERIOD) if days is None else days, conventions.of(_LONGEST_PERIOD)
    if not 1 <= given <= longest:
        usual = "（本单位约定的天数）" if days is None else ""
        yield Reason(
            "days",
            f"期限须为 1 至 {longest} 个工作日，现为 {given}{usual}；应当合理，通常 5 至 15 个工作日",
            cite("REG 30"),
        )


def reasons_if_archived(archived_on: date | None) -> list[Reason]:
    """An archived case is read only; it opens again only by an order to reply anew."""
    return [Reason("", f"申请已于 {archived_on} 归档，不再改动")] if archived_on else []
