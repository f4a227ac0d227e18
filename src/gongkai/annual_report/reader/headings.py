"""Issuer, year, title and the six sections of a report, from its lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gongkai.annual_report.reader.labels import normal
from gongkai.annual_report.reader.printed import folded
from gongkai.annual_report.reader.source import Line


class Section(StrEnum):
    """The six sections; the names are those of ``law.annual_report.form.SECTIONS``."""

    OVERVIEW = "overview"
    TABLE2 = "table2"
    TABLE3 = "table3"
    TABLE4 = "table4"
    PROBLEMS = "problems"
    OTHER = "other"


HEADINGS = {
    Section.OVERVIEW: ("总体情况",),
    Section.TABLE2: ("主动公开政府信息情况",),
    Section.TABLE3: ("收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请"),
    Section.TABLE4: (
        "政府信息公开行政复议行政诉讼情况",
        "因政府信息公开工作被申请行政复议提起行政诉讼情况",
        "政府信息公开行政复议行政诉讼",
    ),
    Section.PROBLEMS: (
        "存在的主要问题及改进情况",
        "存在的主要问题和改进情况",
        "存在的主要问题及改进措施",
        "政府信息公开工作存在的主要问题及改进情况",
    ),
    Section.OTHER: ("其他需要报告的事项", "需要报告的其他事项"),
}
PARTS = {"主动公开": "proactive", "依申请公开": "on_request", "政府信息管理": "management",
         "政府信息公开平台建设": "platform", "平台建设": "platform", "监督保障": "safeguards"}  # fmt: skip
_NUMBERED = re.compile(r"^第?[一二三四五六七八九十]+(?:部分)?")
_TITLE = re.compile(r"(?P<issuer>.{0,60}?)(?:关于)?(?P<year>20\d{2})年?度?政府信息公开(?:工作)?(?:年度)?(?:工作)?报告")
_YEAR_FIRST = re.compile(r"(?P<year>20\d{2})年?度?(?P<issuer>.{2,40}?)政府信息公开(?:工作)?(?:年度)?(?:工作)?报告")
_ORGAN = re.compile(r"(?:政府|办公室|局|委员会|委|厅|街道办事处|办事处|管委会|中心|部|院|站|所|队|处)$")
_LONGEST_HEADING = 34


@lru_cache(maxsize=8192)
def heading_of(text: str) -> Section | None:
    """The section a line begins, None for any other line. A heading may be run together with nothing else."""
    plain = normal(text)
    if not plain or len(plain) > _LONGEST_HEADING:
        return None
    rest = _NUMBERED.sub("", plain)
    return next((section for section, words in HEADINGS.items() if rest in words), None)


def part_of(text: str) -> str | None:
    """The part of section 一 a line begins: a short line （一）主动公开, or a paragraph that begins with it."""
    match = re.match(r"^[(（]?[一二三四五][)）、.．]?\s*([^\s。，；:：\d]{4,12})", folded(text))
    if match is None:
        return None
    name = normal(match[1])
    return next((key for words, key in PARTS.items() if name.startswith(words)), None)


@dataclass(frozen=True, slots=True)
class Title:
    issuer: str | None
    year: int | None


def title_of(lines: Sequence[Line]) -> Title:
    """Issuer and year from the first line, or lines, that read like a title. The issuer may stand on the line above."""
    texts = [re.sub(r"\s+", "", folded(line.text)).lstrip("#*") for line in lines[:60]]
    for index in range(len(texts)):
        for size in (1, 2, 3):
            joined = "".join(texts[index : index + size])
            if len(joined) > 100 or "《" in joined:
                continue
            found = _read_title(joined, texts[index - 1] if index else "")
            if found is not None:
                return found
    return Title(None, None)


def _read_title(text: str, above: str) -> Title | None:
    match = _TITLE.search(text)
    if match is None:
        other = _YEAR_FIRST.search(text)
        return Title(_issuer(other["issuer"]), int(other["year"])) if other else None
    return Title(_issuer(match["issuer"]) or _issuer(above), int(match["year"]))


def _issuer(text: str) -> str | None:
    name = re.split(r"[>》:：|]", text)[-1].strip("-—_*# ").removesuffix("关于")
    name = re.sub(r"^[^\u4e00-\u9fff]+", "", name)
    return name if 2 <= len(name) <= 40 and _ORGAN.search(name) else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of text with the section and the part it stands in."""

    text: str
    section: Section | None
    part: str | None
    where: str


def passages(lines: Sequence[Line]) -> list[Passage]:
    section: Section | None = None
    part: str | None = None
    found: list[Passage] = []
    for line in lines:
        begins = heading_of(line.text)
        if begins is not None:
            section, part = begins, None
        elif section is Section.OVERVIEW:
            part = part_of(line.text) or part
        found.append(Passage(line.text, section, part, line.where))
    return found


def sections_found(lines: Sequence[Line]) -> tuple[Section, ...]:
    """The sections whose headings stand in the report, in the order they stand."""
    return tuple(dict.fromkeys(section for line in lines if (section := heading_of(line.text)) is not None))
