"""The six sections of a report and the five parts of the first, from its lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gongkai.annual_report.reader.labels import normal
from gongkai.annual_report.reader.printed import folded
from gongkai.annual_report.reader.source import Line
from gongkai.law.annual_report.form import SECTIONS


class Section(StrEnum):
    """The six sections; the names are those of ``law.annual_report.form.SECTIONS``."""

    OVERVIEW = "overview"
    TABLE2 = "table2"
    TABLE3 = "table3"
    TABLE4 = "table4"
    PROBLEMS = "problems"
    OTHER = "other"


_LOOSE = {
    Section.OVERVIEW: r"(?:政府信息公开)?(?:工作)?(?:总体|基本|整体)(?:工作)?情况|概述|总体概况",
    Section.TABLE2: r"(?:行政机关|本机关)?主动公开的?(?:政府)?信息的?(?:工作)?情况",
    Section.TABLE3: r"(?:收到[和及])?(?:办理|处理)政府信息公开申请的?(?:情况)?|政府信息公开申请(?:收到和)?(?:办理|处理)的?情况",
    Section.TABLE4: r"因?(?:政府)?信息公开(?:工作)?(?:被申请|[的类])?行政复议[和及]?(?:被?提起)?行政诉讼的?(?:情况)?|行政复议行政诉讼的?情况",
    Section.PROBLEMS: r"(?:政府)?(?:信息公开)?(?:工作)?中?(?:目前)?存在的?(?:主要)?(?:问题|不足)[和及与]?(?:下一步)?(?:工作)?(?:的)?(?:改进|整改|打算)?(?:情况|措施|意见|打算|方向)?",
    Section.OTHER: r"其他需要(?:报告|说明)的(?:事项|情况)|需要(?:报告|说明)的其他(?:事项|情况)",
}
"""How reports word their headings; only ``VERBATIM`` is the form's."""
VERBATIM = {section: normal(one.heading_zh)[1:] for section, one in zip(Section, SECTIONS, strict=True)}
_PATTERNS = tuple((section, re.compile(pattern)) for section, pattern in _LOOSE.items())
PARTS = {"主动公开": "proactive", "依申请公开": "on_request", "收到和处理政府信息公开申请": "on_request",
         "政府信息管理": "management", "政府信息资源管理": "management", "政务信息管理": "management",
         "政府信息公开平台建设": "platform", "信息公开平台建设": "platform", "政务公开平台建设": "platform",
         "公开平台建设": "platform", "平台建设": "platform", "监督保障": "safeguards"}  # fmt: skip
_NUMBERED = re.compile(r"^(?:第?[一二三四五六七八九十]+(?:部分)?|[1-6])(?=\D)")
_RUN_ON = re.compile(r"[。：:；;\s]")
_IN_BRACKETS = re.compile(r"^\s*[(（][一二三四五六][)）]")
_LONGEST_HEADING = 34
_MOST_BREAKS = 4


@lru_cache(maxsize=8192)
def heading_of(text: str) -> Section | None:
    """The section a line begins, None for any other line. Behind a numbered heading its text may run on."""
    plain = normal(text)
    if not plain:
        return None
    if len(plain) <= _LONGEST_HEADING and (found := _section(plain)) is not None:
        return found
    line = folded(text)
    if not re.match(r"[一二三四五六]、", line):
        return None
    breaks = [match.start() for match in _RUN_ON.finditer(line)][:_MOST_BREAKS]
    return next((found for at in breaks if (found := _section(normal(line[:at]))) is not None), None)


def _section(plain: str) -> Section | None:
    """The form's own words stand for themselves; other wordings only behind a number."""
    rest = _NUMBERED.sub("", plain)
    verbatim = next((section for section, words in VERBATIM.items() if rest == words), None)
    if verbatim is not None or rest == plain:
        return verbatim
    return next((section for section, pattern in _PATTERNS if pattern.fullmatch(rest)), None)


def part_of(text: str) -> str | None:
    """The part of section 一 a line begins: a short line （一）主动公开, or a paragraph that begins with it."""
    match = re.match(r"^[(（]?[一二三四五1-5][)）、.．]?\s*([^\s。，；:：\d]{4,16})", folded(text))
    if match is None:
        return None
    name = normal(match[1])
    return next((key for words, key in PARTS.items() if name.startswith(words)), None)


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
    for line, begins in _beginnings(lines):
        if begins is not None:
            section, part = begins, None
        elif section is Section.OVERVIEW:
            part = part_of(line.text) or part
        found.append(Passage(line.text, section, part, line.where))
    return found


def sections_found(lines: Sequence[Line]) -> tuple[Section, ...]:
    """The sections whose headings stand in the report, in the order they stand."""
    return tuple(dict.fromkeys(begins for _, begins in _beginnings(lines) if begins is not None))


def headings_found(lines: Sequence[Line]) -> dict[Section, str]:
    """The first heading of each section as it is printed."""
    found: dict[Section, str] = {}
    for line, begins in _beginnings(lines):
        if begins is not None:
            found.setdefault(begins, line.text.strip())
    return found


def _beginnings(lines: Sequence[Line]) -> Iterator[tuple[Line, Section | None]]:
    """Each line with the section it begins. （一）主动公开政府信息情况 inside 一、总体情况 is a part of it, not section 二."""
    within = False
    for line in lines:
        begins = heading_of(line.text)
        bracketed = bool(_IN_BRACKETS.match(line.text))
        if begins is not None and within and bracketed and part_of(line.text):
            begins = None
        if begins is not None:
            within = begins is Section.OVERVIEW and not bracketed
        yield line, begins
