"""The county's ledgers: which unit keeps how much of each, and their imports through the year.

A unit exports its ledger for a quarter (a large one for a month) and its drafter imports the file some working days later. The files
are written by a second process meanwhile (``ledger_files``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from gongkai.agencies.roles import Role
from gongkai.decisions.usecases.import_decisions import import_decisions
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Meter, Story
from gongkai.demo.scale import Scale
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian.agencies import BY_CODE
from gongkai.demo.wenxian.ledger_files import Files

_LARGE = 4_000
_ROWS_A_UNIT_OF_COST = 30
_TRAFFIC_POLICE = "wenxian-gaj"

# Shares of the ledgers by unit; traffic police make nearly all penalties of a county.
_SHARES: dict[str, dict[str, int]] = {
    "permit": {
        "wenxian-gaj": 21_000, "wenxian-scj": 15_500, "wenxian-spj": 4_200, "wenxian-wjw": 2_100, "wenxian-jtys": 1_900,
        "wenxian-zrj": 1_700, "wenxian-zjj": 1_200, "wenxian-nyj": 900, "wenxian-rsj": 800, "wenxian-slj": 420,
        "wenxian-cgj": 380, "wenxian-jtj": 260, "wenxian-mzj": 210, "wenxian-wgl": 160, "wenxian-yjj": 90, "wenxian-hbj": 47,
    },
    "penalty": {
        _TRAFFIC_POLICE: 173_000, "wenxian-cgj": 1_900, "wenxian-scj": 1_400, "wenxian-jtys": 1_100, "wenxian-swt": 900,
        "wenxian-wjw": 420, "wenxian-nyj": 260, "wenxian-hbj": 240, "wenxian-zjj": 200, "wenxian-zrj": 160, "wenxian-yjj": 140,
        "wenxian-slj": 60, "wenxian-ybj": 45, "wenxian-wgl": 38,
    },
    "coercion": {
        _TRAFFIC_POLICE: 4_600, "wenxian-jtys": 380, "wenxian-scj": 290, "wenxian-cgj": 210, "wenxian-hbj": 110,
        "wenxian-swt": 76, "wenxian-yjj": 40,
    },
    "charge": {
        "wenxian-zrj": 900, "wenxian-rsj": 700, "wenxian-gaj": 620, "wenxian-zjj": 480, "wenxian-wjw": 300, "wenxian-slj": 220,
        "wenxian-cgj": 180, "wenxian-scj": 150, "wenxian-jtys": 120,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ledger:
    """One unit's ledger of one kind for the year; ``fen`` is the exact sum of a charge ledger."""

    organ: str
    kind: str
    rows: int
    fen: int = 0

    @property
    def style(self) -> str:
        return "traffic" if (self.organ, self.kind) == (_TRAFFIC_POLICE, "penalty") else "general"

    @property
    def months_a_file(self) -> int:
        return 1 if self.rows > _LARGE else 3

    @property
    def ends(self) -> tuple[int, ...]:
        """The last month of each file."""
        return tuple(range(self.months_a_file, 13, self.months_a_file))


def ledgers(scale: Scale) -> tuple[Ledger, ...]:
    """Every ledger of the year; counts and the sum of the charges come out exactly."""
    counts = {"permit": scale.permits, "penalty": scale.penalties, "coercion": scale.coercion}
    found = [
        Ledger(organ, kind, rows)
        for kind, total in counts.items()
        for organ, rows in zip(_SHARES[kind], share(total, list(_SHARES[kind].values())), strict=True)
    ]
    charging = _SHARES["charge"]
    rows = share(max(len(charging) * 4, scale.charges_fen // 280_000), list(charging.values()))
    sums = share(scale.charges_fen, list(charging.values()))
    found += [Ledger(organ, "charge", n, fen) for organ, n, fen in zip(charging, rows, sums, strict=True)]
    return tuple(ledger for ledger in found if ledger.rows)


def as_documents(scale: Scale) -> list[dict[str, object]]:
    """What the second process is told."""
    names = ("organ", "kind", "rows", "fen", "style", "months_a_file")
    return [{name: getattr(ledger, name) for name in names} for ledger in ledgers(scale)]


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` by ``weights`` into whole parts that add up (largest remainders first)."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def plan(stage: Stage, agenda: Agenda, scale: Scale, files: Files, year: int) -> None:
    """Put every import on the agenda; December's come in January."""
    for ledger in ledgers(scale):
        random = Random(f"ledger {ledger.organ} {ledger.kind}")
        for end in ledger.ends:
            moment = days.later(random, _after_month(year, end), random.randint(2, 6))
            agenda.meter.expect(_cost(ledger))
            agenda.add(moment, _import(stage, agenda.meter, ledger, files, end), "台账导入", cost=2, alone=True)


def _import(stage: Stage, meter: Meter, ledger: Ledger, files: Files, end: int) -> Story:
    path = files.wait_for(ledger.organ, ledger.kind, end)
    told = 0

    def progress(rows: int) -> None:
        nonlocal told
        meter.add((rows - told) / _ROWS_A_UNIT_OF_COST, f"{title}（{rows}行）")
        told = rows

    title = f"{BY_CODE[ledger.organ].short_name}台账导入"
    if path is not None:
        report = import_decisions(
            act=stage.act(ledger.organ, Role.DRAFTER), agency=stage.agencies[ledger.organ], kind=ledger.kind, path=path,
            progress=progress,
        )  # fmt: skip
        path.unlink()
        if report.rejected:
            raise RuntimeError(f"{path.name}: {report.rejected[0].as_json()}")
    yield from _nothing_more()


def _nothing_more() -> Iterator[datetime]:
    return iter(())


def _cost(ledger: Ledger) -> float:
    return ledger.rows / len(ledger.ends) / _ROWS_A_UNIT_OF_COST


def _after_month(year: int, month: int) -> datetime:
    return days.at((date(year, month, 28) + timedelta(days=4)).replace(day=1), 8 * 60)
