"""`gongkai import-site`: the items of an existing site, from its table and its folder or ZIP of files.

What is right is staged as a batch; another officer vouches for it and publishes it on the desk (网站迁入). Exit 0: staged (with
--dry-run: nothing to mend) or taken in before; 1: something is wrong, nothing was written.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from gongkai.agencies.errors import Refused as RefusedByRules
from gongkai.agencies.models import Officer
from gongkai.agencies.rights import act_of
from gongkai.agencies.tree import agency_by_code
from gongkai.cli.answers import print_json, print_table, tell
from gongkai.cli.errors import Refused
from gongkai.cli.first_start import require_whole_records
from gongkai.moving.usecases.examine_batch import examine_batch
from gongkai.moving.usecases.import_site import SiteReport, import_site

_SHOWN = 30


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "example: gongkai import-site items.xlsx --files attachments/ --site 原门户网站 --host www.wenxian.gov.cn --officer drafter --dry-run"
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="CSV (UTF-8 or GB18030) or XLSX; columns: docs/moving-in.md"
    )
    parser.add_argument(
        "--files", type=Path, metavar="PLACE", help="folder or ZIP of attachments and pictures / 附件文件夹或 ZIP"
    )
    parser.add_argument("--site", required=True, metavar="NAME", help="what the old site is called / 原网站名称")
    parser.add_argument(
        "--host", required=True, metavar="HOST", help="its domain, for example www.wenxian.gov.cn / 原网站域名"
    )
    parser.add_argument("--officer", required=True, metavar="USERNAME", help="who imports, a drafter / 导入人账号")
    parser.add_argument("--agency", metavar="CODE", help="default agency; the officer's own where not given / 单位代码")
    parser.add_argument(
        "--heading",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help="what the file calls a field; kept / 表头对应",
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="OLD=CODE",
        help="an old column and the one here; kept / 栏目对应",
    )
    parser.add_argument("--dry-run", action="store_true", help="check only, write nothing / 预检")


def run(args: Namespace) -> int:
    require_whole_records()
    officer = Officer.objects.select_related("agency").filter(username=args.officer).first()
    if officer is None:
        raise Refused(f"没有账号“{args.officer}”；--officer 填导入人的登录名")
    act = act_of(officer, source="import-site")
    try:
        report = import_site(
            act=act, agency=agency_by_code(args.agency) if args.agency else officer.agency, site=args.site, host=args.host,
            path=args.file, files=args.files, dry_run=args.dry_run, headings=_pairs(args.heading), columns=_pairs(args.column),
            told=_show if sys.stderr.isatty() else lambda done, of, text: None,
        )  # fmt: skip
        if report.batch is not None and not report.repeated:
            examine_batch(act=act, batch_id=report.batch.pk)
    except RefusedByRules as error:
        raise Refused(f"{args.file.name}: {error}") from error
    if sys.stderr.isatty():
        tell("")
    if args.json:
        print_json(report.as_json())
    else:
        _print(report)
    return 1 if report.faults else 0


def _pairs(given: list[str]) -> dict[str, str]:
    pairs = dict(one.partition("=")[::2] for one in given)
    if any(not name or not value for name, value in pairs.items()):
        raise Refused("--heading 和 --column 写作 名称=对应，例如 --column 公告公示=tzgg")
    return pairs


def _show(done: int, of: int | None, text: str) -> None:
    print(f"\r{text}", end="", file=sys.stderr, flush=True)


def _print(report: SiteReport) -> None:
    if report.unused:
        tell(f"未使用的列：{'、'.join(report.unused)}")
    print_table(
        [
            ("读取", str(report.rows)),
            ("可迁入", str(report.new)),
            ("未变", str(report.unchanged)),
            ("替换待发布", str(report.replaced)),
            ("附件", str(report.files)),
            ("有误", str(len(report.faults))),
        ]
    )
    for fault in report.faults[:_SHOWN]:
        print(
            f"第{fault.row}行 {fault.field} “{fault.value}”：{fault.reason}{f'。可填：{fault.accepted}' if fault.accepted else ''}"
        )
    if len(report.faults) > _SHOWN:
        print(f"……共{len(report.faults)}处，--json 列出全部")
    if report.dry_run:
        print("预检完成，未写入任何记录")
    elif report.faults:
        print("全部未迁入；改正后重新导入")
    elif report.repeated and report.batch:
        print(f"这份文件已在批次 {report.batch.number} 迁入，没有改变任何记录")
    elif report.batch:
        print(f"已读入批次 {report.batch.number}；请由另一名发布员在工作台“网站迁入”担保并发布")
