"""`gongkai decisions import`: a ledger file (CSV or XLSX) of one agency, checked row by row.

Exit 0: imported (or, with --dry-run, nothing to mend); 1: rows were rejected or the file was refused.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from gongkai.agencies.errors import Refused as RefusedByRules
from gongkai.agencies.tree import agency_by_code
from gongkai.audit.acts import system_act
from gongkai.cli.answers import print_json, print_table, tell
from gongkai.cli.errors import Refused
from gongkai.cli.first_start import require_whole_records
from gongkai.decisions.models import Kind
from gongkai.decisions.usecases.import_decisions import ImportReport, import_decisions

_SHOWN = 20


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "example: gongkai decisions import penalties.csv --kind penalty --agency wenxian-gaj --dry-run"
    parser.add_argument("action", choices=["import"], help="import = 导入台账文件")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="CSV (UTF-8 or GB18030) or XLSX; columns: docs/decisions-files.md"
    )
    parser.add_argument("--kind", required=True, choices=Kind.values, help="which ledger / 台账种类")
    parser.add_argument("--agency", required=True, metavar="CODE", help="the importing agency / 单位代码")
    parser.add_argument(
        "--partial", action="store_true", help="import the good rows although others are rejected / 部分导入"
    )
    parser.add_argument("--dry-run", action="store_true", help="check only, write nothing / 预检")


def run(args: Namespace) -> int:
    require_whole_records()
    try:
        report = import_decisions(
            act=system_act("decisions import"), agency=agency_by_code(args.agency), kind=args.kind, path=args.file,
            partial=args.partial, dry_run=args.dry_run, progress=_show if sys.stderr.isatty() else None,
        )  # fmt: skip
    except RefusedByRules as error:
        raise Refused(f"{args.file.name}: {error}") from error
    if sys.stderr.isatty():
        tell("")
    if args.json:
        print_json(report.as_json())
    else:
        _print(report, args.partial)
    return 1 if report.rejected else 0


def _show(rows: int) -> None:
    print(f"\r已读取 {rows} 行", end="", file=sys.stderr, flush=True)


def _print(report: ImportReport, partial: bool) -> None:
    if report.ignored_columns:
        tell(f"未使用的列：{'、'.join(report.ignored_columns)}")
    print_table(
        [
            ("读取", str(report.rows)),
            ("新增", str(report.new)),
            ("更正", str(report.changed)),
            ("未变", str(report.unchanged)),
            ("退回", str(report.rejected_rows)),
            ("导入", str(report.imported)),
        ]
    )
    for reject in report.rejected[:_SHOWN]:
        print(f"第{reject.row}行 {reject.field} “{reject.value}”：{reject.reason}")
    if len(report.rejected) > _SHOWN:
        print(f"……共{len(report.rejected)}处，--json 列出全部")
    if report.rejected and not partial and not report.dry_run:
        print("全部未导入；改正后重新导入，或用 --partial 只导入无误的行")
    if report.dry_run:
        print("预检完成，未写入任何记录")
