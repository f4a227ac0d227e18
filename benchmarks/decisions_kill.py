"""Kill -9 at random moments of an import: nothing half-imported is ever visible, and the same file imports afterwards.

    python benchmarks/decisions_kill.py [--kills 200] [--rows 6000]

One process imports; it is killed after a random time, between its start and a little after its usual end. After each kill the visible
rows must be, one by one, those of before or those of the whole file, batches and rows must agree (as `gongkai check` looks at them),
and the next import clears what was left. Every file changes a third of the rows of the one before, so that
marks of superseded versions are at stake too. Prints one JSON document; ends with 1 where anything was half. SQLite in a folder of its
own, or the database of DATABASE_URL (an empty one; its tables are made).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

_IMPORT = """
import sys, django
django.setup()
from pathlib import Path
from gongkai.agencies.models import Agency
from gongkai.audit.acts import system_act
from gongkai.decisions.usecases.import_decisions import import_decisions
agency = Agency.objects.get(code="benchmark")
print("begin", flush=True)
import_decisions(act=system_act("benchmark"), agency=agency, kind="penalty", path=Path(sys.argv[1]))
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--rows", type=int, default=6_000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        os.environ.update(GONGKAI_HOME=folder, GONGKAI_KEY="33" * 32)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
        import_module("django").setup()
        import_module("django.core.management").call_command("migrate", verbosity=0)
        found = measure(Path(folder), given.kills, given.rows, random.Random(given.seed))
    print(json.dumps(found, ensure_ascii=False, indent=2))
    sys.exit(1 if found["half_imports"] or found["damage"] else 0)


def measure(folder: Path, kills: int, rows: int, chance: random.Random) -> dict[str, Any]:
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    agency = import_module("gongkai.agencies.usecases.establish").establish_agency(
        act=act, code="benchmark", name="温县公安局交通警察大队", short_name="交警大队", kind="county_department",
        region_code="410825", uscc=import_module("gongkai.law.codes").make_credit_code("11", "410825", 3),
    )  # fmt: skip
    path = folder / "ledger.csv"
    ledgers = import_module("gongkai.demo.ledgers")
    unit = ledgers.Unit(agency.name, agency.uscc, agency.region_code, word="温公交")
    ledgers.write_ledger(path, "penalty", unit, count=rows, year=2022, seed=1, style="traffic")
    usual = import_whole(path)
    result: dict[str, Any] = {
        "kills": 0, "rows": rows, "database": import_module("django.db").connection.vendor, "import_s": round(usual, 2),
        "killed_while_staging": 0, "killed_after_commit": 0, "half_imports": 0, "damage": [],
    }  # fmt: skip
    before = visible()
    for number in range(1, kills + 1):
        wanted = change_a_third(path, number)
        kill_at(path, chance.uniform(0, usual * 1.1))
        now = visible()
        result["kills"] += 1
        result["killed_after_commit" if now == wanted else "killed_while_staging"] += 1
        result["half_imports"] += now not in (before, wanted)
        result["damage"] += damage()
        before = now
    wanted = change_a_third(path, kills + 1)
    result["import_after_all_s"] = round(import_whole(path), 2)
    result["half_imports"] += visible() != wanted
    result["left_staging_at_end"] = (
        import_module("gongkai.decisions.models").ImportBatch.objects.filter(state="STAGING").count()
    )
    result["broken_at_end"] = len(broken())
    return result


def import_whole(path: Path) -> float:
    """Seconds from the process's "begin" to its end."""
    process = subprocess.Popen([sys.executable, "-c", _IMPORT, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    started = perf_counter()
    if process.wait():
        raise SystemExit("an import that nobody killed failed")
    return perf_counter() - started


def kill_at(path: Path, seconds: float) -> None:
    process = subprocess.Popen([sys.executable, "-c", _IMPORT, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def change_a_third(path: Path, number: int) -> dict[str, str]:
    """Every third row says in its note which file it is of; gives what is visible once the whole file is imported."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for place in range(number % 3, len(rows), 3):
        rows[place]["CF_BZ"] = f"第{number}次"
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, [*dict.fromkeys([*rows[0], "CF_BZ"])])
        out.writeheader()
        out.writerows(rows)
    return {row["CF_WSH"]: row.get("CF_BZ") or "" for row in rows}


def visible() -> dict[str, str]:
    """Number -> note of every row visible now; a number seen twice says so."""
    today = import_module("gongkai.audit.acts").system_act("benchmark").today
    rows = import_module("gongkai.decisions.models").PenaltyRecord.objects.known_at(today)
    found: dict[str, str] = {}
    for number, note in rows.values_list("document_number", "note"):
        found[number] = "twice" if number in found else note
    return found


def damage() -> list[str]:
    """What the check of the installation finds, but for the batch the next import clears, and its rows nobody sees."""
    models = import_module("gongkai.decisions.models")
    staging = set(models.ImportBatch.objects.filter(state="STAGING").values_list("pk", flat=True))
    public = import_module("gongkai.numbering.keys").public_id
    return [str(one) for one in broken() if one.place not in {public(key) for key in staging}]


def broken() -> list[Any]:
    now = import_module("gongkai.audit.acts").system_act("benchmark").now
    return list(import_module("gongkai.decisions.integrity").broken_batches(now))


if __name__ == "__main__":
    main()
