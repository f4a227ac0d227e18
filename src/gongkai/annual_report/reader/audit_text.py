"""Findings in the text: 其中 sums, years of another report, bases no longer in force, numbers that differ by their scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from gongkai.annual_report.reader.claims import Status
from gongkai.annual_report.reader.findings import AuditFinding, Grade, apart, finding
from gongkai.annual_report.reader.headings import Section
from gongkai.annual_report.reader.narrative import Parts, compact, paragraphs
from gongkai.annual_report.reader.reading import Reading
from gongkai.annual_report.reader.title import stated_periods
from gongkai.law.annual_report.bounds import Bound, agrees
from gongkai.law.annual_report.figures import Figure, percent, plain, total

_OWN_SCOPE = re.compile(
    r"(?:县|区|市|省|旗)政府办|(?:县|区|市)府办|本机关|本级|本办|办公室(?:共|受理|收到|办理)|代表.{0,4}政府"
)
_GOVERNMENT = re.compile(r"人民政府(?:办公室|办公厅)?$")
_COUNTED = re.compile(r"(?<![\d.])(\d+)(?:件|条|宗|起)")
_MOST_COUNTS = 40
_WITH_CARRIED = frozenset({"overview.requests_received", "overview.requests_handled"})
_ACCEPTED = "overview.requests_accepted"
_COMPLETION = "overview.completion_rate_percent"
_NEW, _CARRIED = "table3.new_received.total", "table3.carried_in.total"
_BEGINS_WITH_YEAR = re.compile(
    r"(?:^|。)(?P<year>20[12]\d)年(?:度)?[，,]?(?=(?:我|全|本|共|各)[县区市省镇乡局委街办部旗单级])"
)
_PLANS_FOR = re.compile(
    r"(?P<year>20[12]\d)年(?:度)?[，,]?(?:我|全|本)?[县区市省镇乡局委街办部旗]?[^，。；]{0,4}(?:将|要)"
)
REPEALED = (
    (
        re.compile(r"国务院令第?492号|政府信息公开条例》?（?(?:2007|2008)年"),
        2019,
        "2008年施行的《政府信息公开条例》已由国务院令第711号修订",
    ),
    (
        re.compile(r"国办公开办函〔2019〕60号"),
        2021,
        "国办公开办函〔2019〕60号的试行格式已由国办公开办函〔2021〕30号代替",
    ),
    (re.compile(r"法释〔2011〕17号"), 2025, "法释〔2011〕17号已由法释〔2025〕8号废止"),
)
"""Bases by the first year of a report that may no longer rest on them."""


def text_findings(reading: Reading) -> Iterator[AuditFinding]:
    yield from _contradictions(reading)
    yield from _accepted(reading)
    yield from _years(reading)
    yield from _repealed(reading)


def scope_reason(reading: Reading, key: str, stated: Figure, actual: Figure) -> str:
    """Why text and table may both be right: requests with those carried in; the text's own words for fewer agencies; a
    government far below the whole area.
    """
    if stated is None or actual is None:
        return ""
    if key in _WITH_CARRIED and stated == total((reading.claims[_NEW].value, reading.claims[_CARRIED].value)):
        return "正文的数字等于本年新收与上年结转之和，口径不同，请在正文注明"
    if stated >= actual:
        return ""
    if _OWN_SCOPE.search(reading.texts[key].sentence):
        return "正文只说本级，表格是全地区汇总，口径不同，请在正文注明"
    if reading.title.issuer and _GOVERNMENT.search(reading.title.issuer) and stated * 2 < actual:
        return "正文可能只说政府本级，表格是全地区汇总，请在正文注明口径"
    return ""


def rate_reason(reading: Reading, key: str, stated: Figure) -> str:
    """A percentage that follows from two numbers of its own sentence was reckoned on another base than the form's; a completion
    rate of 100 beside requests carried on into the next year is meant of those that were due (按期办结率)."""
    if stated is None:
        return ""
    counts = [Decimal(match[1]) for match in _COUNTED.finditer(reading.texts[key].sentence.replace(",", ""))]
    counts = counts[:_MOST_COUNTS]
    places = max(0, -int(Decimal(stated).as_tuple().exponent))
    for part, whole in permutations(counts, 2):
        if part <= whole and whole and percent(part, whole, places) == stated:
            return f"正文按本句的{plain(part)}和{plain(whole)}计算，与表格的口径不同，请在正文注明"
    if key == _COMPLETION and stated == 100:
        return "结转下年度的申请尚未办结，100%可能指到期申请的按期办结率，请在正文注明口径"
    return ""


def breakdown_findings(reading: Reading) -> Iterator[AuditFinding]:
    """A part above its total is an error; a sum above it may be overlapping parts; a sum below it is a partial list."""
    for parts in reading.parts:
        values = [stated.value for _, stated in parts.parts]
        exact = all(stated.bound is Bound.EXACT for _, stated in (("", parts.total), *parts.parts))
        joined = sum(values, start=Decimal(0))
        whole = parts.total.value
        shown = (
            f"“{parts.total_words}{plain(whole)}”，其中{' + '.join(plain(value) for value in values)} = {plain(joined)}"
        )
        if any(value > whole for value in values) and parts.total.bound is Bound.EXACT:
            yield _broken(parts, f"分项大于总数：{shown}。请核实。", "分项或者总数填写有误", Grade.ERROR)
        elif exact and joined > whole:
            yield _broken(
                parts,
                f"其中各项之和大于总数：{shown}{apart(joined, whole)}。请核实。",
                "分项有重叠，或者总数有误",
                Grade.WARNING,
            )
        elif exact and joined < whole and parts.says_all:
            yield _broken(
                parts, f"其中各项之和小于总数：{shown}{apart(joined, whole)}。请核实。", "漏列分项", Grade.WARNING
            )


def _broken(parts: Parts, message: str, cause: str, grade: Grade) -> AuditFinding:
    joined = sum((stated.value for _, stated in parts.parts), start=Decimal(0))
    return finding("N-3", message, left=parts.total.value, right=joined, where=parts.where, cause=cause, grade=grade)


def _contradictions(reading: Reading) -> Iterator[AuditFinding]:
    for key, one in reading.texts.items():
        if one.claim.status is Status.UNREADABLE:
            yield finding(
                "N-7", f"正文对同一事项写了不同的数字：{one.sentence[:60]}。请核实。", (key,), where=one.claim.where
            )


def _accepted(reading: Reading) -> Iterator[AuditFinding]:
    """受理 may mean new ones, or with those carried in; anything else needs an explanation."""
    one = reading.texts.get(_ACCEPTED)
    new, carried = reading.claims[_NEW].value, reading.claims[_CARRIED].value
    if one is None or one.stated is None or new is None:
        return
    both = total((new, carried))
    if agrees(one.stated, new) or (both is not None and agrees(one.stated, both)):
        return
    reason = scope_reason(reading, _ACCEPTED, one.stated.value, new)
    message = f"正文受理申请{plain(one.stated.value)}件，表格新收{plain(new)}件{apart(one.stated.value, new)}。请核实或者注明口径。"
    yield finding(
        "N-6", message, (_ACCEPTED, _NEW), left=one.stated.value, right=new, where=one.claim.where, cause=reason
    )


def _years(reading: Reading) -> Iterator[AuditFinding]:
    """The period named before section 一 is the report's year, section 一 speaks of it, section 五 plans for the next."""
    year = reading.title.year
    if year is None:
        return
    for passage in reading.passages:
        for match in stated_periods(passage.text) if passage.section in (None, Section.OVERVIEW) else ():
            if int(match[1]) != year:
                message = f"{year}年度报告的统计期限写的是“{match[0]}”，年份有误，请更正。"
                yield finding("Y-1", message, left=int(match[1]), right=year, where=passage.where)
    for passage in paragraphs(reading.passages):
        text = compact(passage.text)
        wrong = []
        if passage.section is Section.OVERVIEW:
            wrong = [match for match in _BEGINS_WITH_YEAR.finditer(text) if int(match["year"]) != year]
        elif passage.section is Section.PROBLEMS:
            wrong = [match for match in _PLANS_FOR.finditer(text) if int(match["year"]) not in (year + 1, year + 2)]
        for match in wrong:
            said = text[max(0, match.start()) : match.end() + 12].lstrip("。")
            yield finding(
                "Y-1",
                f"{year}年度报告写有“{said}…”，年份有误，请更正。",
                left=int(match["year"]),
                right=year,
                where=passage.where,
            )


def _repealed(reading: Reading) -> Iterator[AuditFinding]:
    year = reading.title.year
    if year is None:
        return
    for passage in reading.passages:
        for pattern, since, why in REPEALED:
            if year >= since and (match := pattern.search(compact(passage.text))):
                yield finding("L-1", f"正文引用“{match[0]}”，{why}，请更正。", where=passage.where)
