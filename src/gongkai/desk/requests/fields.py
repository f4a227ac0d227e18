"""Fields of the acts' forms: how a value is asked for, read, and told when it is wrong. Values stay as typed until they are right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.agencies.errors import Reason
from gongkai.audit.acts import Act
from gongkai.requests.selectors import CaseView
from gongkai.requests.typed import cleaned

Choices = Iterable[tuple[str, str]]
LONGEST_AREA = 20_000


@dataclass(frozen=True, slots=True)
class Field:
    """``kind``: text, area, day, number, choice, tick, ticks (several). ``choices`` and ``first`` are asked with the case.
    ``most`` characters are taken of a text, ``LONGEST_AREA`` of an area."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    needed: bool = False
    choices: Callable[[Act, CaseView], Choices] | None = None
    first: Callable[[Act, CaseView], str] | None = None
    most: int = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as the page shows it: value, choices, what is wrong."""

    field: Field
    value: str
    values: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    wrong: tuple[str, ...]


ON = Field("on", "日期", "day", "默认今天；已经发生而补登的，填实际日期", first=lambda act, case: act.today.isoformat())
PROOF = Field("proof", "送达凭证", hint="邮件号、签收方式等，可以先空着", most=60)


def shown(
    fields: Iterable[Field], act: Act, case: CaseView, given: Mapping[str, Any] | None, wrong: Iterable[Reason]
) -> list[Shown]:
    problems: dict[str, list[str]] = {}
    for reason in wrong:
        problems.setdefault(reason.field, []).append(str(reason))
    found = []
    for field in fields:
        choices = tuple(field.choices(act, case)) if field.choices else ()
        if given is None:
            value = field.first(act, case) if field.first else ""
            values: tuple[str, ...] = ()
        else:
            value, values = given.get(field.name, ""), tuple(given.getlist(field.name))  # type: ignore[attr-defined]
        found.append(Shown(field, value, values, choices, tuple(problems.get(field.name, ()))))
    return found


def too_long(fields: Iterable[Field], given: Mapping[str, Any]) -> Iterator[Reason]:
    """Texts over what is kept of them, each beside its field: nothing typed is cut."""
    for field in fields:
        most = {"text": field.most, "area": LONGEST_AREA}.get(field.kind)
        length = len(cleaned(str(given.get(field.name, ""))))
        if most is not None and length > most:
            yield Reason(field.name, f"{field.label}最多 {most} 个字，现有 {length} 个字")


def read_day(given: Mapping[str, Any], name: str, label: str, wrong: list[Reason], needed: bool = False) -> date | None:
    """An empty day is none; a wrong one is told with the spelling that is accepted."""
    text = str(given.get(name, "")).strip()
    if not text:
        if needed:
            wrong.append(Reason(name, f"请填写{label}"))
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong.append(Reason(name, f"{label}“{text[:20]}”不是日期，请按 2022-06-30 的格式填写"))
        return None


def read_number(
    given: Mapping[str, Any], name: str, label: str, wrong: list[Reason], needed: bool = False, example: int = 10
) -> int | None:
    text = str(given.get(name, "")).strip()
    if not text:
        if needed:
            wrong.append(Reason(name, f"请填写{label}"))
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        wrong.append(Reason(name, f"{label}“{text[:20]}”不是整数，请只填写数字，例如 {example}"))
        return None
    return int(text)


def read_yuan(given: Mapping[str, Any], name: str, label: str, wrong: list[Reason]) -> int:
    """Yuan as typed (300, 300.50) in fen."""
    text = str(given.get(name, "")).strip()
    whole, _, rest = text.partition(".")
    if whole.isascii() and whole.isdecimal() and len(whole) < 9 and len(rest) <= 2 and (not rest or rest.isdecimal()):
        return int(whole) * 100 + int((rest + "00")[:2])
    wrong.append(Reason(name, f"{label}“{text[:20]}”不是金额，请填写如 300 或 300.50"))
    return 0
