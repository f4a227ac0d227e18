"""How many cases a second `due --lines` answers, beside a bare calculator in the same run.

    python benchmarks/due.py [--seconds 3] [--mix worked|simple|long]

Prints one JSON document. A case is one line: json.loads, the clock, json.dumps. The bare calculator reads the same line
and only adds 20 working days to the day of receipt, without checks, reasons or other dates.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from gongkai.law.case_files import load_cases
from gongkai.law.due_document import answer
from gongkai.law.holiday_notices import packaged_calendar

SIMPLE = {"channel": "IN_PERSON", "events": [{"type": "submitted", "on": "2022-01-19"}]}
LONG = {
    "channel": "INTERNET",
    "events": [
        {"type": "submitted", "on": "2024-09-06"},
        {"type": "confirmed", "on": "2024-09-09"},
        {"type": "correction_notice_sent", "on": "2024-09-11"},
        {"type": "correction_notice_received", "on": "2024-09-12", "days": 10},
        {"type": "corrected_request_received", "on": "2024-09-14"},
        {"type": "consultation_sent", "on": "2024-09-18", "ref": "A", "party": "THIRD_PARTY"},
        {"type": "consultation_received", "on": "2024-09-20", "ref": "A", "party": "THIRD_PARTY"},
        {"type": "opinion_received", "on": "2024-10-10", "ref": "A", "party": "THIRD_PARTY"},
        {"type": "extended", "on": "2024-10-20", "days": 10},
        {"type": "replied", "on": "2024-11-12", "outcome": "PARTIALLY_GRANTED", "grounds": ["REG 15"]},
        {"type": "reply_received", "on": "2024-11-14"},
    ],
}


def documents(mix: str) -> list[dict]:
    if mix == "simple":
        return [SIMPLE]
    if mix == "long":
        return [LONG]
    return [dict(case.document) for case in load_cases() if "events" in case.document]


def rate(lines: list[str], work: Callable[[str], str], seconds: float) -> float:
    """Lines per second of processor time, by whole passes until the time is used."""
    begin = time.process_time()
    done = 0
    while (used := time.process_time() - begin) < seconds or not done:
        for line in lines:
            work(line)
        done += len(lines)
    return done / used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--mix", choices=("worked", "simple", "long"), action="append")
    options = parser.parse_args()
    calendar = packaged_calendar()

    def full(line: str) -> str:
        return json.dumps(answer(json.loads(line), calendar), ensure_ascii=False)

    def bare(line: str) -> str:
        start = date.fromisoformat(json.loads(line)["events"][0]["on"])
        return json.dumps({"reply_due": date.fromordinal(calendar.add(start.toordinal(), 20)).isoformat()})

    report = {}
    for mix in options.mix or ("worked", "simple", "long"):
        lines = [json.dumps(document, ensure_ascii=False) for document in documents(mix)]
        lines *= -(-1000 // len(lines))
        ours, theirs = rate(lines, full, options.seconds), rate(lines, bare, options.seconds)
        report[mix] = {
            "cases_per_second": round(ours),
            "bare_calculator_per_second": round(theirs),
            "bare_to_ours": round(theirs / ours, 1),
            "reached": ours >= 10_000,
        }
    print(
        json.dumps(
            {"benchmark": "due", "python": platform.python_version(), "to_reach": 10_000, "mixes": report}, indent=1
        )
    )


if __name__ == "__main__":
    main()
