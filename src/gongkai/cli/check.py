"""`gongkai check`: verify what can be verified in the whole installation; `--agency CODE --year Y`: one report's identities.

Each check is a function of the room it belongs to (``<room>/integrity.py``); this table is the list of them.
Exit 0: all is well; 1: findings; 2: wrong use.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from gongkai.agencies.errors import Refused as RefusedByRules
from gongkai.agencies.tree import agency_by_code
from gongkai.annual_report import integrity as report_integrity
from gongkai.annual_report.freezing import finding_as_json
from gongkai.audit import integrity as audit_integrity
from gongkai.audit.damage import Damage
from gongkai.catalogue import integrity as catalogue_integrity
from gongkai.cli.answers import print_json, print_table, tell
from gongkai.cli.errors import Refused, WrongUse
from gongkai.cli.first_start import require_whole_records
from gongkai.clock import SystemClock, legal_day
from gongkai.decisions import integrity as decisions_integrity
from gongkai.editions import integrity as editions_integrity
from gongkai.engagement import integrity as engagement_integrity
from gongkai.files import integrity as files_integrity
from gongkai.law.annual_report.findings import Finding
from gongkai.outbox import integrity as outbox_integrity
from gongkai.publication import integrity as pages_integrity
from gongkai.requests import integrity as requests_integrity

MOST_FINDINGS = 1000  # of one check; the rest is cut off and said so
SHOWN = 20
RESULTS = {True: "成立", False: "不成立", None: "无法判断"}


@dataclass(frozen=True, slots=True)
class Check:
    """``examined`` says how many things were looked at, ``find`` what is wrong with them at a moment."""

    name: str
    label_zh: str
    examined: Callable[[], int]
    find: Callable[[datetime], Iterable[Damage]]


def numbers(now: datetime) -> Iterator[Damage]:
    for room in NUMBERED:
        yield from room.broken_numbers()


def numbers_given() -> int:
    return sum(room.numbers() for room in NUMBERED)


NUMBERED = (requests_integrity, catalogue_integrity, engagement_integrity)
CHECKS = (
    Check("audit", "操作日志", audit_integrity.audit_lines, lambda now: audit_integrity.broken_chains()),
    Check("editions", "发布版本", editions_integrity.editions, lambda now: editions_integrity.changed_editions()),
    Check("log", "公开日志", editions_integrity.leaves, lambda now: editions_integrity.broken_log()),
    Check("outbox", "待发变更", outbox_integrity.deliveries, outbox_integrity.stuck_deliveries),
    Check("numbers", "编号", numbers_given, numbers),
    Check("due dates", "办理期限", requests_integrity.requests, lambda now: requests_integrity.broken_projections()),
    Check("decisions", "执法台账", decisions_integrity.rows, decisions_integrity.broken_batches),
    Check("pages", "门户页面", pages_integrity.pages, lambda now: pages_integrity.wrong_pages()),
    Check("files", "文件", files_integrity.stored_files, lambda now: files_integrity.broken_files()),
    Check(
        "frozen reports", "已签发年报", report_integrity.versions,
        lambda now: report_integrity.broken_versions(legal_day(now)),
    ),
    Check(
        "identities", "勾稽关系", report_integrity.reports,
        lambda now: report_integrity.failing_identities(legal_day(now)),
    ),
)  # fmt: skip
LOGS = tuple(check for check in CHECKS if check.name in ("audit", "log"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What one check found. ``cut`` = there were more findings than are kept."""

    check: Check
    examined: int
    findings: tuple[Damage, ...]
    cut: bool

    def as_json(self) -> dict[str, Any]:
        found = [{"place": one.place, "problem": one.problem} for one in self.findings]
        return {
            "name": self.check.name,
            "label_zh": self.check.label_zh,
            "examined": self.examined,
            "findings": found,
            "more_findings": self.cut,
        }


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "examples: gongkai check; gongkai check --agency wenxian --year 2022"
    parser.add_argument("--agency", metavar="CODE", help="list every identity of this agency's report / 单位代码")
    parser.add_argument("--year", type=int, metavar="Y", help="of this year / 年度")


def run(args: Namespace) -> int:
    if (args.agency is None) != (args.year is None):
        raise WrongUse("gongkai check: --agency and --year go together, for example --agency wenxian --year 2022")
    require_whole_records()
    if args.agency:
        return list_identities(args.agency, args.year, legal_day(SystemClock().now()), args.json)
    return answer(CHECKS, SystemClock().now(), args.json)


def answer(checks: tuple[Check, ...], now: datetime, as_json: bool) -> int:
    """Run the checks one after another, say so on standard error, print what was found."""
    answers = list(examine(checks, now))
    is_sound = not any(one.findings for one in answers)
    if as_json:
        print_json({"sound": is_sound, "checks": [one.as_json() for one in answers]})
    else:
        print_table((mark(one), one.check.label_zh, one.check.name, str(one.examined)) for one in answers)
        for one in answers:
            print_findings(one)
    return 0 if is_sound else 1


def examine(checks: tuple[Check, ...], now: datetime) -> Iterator[Answer]:
    for place, check in enumerate(checks, 1):
        examined = check.examined()
        tell(f"[{place}/{len(checks)}] {check.label_zh} / {check.name}: {examined}")
        found = tuple(islice(check.find(now), MOST_FINDINGS + 1))
        yield Answer(check, examined, found[:MOST_FINDINGS], len(found) > MOST_FINDINGS)


def mark(one: Answer) -> str:
    if not one.findings:
        return "正常"
    return f"异常 {len(one.findings)}{'+' if one.cut else ''}"


def print_findings(one: Answer) -> None:
    for damage in one.findings[:SHOWN]:
        print(f"{one.check.label_zh}  {damage.place}: {damage.problem}")
    if len(one.findings) > SHOWN:
        print(f"{one.check.label_zh}  ……共{len(one.findings)}处，--json 列出全部")


def list_identities(code: str, year: int, today: date, as_json: bool) -> int:
    """Every identity with its cells, its arithmetic and its result. Raises Refused for an agency or year without a report."""
    try:
        assessed = report_integrity.assessment(agency_by_code(code), year, today)
    except RefusedByRules as error:
        raise Refused(f"--agency {code} --year {year}: {error}") from error
    failing = [finding for finding in assessed.findings if assessed.is_wrong(finding)]
    if as_json:
        document = {"agency": code, "scope": assessed.scope, "year": year, "as_of": assessed.as_of.isoformat()}
        print_json({**document, "sound": not failing, "identities": [finding_as_json(f) for f in assessed.findings]})
    else:
        print_table(identity_row(finding) for finding in assessed.findings)
        counts = "，".join(
            f"{label} {sum(f.holds is holds for f in assessed.findings)}" for holds, label in RESULTS.items()
        )
        tell(f"{code} {year}（截至 {assessed.as_of.isoformat()}）：{counts}")
    return 1 if failing else 0


def identity_row(finding: Finding) -> tuple[str, ...]:
    return (
        RESULTS[finding.holds],
        finding.id,
        finding.scope_zh or finding.scope,
        finding.expression,
        cells_of(finding),
    )


def cells_of(finding: Finding) -> str:
    more = len(finding.cells) - 3
    return " ".join(finding.cells[:3]) + (f" +{more}" if more > 0 else "")
