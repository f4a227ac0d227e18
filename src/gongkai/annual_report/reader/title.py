"""Issuer and year of a report: from the line, or lines, that read like its title, else the year from the period it states.

A name that menus or page paths ran into, or that does not end as agencies' names end, is no name: the issuer stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual_report.reader.printed import folded
from gongkai.annual_report.reader.source import Line


@dataclass(frozen=True, slots=True)
class Title:
    issuer: str | None
    year: int | None


_YEAR = r"(?P<year>20\d{2}|二[〇○零O0][〇○零O0一二三四五六七八九]{2})年?度?"
_OPEN = r"(?:政府信息公开|政务信息公开|政务公开|政府信息与政务公开|信息公开)"
_REPORT = r"(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?(?:年度)?(?:报告|年报)"
_TITLES = (
    re.compile(rf"(?P<issuer>.{{0,60}}?)(?:关于)?{_YEAR}的?{_OPEN}{_REPORT}"),
    re.compile(rf"{_YEAR}(?P<issuer>[^，。；]{{2,40}}?)(?:关于)?的?{_OPEN}{_REPORT}"),
    re.compile(rf"(?P<issuer>.{{0,60}}?)(?:关于)?{_OPEN}(?:工作)?{_YEAR}{_REPORT}"),
    re.compile(rf"(?P<issuer>.{{0,60}}?)(?:关于)?{_OPEN}{_REPORT}[（(]?{_YEAR}[)）]?"),
)
"""甲局2023年政府信息公开工作年度报告; 2023年甲局…; 甲局政府信息公开2023年度报告; 甲局政府信息公开工作年度报告（2023年）."""
_PERIOD = re.compile(r"(20\d{2})年1月1日(?:开始|起)?(?:到|至|—|-|~)+(?:(20\d{2})年|同年|当年)?12月31日")
_ORGAN = re.compile(
    r"(?:政府|办公室|办公厅|局|委员会|委|厅|街道办事处|办事处|管委会|中心|部|院|站|所|队|处|署|社|联合会|联|总会|学会|协会"
    r"|学校|大学|学院|中学|集团|公司|银行|馆|校|办|台|场|开发区|园区|示范区|集聚区|县|区|市|省|旗|州|盟|镇|乡|街道)\)?$"
)
_ORGAN_ABOVE = re.compile(r"(?:人民政府|办公室|局|委员会|厅|办事处|管委会|中心)$")
"""Alone on the line above a title only names that cannot be an item of a menu (部门, 乡镇, 市政府)."""
_NO_NAME = re.compile(
    r"公开|首页|年报|报告|网站|门户|位置|索引|标题|名称|返回|栏目|专栏|发布|来源|日期|^(?:本|我|各|全)(?:单位|局|县|市|区|镇|乡)|^人民政府$|部门|乡镇|^街道|直属|下属"
)
_BEFORE_NAME = re.compile(r".*(?:关于|公布|发布|印发|报送|现将)")
_APART = re.compile(r"[>》〉:|\[\]【】_—–\-·]+")
_CHINESE_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_WIDE_BRACKETS = str.maketrans("()", "（）")
_LAST_LINE, _LONGEST, _LONGEST_NAME = 60, 100, 40


def title_of(lines: Sequence[Line]) -> Title:
    """A line that gives both goes first; then lines joined, and a name alone above; then what one line gives."""
    texts = [re.sub(r"\s+", "", folded(line.text)).lstrip("#*") for line in lines[:_LAST_LINE]]
    found = list(_titles(texts))
    whole = next((title for title in found if title.issuer), None)
    year = (whole or next(iter(found), Title(None, None))).year
    return Title(whole.issuer if whole else None, year or _period_year(lines))


def _titles(texts: Sequence[str]) -> Iterator[Title]:
    for size in (1, 2, 3):
        for index in range(len(texts) - size + 1):
            joined = "".join(texts[index : index + size])
            if len(joined) <= _LONGEST and not re.search(r"[《〈。]", joined):
                yield from _read_title(joined, texts[index - 1] if index else "")


def _read_title(text: str, above: str) -> Iterator[Title]:
    for pattern in _TITLES:
        match = pattern.search(text)
        if match is not None:
            yield Title(_issuer(match["issuer"]) or _issuer_above(above), _year(match["year"]))
            return


def _year(printed: str) -> int:
    return int(printed.translate(_CHINESE_DIGITS))


def _issuer(text: str) -> str | None:
    pieces = [piece for piece in _APART.split(_BEFORE_NAME.sub("", text)) if piece]
    name = re.sub(r"^[^\u4e00-\u9fff]+|[^\u4e00-\u9fff)）]+$", "", pieces[-1]).removesuffix("关于") if pieces else ""
    good = 2 <= len(name) <= _LONGEST_NAME and _ORGAN.search(name) and not _NO_NAME.search(name)
    return name.translate(_WIDE_BRACKETS) if good else None


def _issuer_above(line: str) -> str | None:
    name = _issuer(line)
    return name if name and len(name) > len("人民政府") - 1 and _ORGAN_ABOVE.search(name) else None


def _period_year(lines: Sequence[Line]) -> int | None:
    """The year of the period the figures are said to cover, where only one is named."""
    years = {int(match[1]) for line in lines for match in stated_periods(line.text)}
    return next(iter(years)) if len(years) == 1 else None


def stated_periods(text: str) -> Iterator[re.Match[str]]:
    """Whole years a text names as its period: 2023年1月1日至2023年12月31日."""
    for match in _PERIOD.finditer(re.sub(r"\s+", "", folded(text))):
        if match[2] in (None, match[1]):
            yield match
