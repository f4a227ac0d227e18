"""`gongkai setting AGENCY [NAME VALUE --officer USERNAME]`: what an agency has chosen, and to choose.

A setting holds from a day on and is inherited down the tree; what was in force before stays so for earlier days. Names and meanings: docs/settings.md.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from gongkai.agencies.errors import Refused as RefusedByRules
from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.rights import act_of
from gongkai.agencies.settings import SETTINGS, chosen
from gongkai.agencies.tree import agency_by_code
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.cli.answers import print_json, print_table
from gongkai.cli.errors import Refused, WrongUse
from gongkai.cli.first_start import require_whole_records
from gongkai.clock import SystemClock, legal_day


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = "example: gongkai setting wenxian site.icp 豫ICP备00000000号 --officer sysadmin"
    parser.add_argument("agency", metavar="AGENCY", help="code of the agency / 单位代码")
    parser.add_argument("name", nargs="?", metavar="NAME", help="see docs/settings.md / 设置名称")
    parser.add_argument(
        "value", nargs="?", metavar="VALUE", help="text, number, true, false or a JSON object / 设置的内容"
    )
    parser.add_argument(
        "--officer", metavar="USERNAME", help="who chooses: head of office or administrator / 设置人账号"
    )
    parser.add_argument(
        "--since", type=_day, metavar="DATE", help="from this day on; today where not given / 自哪一天起"
    )


def run(args: Namespace) -> int:
    require_whole_records()
    agency = agency_by_code(args.agency)
    if args.value is not None:
        _choose(agency, args)
    names = [args.name] if args.name else list(SETTINGS)
    if unknown := [name for name in names if name not in SETTINGS]:
        raise Refused(f"没有名为“{unknown[0]}”的设置；可选：{'、'.join(SETTINGS)}")
    found = chosen(agency, names, legal_day(SystemClock().now()))
    if args.json:
        print_json(
            {"agency": agency.code, "settings": {name: found.get(name, SETTINGS[name].default) for name in names}}
        )
        return 0
    print_table(
        [(name, SETTINGS[name].label_zh, json.dumps(found.get(name, SETTINGS[name].default), ensure_ascii=False)) for name in names]
    )  # fmt: skip
    return 0


def _choose(agency: Agency, args: Namespace) -> None:
    officer = Officer.objects.select_related("agency").filter(username=args.officer or "").first()
    if officer is None:
        raise Refused(
            f"没有账号“{args.officer or ''}”；--officer 填设置人（公开工作机构负责人、系统管理员或安全管理员）的登录名"
        )
    act = act_of(officer, source="setting")
    try:
        choose_setting(
            act=act, agency=agency, name=args.name, value=_value(args.name, args.value), since=args.since or act.today
        )
    except RefusedByRules as error:
        raise Refused(str(error)) from error


def _value(name: str, text: str) -> Any:
    """Text stays text; everything else is JSON."""
    if name in SETTINGS and isinstance(SETTINGS[name].default, str):
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise WrongUse(f'“{text}”不是 JSON；例如 true、20 或者 {{"news": "short"}}') from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(f"日期写作 2026-12-01；所填：{text}") from error
