"""Ledgers as units would export them: CSV files in the national format, invented but plausible, the same for the same seed.

``write_ledger`` streams: memory does not grow with the number of rows. Persons and enterprises come from pools drawn once;
decision days are spread over the year's working days (police work every day). The total of a charge ledger is exact.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from gongkai.demo.ledger_words import (
    CHARGE_ITEMS,
    COERCIONS,
    GIVEN,
    PERMITS,
    SURNAMES,
    TRADES,
    TRAFFIC,
    VIOLATIONS,
    ChargeItem,
    Violation,
)
from gongkai.law.codes import make_credit_code, make_resident_number
from gongkai.law.holiday_notices import packaged_calendar

_PERSONS, _ORGANISATIONS = 6_000, 1_500
_ORGANISATION, _PERSON, _HOUSEHOLD = "法人及非法人组织", "自然人", "个体工商户"
Party = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """The exporting organ. ``place`` is the short name of the county in invented names, ``word`` its document prefix (温市监)."""

    name: str
    uscc: str
    region_code: str
    place: str = "温县"
    word: str = "温"


@dataclass(frozen=True, slots=True)
class Task:
    unit: Unit
    count: int
    year: int
    random: Random
    persons: tuple[Party, ...]
    organisations: tuple[Party, ...]
    days: tuple[date, ...]
    total_fen: int = 0
    first_number: int = 1


def write_ledger(
    path: Path, kind: str, unit: Unit, *, count: int, year: int, seed: int, style: str = "general",
    total_fen: int = 0, first_number: int = 1, encoding: str = "utf-8-sig",
) -> Path:  # fmt: skip
    """Write ``count`` rows of ``kind`` (permit, penalty, coercion, charge) decided in ``year`` to ``path``.

    ``style`` of penalties: ``traffic`` (small fines on natural persons) or ``general``. ``total_fen`` is the exact sum of a charge
    ledger. ``first_number`` begins the document numbers. Raises ValueError for an unknown kind or a sum too small for the rows.
    """
    makers: dict[str, tuple[tuple[str, ...], Callable[[Task], Iterator[tuple[str, ...]]]]] = {
        "permit": (PERMIT_COLUMNS, _permits),
        "penalty": (PENALTY_COLUMNS, _traffic if style == "traffic" else _penalties),
        "coercion": (COERCION_COLUMNS, _coercions),
        "charge": (CHARGE_COLUMNS, _charges),
    }
    if kind not in makers:
        raise ValueError(f"kind is one of {', '.join(makers)}, not {kind!r}")
    if kind == "charge" and total_fen < count:
        raise ValueError(f"{count} charges cannot add up to {total_fen} fen; give total_fen of at least one fen a row")
    columns, make = makers[kind]
    random = Random(f"{seed} {kind} {unit.uscc} {year}")
    task = Task(
        unit, count, year, random, _draw_persons(random, unit, min(count, _PERSONS)),
        _draw_organisations(random, unit, min(count, _ORGANISATIONS)), _days(year, style == "traffic"), total_fen, first_number,
    )  # fmt: skip
    with path.open("w", encoding=encoding, newline="") as stream:
        out = csv.writer(stream)
        out.writerow(columns)
        out.writerows(make(task))
    return path


def _days(year: int, every_day: bool) -> tuple[date, ...]:
    calendar = packaged_calendar()
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
    return tuple(day for day in days if every_day or calendar.is_working(day.toordinal()))


def _draw_persons(random: Random, unit: Unit, number: int) -> tuple[Party, ...]:
    """(name, card number) of invented persons, all of age in 2015."""
    persons = []
    for _ in range(max(number, 1)):
        name = random.choice(SURNAMES) + random.choice(GIVEN) + (random.choice(GIVEN) if random.random() < 0.7 else "")
        born = date(1950, 1, 1) + timedelta(days=random.randrange(17_000))
        persons.append((name, make_resident_number(unit.region_code, born, random.randrange(1, 1000))))
    return tuple(persons)


def _draw_organisations(random: Random, unit: Unit, number: int) -> tuple[Party, ...]:
    """The seven cells of a counterparty that is an enterprise or a household: kind, name, code, person, and their card."""
    parties = []
    for serial in range(max(number, 1)):
        household = random.random() < 0.4
        boss = random.choice(SURNAMES) + random.choice(GIVEN)
        word = f"{random.choice(GIVEN)}{random.choice(GIVEN)}"
        tail = (
            random.choice(("超市", "饭店", "药房", "农资店", "五金店"))
            if household
            else f"{random.choice(TRADES)}有限公司"
        )
        code = make_credit_code("92" if household else "91", unit.region_code, 20_000_000 + serial)
        parties.append((_HOUSEHOLD if household else _ORGANISATION, f"{unit.place}{word}{tail}", code, boss))
    return tuple(parties)


def _days_of(task: Task) -> Iterator[str]:
    """As many days as rows, ascending, spread evenly over the year."""
    number = len(task.days)
    texts = [day.isoformat() for day in task.days]
    for row in range(task.count):
        yield texts[row * number // task.count]


def _after(day: str, years: int) -> str:
    """The same day some years later (28 February for the 29th)."""
    return f"{int(day[:4]) + years}{'-02-28' if day[4:] == '-02-29' else day[4:]}"


_PARTY = ("XDR_MC", "XDR_LB", "XDR_SHXYM", "FRDB", "XDR_ZJLX", "XDR_ZJHM")


def _shared(prefix: str) -> tuple[str, ...]:
    return tuple(prefix + name for name in _PARTY)


PERMIT_COLUMNS = (
    *_shared("XK_"), "XK_XKWS", "XK_WSH", "XK_XKLB", "XK_XKZS", "XK_XKBH", "XK_NR", "XK_JDRQ", "XK_YXQZ", "XK_YXQZI",
    "XK_XKJG", "XK_XKJGDM", "XK_ZT", "XK_LYDW", "XK_LYDWDM",
)  # fmt: skip
PENALTY_COLUMNS = (
    "CF_WSH", *_shared("CF_"), "CF_WFXW", "CF_SY", "CF_YJ", "CF_CFLB", "CF_CFCX", "CF_NR", "CF_NR_FK", "CF_NR_WFFF",
    "CF_JDRQ", "CF_YXQ", "CF_CFJG", "CF_CFJGDM", "CF_SJLY", "CF_SJLYDM",
)  # fmt: skip
COERCION_COLUMNS = (
    "QZ_WSH", *_shared("QZ_"), "QZ_LX", "QZ_ZL", "QZ_DX", "QZ_YJ", "QZ_JDRQ", "QZ_QX", "QZ_ZT", "QZ_QZJG", "QZ_QZJGDM",
    "QZ_SJLY", "QZ_SJLYDM",
)  # fmt: skip
CHARGE_COLUMNS = (
    "SF_PJH", "SF_XDR_LB", "SF_XDR_MC", "SF_XM", "SF_YJ", "SF_BZ_SF", "SF_JE", "SF_RQ", "SF_SFJG", "SF_SFJGDM", "SF_SJLY",
    "SF_SJLYDM",
)  # fmt: skip


def _party(task: Task, person: bool) -> Party:
    """The six cells of ``_PARTY``."""
    if person:
        name, number = task.random.choice(task.persons)
        return name, _PERSON, "", "", "身份证", number
    kind, name, code, boss = task.random.choice(task.organisations)
    return name, kind, code, boss, "", ""


def _permits(task: Task) -> Iterator[tuple[str, ...]]:
    unit, choice, chance = task.unit, task.random.choice, task.random.random
    organ = (unit.name, unit.uscc)
    for serial, day in enumerate(_days_of(task), start=task.first_number):
        item = choice(PERMITS)
        number = f"{unit.word}许准字〔{task.year}〕{serial}号"
        certificate = f"{task.year}{unit.region_code}{serial:06d}" if item.certificate else ""
        yield (
            *_party(task, chance() < item.persons), item.document, number, item.kind, item.certificate, certificate,
            item.content, day, day, _after(day, item.years) if item.years else "2099-12-31", *organ, "1", *organ,
        )  # fmt: skip


def _traffic(task: Task) -> Iterator[tuple[str, ...]]:
    """Traffic police: nearly all fines of 20 to 200 yuan on drivers, by summary procedure."""
    unit, choice, chance = task.unit, task.random.choice, task.random.random
    organ = (unit.name, unit.uscc)
    prefix = unit.region_code + f"{task.year % 100:02d}"
    for serial, day in enumerate(_days_of(task), start=task.first_number):
        act = choice(TRAFFIC)
        fined = act.fine_yuan > 0
        yield (
            f"{prefix}{serial:07d}", *_party(task, chance() < 0.985), act.title, act.facts, act.basis,
            "罚款" if fined else "警告", "简易程序", act.content, _wan(act.fine_yuan * 100) if fined else "", "",
            day, _after(day, 1), *organ, *organ,
        )  # fmt: skip


def _penalties(task: Task) -> Iterator[tuple[str, ...]]:
    unit, choice, chance = task.unit, task.random.choice, task.random.random
    organ = (unit.name, unit.uscc)
    for serial, day in enumerate(_days_of(task), start=task.first_number):
        act: Violation = choice(VIOLATIONS)
        fine = act.fine_yuan * choice((100, 100, 150, 200)) if act.fine_yuan else 0
        taken = choice((8_650, 23_400, 116_025)) if act.takes_gains else 0
        kinds = "、".join(
            filter(None, ("" if fine else "警告", "罚款" if fine else "", "没收违法所得" if taken else ""))
        )
        yield (
            f"{unit.word}罚决〔{task.year}〕{serial}号", *_party(task, chance() < act.persons), act.title, act.facts,
            act.basis, kinds, "普通程序" if fine else "简易程序", act.content, _wan(fine) if fine else "",
            _wan(taken) if taken else "", day, _after(day, 1), *organ, *organ,
        )  # fmt: skip


def _coercions(task: Task) -> Iterator[tuple[str, ...]]:
    unit, choice, chance = task.unit, task.random.choice, task.random.random
    organ = (unit.name, unit.uscc)
    for serial, day in enumerate(_days_of(task), start=task.first_number):
        act = choice(COERCIONS)
        until = (date.fromisoformat(day) + timedelta(days=30)).isoformat()
        yield (
            f"{unit.word}强制〔{task.year}〕{serial}号", *_party(task, chance() < act.persons), act.type, act.kind,
            act.object_text, act.basis, day, until, "已解除" if act.type == "行政强制措施" else "已执行完毕", *organ, *organ,
        )  # fmt: skip


def _charges(task: Task) -> Iterator[tuple[str, ...]]:
    """Rows whose amounts add up to ``total_fen`` exactly: each takes its item's rate as long as the rest allows it."""
    unit, random = task.unit, task.random
    organ = (unit.name, unit.uscc)
    left = task.total_fen
    for serial, day in enumerate(_days_of(task), start=task.first_number):
        rows_left = task.count - (serial - task.first_number)
        item: ChargeItem = random.choice(CHARGE_ITEMS)
        fen = left if rows_left == 1 else _share(random, left, rows_left, item)
        left -= fen
        person = random.random() < item.persons
        kind, name = (_PERSON, random.choice(task.persons)[0]) if person else random.choice(task.organisations)[:2]
        yield (
            f"{unit.region_code}{task.year}{serial:08d}", kind, name, item.title,
            item.basis, item.standard, f"{fen // 100}.{fen % 100:02d}", day, *organ, *organ,
        )  # fmt: skip


def _share(random: Random, left: int, rows: int, item: ChargeItem) -> int:
    """One row's amount: around the mean of what is left, in whole yuan where that is possible, at least one fen for every row."""
    mean = left / rows
    fen = int(mean * (0.5 + random.random()) * item.weight)
    if mean >= 1_000:
        fen -= fen % 100
    return min(max(fen, 1), left - (rows - 1))


def _wan(fen: int) -> str:
    """Fen as 万元 with the decimals it needs: 20 000 fen (200 yuan) is 0.02."""
    return f"{fen // 1_000_000}.{fen % 1_000_000:06d}".rstrip("0").rstrip(".")
