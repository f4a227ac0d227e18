"""The roll-up of a province's returns: all cells, one cell opened, every unit's state; against a plain sum of the same rows.

    python benchmarks/rollup.py [--units 3000] [--small] [--repeat 3]

Fills a database of its own (SQLite in a temporary folder, or an empty one named by DATABASE_URL) with a province, its units and one
accepted return of each (every cell of the form; four of five are 0, as in published reports), and prints one JSON document. The
peer is the least the database itself needs: SUM over the same rows, cell by cell, without units, kinds, and who is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

YEAR, TODAY = 2022, date(2023, 3, 1)
MOMENT = datetime(2023, 1, 20, tzinfo=UTC)
CELLS = ("table2.art20_6.penalties.decisions", "table3.new_received.natural_person", "table3.new_received.total",
         "table3.results_total.total", "table4.reconsideration.total")  # fmt: skip
LIMITS = {"rollup_seconds": 2.0, "cell_seconds": 0.3}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--units", type=int, default=3000)
    arguments.add_argument("--small", action="store_true", help="60 units, one round: does it still run")
    arguments.add_argument("--repeat", type=int, default=3)
    given = arguments.parse_args()
    units, repeat = (60, 1) if given.small else (given.units, given.repeat)
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        os.environ.update(GONGKAI_HOME=folder, GONGKAI_KEY="33" * 32)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
        import_module("django").setup()
        import_module("django.core.management").call_command("migrate", verbosity=0)
        answer = measure(*fill(units), repeat)
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0 if answer["reached"] or given.small else 1


def fill(units: int) -> tuple[Any, dict[str, int]]:
    """The campaign, and the true sum of every cell."""
    models = import_module("gongkai.annual_report.models")
    returns = import_module("gongkai.returns.models")
    counted = import_module("gongkai.returns.form").COUNTED
    credit_code = import_module("gongkai.law.codes").make_credit_code
    agencies = import_module("gongkai.agencies.models").Agency
    chance = random.Random(2022)

    def agency(number: int, kind: str, parent: Any = None) -> Any:
        code = f"unit{number}" if number else "province"
        return agencies(code=code, name=code, short_name=code, kind=kind, parent=parent, region_code="410000",
                        path=f"{parent.path if parent else '/'}{code}/", uscc=credit_code("11", "410000", number + 1))  # fmt: skip

    province = agency(0, "province_government")
    province.save()
    below = agencies.objects.bulk_create(
        [agency(number, "county_department", province) for number in range(1, units + 1)]
    )
    campaign = returns.Campaign.objects.create(
        agency=province,
        year=YEAR,
        form="FMT-2021.1",
        unit_due=date(2023, 1, 31),
        report_due=date(2023, 3, 31),
        opened_at=MOMENT,
    )
    returns.CampaignUnit.objects.bulk_create(returns.CampaignUnit(campaign=campaign, agency=one) for one in below)
    truth = dict.fromkeys(counted, 0)
    sheets, parts = [], []
    for one in below:
        values = {key: str(chance.randrange(1, 400)) if chance.random() < 0.2 else "0" for key in counted}
        for key, text in values.items():
            truth[key] += int(text)
        sheet = models.Sheet(
            kind="return", agency=one, year=YEAR, values=values, happened_on=date(YEAR, 12, 31), source="x", is_zero=True,
            state="ACCEPTED", recorded_at=MOMENT, recorded_by="a", decided_at=MOMENT, decided_by="b",
        )  # fmt: skip
        sheets.append(sheet)
        parts += [
            models.ReportedPart(sheet=sheet, kind="return", agency=one, year=YEAR, cell=key, value=text,
                                happened_on=date(YEAR, 12, 31), recorded_at=MOMENT)
            for key, text in values.items()
        ]  # fmt: skip
    models.Sheet.objects.bulk_create(sheets, batch_size=500)
    for start in range(0, len(parts), 20_000):
        models.ReportedPart.objects.bulk_create(parts[start : start + 20_000], batch_size=2_000)
    return campaign, truth


def measure(campaign: Any, truth: dict[str, int], repeat: int) -> dict[str, Any]:
    rollup = import_module("gongkai.returns.rollup")
    states = import_module("gongkai.returns.states")
    whole = [rollup.report_of(campaign, TODAY)]
    right = all(whole[0].figures[key].value == value for key, value in truth.items())
    seconds = timed(lambda: rollup.report_of(campaign, TODAY), repeat)
    opened = {}
    for key in CELLS:
        found = rollup.open_cell(campaign, key, TODAY)
        right = right and found.value == whole[0].figures[key].value
        opened[key] = round(timed(lambda key=key: rollup.open_cell(campaign, key, TODAY), repeat), 3)  # type: ignore[misc]
    peer = timed(peer_sum, repeat)
    states_seconds = round(timed(lambda: states.standings(campaign, TODAY), repeat), 3)
    return {
        "units": campaign.units.count(),
        "cells_returned": len(truth) * campaign.units.count(),
        "database": import_module("django.db").connection.vendor,
        "every_sum_right": right,
        "rollup_seconds": round(seconds, 3),
        "plain_sum_seconds": round(peer, 3),
        "against_plain_sum": round(seconds / peer, 1),
        "cell_seconds": opened,
        "states_seconds": states_seconds,
        "processor_seconds": dict(zip(("rollup", *CELLS, "plain_sum", "states"), CPU, strict=False)),
        "limits": LIMITS,
        "reached": right and seconds <= LIMITS["rollup_seconds"] and max(opened.values()) <= LIMITS["cell_seconds"],
    }


def peer_sum() -> int:
    with import_module("django.db").connection.cursor() as cursor:
        cursor.execute("SELECT cell, SUM(value) FROM annual_report_part WHERE superseded_at IS NULL GROUP BY cell")
        return len(cursor.fetchall())


def timed(call: Callable[[], object], repeat: int) -> float:
    found = []
    for _ in range(repeat):
        start, busy = perf_counter(), process_time()
        call()
        found.append((perf_counter() - start, process_time() - busy))
    CPU.append(round(median(one[1] for one in found), 3))
    return median(one[0] for one in found)


CPU: list[float] = []
"""Processor seconds of each measurement: what remains of it on a machine that has nothing else to do."""


if __name__ == "__main__":
    sys.exit(main())
