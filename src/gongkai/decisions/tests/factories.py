"""Rows and files of ledgers for the tests: a good row of each kind, changed by keyword, written as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.decisions.usecases.import_decisions import ImportReport, import_decisions

Row = dict[str, str]
ENTERPRISE = "91410825200011468E"  # an invented enterprise with a right check character (test_cells holds it to that)
CARD = "410825198001010010"


def penalty(organ: Agency, number: str = "温市监罚决〔2022〕1号", **changes: str) -> Row:
    """A fine of 5000 yuan on an enterprise."""
    return {
        "CF_WSH": number, "CF_XDR_MC": "温县春华商贸有限公司", "CF_XDR_LB": "法人及非法人组织",
        "CF_XDR_SHXYM": ENTERPRISE, "CF_FRDB": "李春华", "CF_XDR_ZJLX": "", "CF_XDR_ZJHM": "",
        "CF_WFXW": "经营超过保质期的食品", "CF_SY": "货架上销售超过保质期的食品", "CF_YJ": "《中华人民共和国食品安全法》第一百二十四条",
        "CF_CFLB": "罚款", "CF_NR": "处罚款", "CF_NR_FK": "0.5", "CF_NR_WFFF": "", "CF_NR_ZKDX": "",
        "CF_JDRQ": "2022-02-10", "CF_YXQ": "2023-02-10", "CF_CFJG": organ.name, "CF_CFJGDM": organ.uscc,
        "CF_SJLY": organ.name, "CF_SJLYDM": organ.uscc, **changes,
    }  # fmt: skip


def permit(organ: Agency, number: str = "温市监许准字〔2022〕1号", **changes: str) -> Row:
    """A change in the register of enterprises, good for ever."""
    return {
        "XK_XDR_MC": "温县春华商贸有限公司", "XK_XDR_LB": "法人及非法人组织", "XK_XDR_SHXYM": ENTERPRISE, "XK_FRDB": "李春华",
        "XK_XKWS": "准予登记通知书", "XK_WSH": number, "XK_XKLB": "登记", "XK_XKZS": "营业执照", "XK_NR": "有限责任公司变更登记",
        "XK_JDRQ": "2022-02-10", "XK_YXQZ": "2022-02-10", "XK_YXQZI": "2099-12-31", "XK_XKJG": organ.name,
        "XK_XKJGDM": organ.uscc, "XK_LYDW": organ.name, "XK_LYDWDM": organ.uscc, "XK_ZT": "1", "XK_XDR_ZJLX": "",
        "XK_XDR_ZJHM": "", **changes,
    }  # fmt: skip


def on_person(row: Row, card: str = CARD, name: str = "张春明") -> Row:
    """The same decision on a natural person."""
    return row | {
        "CF_XDR_MC": name, "CF_XDR_LB": "自然人", "CF_XDR_SHXYM": "", "CF_FRDB": "", "CF_XDR_ZJLX": "身份证",
        "CF_XDR_ZJHM": card,
    }  # fmt: skip


def charge(organ: Agency, number: str = "41082500001", **changes: str) -> Row:
    return {
        "SF_PJH": number, "SF_XDR_LB": "自然人", "SF_XDR_MC": "张春明", "SF_LB": "收费", "SF_XM": "不动产登记费", "SF_YPJH": "",
        "SF_YJ": "发改价格规〔2016〕2559号", "SF_BZ_SF": "80元/件", "SF_JE": "80.00", "SF_RQ": "2022-01-20",
        "SF_SFJG": organ.name, "SF_SFJGDM": organ.uscc, "SF_SJLY": organ.name, "SF_SJLYDM": organ.uscc, **changes,
    }  # fmt: skip


def write_csv(path: Path, rows: Iterable[Row], encoding: str = "utf-8", headings: dict[str, str] | None = None) -> Path:
    """``headings`` renames columns (national name -> what the file says)."""
    listed = list(rows)
    with path.open("w", encoding=encoding, newline="") as stream:
        out = csv.writer(stream)
        out.writerow([(headings or {}).get(name, name) for name in listed[0]])
        out.writerows([list(row.values()) for row in listed])
    return path


def load(cast: Cast, path: Path, kind: str = "penalty", **options: bool) -> ImportReport:
    """Import as the drafter of the market authority."""
    act = cast.act(Role.DRAFTER, agency=cast.market)
    return import_decisions(act=act, agency=cast.market, kind=kind, path=path, **options)
