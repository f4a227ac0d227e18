"""Template and completeness: sections, form of the year, blank, missing and unreadable cells, rules made without the power."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annual_report.reader.claims import Status
from gongkai.annual_report.reader.findings import AuditFinding, finding
from gongkai.annual_report.reader.headings import PARTS, VERBATIM, Section
from gongkai.annual_report.reader.labels import normal
from gongkai.annual_report.reader.reading import Reading
from gongkai.annual_report.reader.table3 import UNDIVIDED
from gongkai.annual_report.reader.tables import KEYS, TableState
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.form import SECTIONS

_NAMES = {section.key: section.heading_zh for section in SECTIONS}
_PART_NAMES = {part.key: part.heading_zh for section in SECTIONS for part in section.parts}
FIRST_YEAR_OF_2021_FORM = 2021
_RULE_MAKERS = re.compile(r"(?:省|自治区|北京市|天津市|上海市|重庆市|市)(?:人民政府)?(?:办公厅|办公室)?$")
_RULE_CELLS = tuple(f"table2.art20_1.rules.{column}" for column in ("issued", "in_force"))
_MOST_NAMED = 6


def form_findings(reading: Reading) -> Iterator[AuditFinding]:
    yield from _sections(reading)
    yield from _form(reading)
    for table in KEYS:
        yield from _completeness(reading, table)
    yield from _rules_without_power(reading)


def _sections(reading: Reading) -> Iterator[AuditFinding]:
    found = reading.sections
    missing = [section for section in Section if section not in found]
    if missing:
        names = "、".join(f"“{_NAMES[section]}”" for section in missing)
        yield finding("TPL-1", f"报告缺少章节{names}，请按统一格式补齐。")
    for section, printed in reading.headings.items():
        if VERBATIM[section] not in normal(printed):
            yield finding(
                "TPL-6", f"章节标题写的是“{printed[:40]}”，统一格式是“{_NAMES[section]}”，请改用统一格式的标题。"
            )
    if list(found) != [section for section in Section if section in found]:
        yield finding("TPL-2", "章节次序与统一格式不同，请调整。")
    parts = {passage.part for passage in reading.passages if passage.section is Section.OVERVIEW}
    lacking = [key for key in dict.fromkeys(PARTS.values()) if key not in parts]
    if Section.OVERVIEW in found and lacking:
        names = "、".join(f"“{_PART_NAMES[key]}”" for key in lacking)
        yield finding("TPL-4", f"第一部分缺少{names}，请按统一格式补齐。")


def _form(reading: Reading) -> Iterator[AuditFinding]:
    year = reading.title.year
    if reading.tables.form == "2019" and year is not None and year >= FIRST_YEAR_OF_2021_FORM:
        yield finding("TPL-3", f"{year}年度报告仍使用2019年试行格式的表格，请改用国办公开办函〔2021〕30号规定的格式。")
    undivided = reading.claims.get(f"table3.{UNDIVIDED}.total")
    if undivided is not None and reading.tables.form != "2019":
        cells = tuple(f"table3.other.{part}.total" for part in ("not_corrected", "fee_unpaid", "other"))
        yield finding("TPL-5", "第三部分表格“（六）其他处理”只有一行，请分列三项填写。", cells, where=undivided.where)


def _completeness(reading: Reading, table: str) -> Iterator[AuditFinding]:
    """One finding per answer and table: a whole table is named once, not cell by cell."""
    state, heading = reading.tables.states[table], _NAMES[table]
    if state is TableState.IMAGE:
        yield finding("CMP-3", f"“{heading}”的表格是图片，请改为文字表格。", KEYS[table])
        return
    if state is TableState.DEDUPLICATED:
        yield finding("CMP-4", f"“{heading}”的文本去掉了重复行，不能还原，请提供原始文件。", KEYS[table])
        return
    if state is TableState.MISSING:
        yield finding("CMP-2", f"报告没有“{heading}”的表格，请补齐。", KEYS[table])
        return
    for rule, statuses, text in (
        ("CMP-1", (Status.BLANK, Status.INFERRED), "是空白，没有数据的请填0"),
        ("CMP-2", (Status.MISSING,), "在表中没有，请按统一格式补齐"),
        ("CMP-5", (Status.UNREADABLE,), "不能确定读数，需人工核对"),
    ):
        keys = tuple(
            key for key in KEYS[table] if reading.claims[key].status in statuses and not _excused(reading, key)
        )
        if keys:
            where = next((reading.claims[key].where for key in keys if reading.claims[key].where), "")
            yield finding(rule, f"“{heading}”有{len(keys)}格{text}：{_names(keys)}。", keys, where=where)


def _excused(reading: Reading, key: str) -> bool:
    """Cells the 2019 form does not have, and the parts of the undivided row (TPL-5 speaks of them)."""
    if reading.claims[key].status is not Status.MISSING:
        return False
    if key.startswith("table3.other.") and f"table3.{UNDIVIDED}.total" in reading.claims:
        return True
    return reading.tables.form == "2019" and key.startswith(("table2.art20_1.", "table2.art20_8."))


def _names(keys: tuple[str, ...]) -> str:
    names = "；".join(CELLS[key].label_zh for key in keys[:_MOST_NAMED])
    return f"{names}等" if len(keys) > _MOST_NAMED else names


def _rules_without_power(reading: Reading) -> Iterator[AuditFinding]:
    """Rules (规章) are made by provinces and cities with districts; a county-level city cannot be told by its name."""
    issuer = reading.title.issuer
    if issuer is None or _may_make_rules(issuer):
        return
    for key in _RULE_CELLS:
        claim = reading.claims[key]
        if claim.value:
            message = f"{issuer}不能制定规章，“{CELLS[key].label_zh}”填写了{claim.value}，请核实，行政规范性文件应填在下一行。"
            yield finding("R-1", message, (key,), left=claim.value, right=0, where=claim.where)


def _may_make_rules(issuer: str) -> bool:
    return bool(_RULE_MAKERS.search(issuer))
