"""The standard catalogue as a table (CSV or XLSX): read with every error told by row and column, written with the same headings.

The headings are those of the published catalogues; the last four are ours and may be left out: which units, and the rule by which items are found.
A limit is read from its words (“20个工作日”, “及时”); what asks for no number of days keeps its words and no limit.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency, AgencyKind
from gongkai.catalogue.columns import COLUMNS
from gongkai.catalogue.kinds import KINDS
from gongkai.files.tables import read_table, told_at_once

MUST = ("编号", "领域", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道")
MAY = ("适用单位", "栏目代码", "信息类型", "标题关键词")
HEADINGS = (*MUST, *MAY)
LENGTHS = {
    "编号": 40,
    "领域": 40,
    "一级事项": 100,
    "二级事项": 100,
    "公开内容": 1000,
    "公开依据": 1000,
    "公开时限": 200,
    "公开主体": 300,
}
MOST_ROWS = 5000
ALL_TOWNSHIPS = ("各乡镇", "乡镇", "各乡镇（街道）", "乡镇（街道）")
_COLUMN_CODES = frozenset(row.code for row in COLUMNS)
_KIND_OF = {kind.label_zh: kind.key for kind in KINDS.values()} | {key: key for key in KINDS}
_SPLIT = re.compile(r"[、,，;；|\n]+")
_TICKED = re.compile(r"[\s、,，;；|■□√]+")
_WORKING_DAYS = re.compile(r"(\d+)\s*个?工作日")


@dataclass(frozen=True, slots=True)
class Line:
    """One item as the file has it; ``units`` are ids."""

    code: str
    field: str
    first_level: str
    second_level: str
    content: str
    basis: str
    limit_text: str
    limit: str
    subject_organ: str
    channels: tuple[str, ...]
    units: tuple[int, ...]
    column: str = ""
    kind: str = ""
    words: tuple[str, ...] = ()


class Units:
    """The units of an area by what a file may call them: code, name, short name, “各乡镇”."""

    def __init__(self, agencies: Sequence[Agency]) -> None:
        self._named: dict[str, tuple[int, ...]] = {
            word: (one.id,) for one in agencies for word in (one.short_name, one.name, one.code)
        }
        towns = tuple(one.id for one in agencies if one.kind == AgencyKind.TOWNSHIP)
        for word in ALL_TOWNSHIPS:
            self._named[word] = towns

    def of(self, word: str) -> tuple[int, ...] | None:
        return self._named.get(word)


def read_standard(name: str, content: bytes, agencies: Sequence[Agency]) -> list[Line]:
    """Raises Refused with what is wrong, row by row and column by column (at most fifty at once)."""
    table = read_table(name, content, most_rows=MOST_ROWS)
    refuse_if(table.lacking(MUST, HEADINGS))
    units, lines, problems = Units(agencies), [], []
    seen: dict[str, int] = {}
    for number, cells in table.under(HEADINGS):
        problems += list(_row_reasons(number, cells, units))
        if cells["编号"] in seen:
            problems.append(Reason("file", f"第{number}行“编号”与第{seen[cells['编号']]}行重复：{cells['编号'][:40]}"))
        seen[cells["编号"]] = number
        lines.append(_line(cells, units))
    refuse_if(told_at_once(problems))
    refuse_if([] if lines else [Reason("file", "文件中没有公开事项")])
    return lines


def write_standard(lines: Sequence[Sequence[str]]) -> str:
    """The same table as CSV; a byte-order mark lets WPS and Excel read it as UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(lines)
    return "\ufeff" + out.getvalue()


def limit_named(text: str) -> str:
    """The row of ``law/limits.py`` a limit's words mean; empty for words without a number of days.

    >>> limit_named("信息形成或者变更之日起20个工作日内"), limit_named("及时公开"), limit_named("自批复之日起20日内")
    ('publication', '', 'budget_publication')
    """
    days = _WORKING_DAYS.search(text)
    if days:
        return {"20": "publication", "15": "land_notice_publication", "7": "permit_publicity"}.get(days.group(1), "")
    return (
        "budget_publication"
        if re.search(r"20\s*日", text)
        else "policy_repost"
        if re.search(r"24\s*小时", text)
        else ""
    )


def _line(cells: Mapping[str, str], units: Units) -> Line:
    named = [word for word in _SPLIT.split(cells["适用单位"] or cells["公开主体"]) if word.strip()]
    ids = dict.fromkeys(key for word in named for key in units.of(word.strip()) or ())
    return Line(
        cells["编号"], cells["领域"], cells["一级事项"], cells["二级事项"], cells["公开内容"], cells["公开依据"], cells["公开时限"],
        limit_named(cells["公开时限"]), cells["公开主体"], tuple(_parts(cells["公开渠道"])), tuple(ids), cells["栏目代码"],
        _KIND_OF.get(cells["信息类型"], ""), tuple(_parts(cells["标题关键词"])),
    )  # fmt: skip


def _parts(text: str) -> Iterator[str]:
    """Printed catalogues tick channels with a box: “■政府网站 ■公开查阅点”."""
    yield from filter(None, _TICKED.split(text))


def _row_reasons(number: int, cells: Mapping[str, str], units: Units) -> Iterator[Reason]:
    for name in MUST:
        if not cells[name] and name != "二级事项":
            yield Reason("file", f"第{number}行“{name}”为空")
    for name, longest in LENGTHS.items():
        if len(cells[name]) > longest:
            yield Reason("file", f"第{number}行“{name}”最多 {longest} 字，现有 {len(cells[name])} 字")
    for word in _SPLIT.split(cells["适用单位"]):
        if word.strip() and units.of(word.strip()) is None:
            yield Reason(
                "file", f"第{number}行“适用单位”没有名称、简称或者代码为“{word.strip()[:20]}”的单位；全部乡镇写“各乡镇”"
            )
    if cells["栏目代码"] and cells["栏目代码"] not in _COLUMN_CODES:
        yield Reason("file", f"第{number}行“栏目代码”没有代码为“{cells['栏目代码'][:20]}”的栏目，例如 A20-07-01")
    if cells["信息类型"] and cells["信息类型"] not in _KIND_OF:
        yield Reason(
            "file",
            f"第{number}行“信息类型”没有“{cells['信息类型'][:20]}”，可选：{'、'.join(one.label_zh for one in KINDS.values())}",
        )
