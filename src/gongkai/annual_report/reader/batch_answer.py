"""A batch as JSON, as a workbook (matrix of units and rules, findings, sums) and as return letters in one DOCX."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt

from gongkai.annual_report.reader.batch import Batch, Entry
from gongkai.annual_report.reader.findings import RULES, AuditFinding, Grade
from gongkai.law.annual_report.figures import Figure, plain

GRADES = {Grade.ERROR: "错误", Grade.WARNING: "警告", Grade.NOTE: "说明"}
WORDS = {"unreadable": "不能读取", "error": "有错误", "warning": "有警告", "clean": "无问题"}
Settled = Callable[[Entry, AuditFinding], str]


def nothing_settled(entry: Entry, finding: AuditFinding) -> str:
    return ""


def batch_json(batch: Batch) -> dict[str, Any]:
    """The matrix by file, the units missing and late, the sums that do not hold."""
    return {
        "files": len(batch.entries),
        "rules": list(batch.rules),
        "reports": [_report(entry, batch) for entry in batch.entries],
        "missing": list(batch.missing),
        "late": list(batch.late),
        "district": batch.district.issuer if batch.district else None,
        "sums": {
            "hold": sum(one.holds is True for one in batch.sums),
            "fail": len(batch.uneven),
            "unknown": sum(one.holds is None for one in batch.sums),
            "differences": [
                {"cell": one.key, "label": one.label, "district": _value(one.district), "units": _value(one.units)}
                for one in batch.uneven
            ],
        },
    }


def _report(entry: Entry, batch: Batch) -> dict[str, Any]:
    return {
        "file": entry.name,
        "issuer": entry.issuer or None,
        "year": entry.year,
        "result": entry.grade,
        "error": entry.error or None,
        "dated": entry.dated.isoformat() if entry.dated else None,
        "findings": {rule: count for rule in batch.rules if (count := entry.count(rule))},
    }


def batch_xlsx(batch: Batch, settled: Settled = nothing_settled) -> bytes:
    """Sheets 汇总 (units x rules), 问题清单, 单位之和. Texts are written as texts: a name that begins with = is no formula."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("汇总")
    titles = ["单位", "年度", "文件", "结果", *(f"{rule} {RULES[rule].name_zh}" for rule in batch.rules)]
    sheet.write_row(0, 0, titles, head)
    for row, entry in enumerate(batch.entries, start=1):
        counts = [entry.count(rule) or "" for rule in batch.rules]
        year = "" if entry.year is None else entry.year
        sheet.write_row(
            row, 0, [entry.issuer or "单位不明", year, entry.name, entry.error or WORDS[entry.grade], *counts]
        )
    row = len(batch.entries) + 2
    for name, units in (("未报（没有读到报告）", batch.missing), ("逾期", batch.late)):
        sheet.write_row(row, 0, [name, len(units), "、".join(units)])
        row += 1
    sheet.set_column(0, 0, 26)
    sheet.set_column(2, 2, 30)
    sheet.freeze_panes(1, 1)
    listed = book.add_worksheet("问题清单")
    listed.write_row(
        0, 0, ["单位", "年度", "程度", "规则", "问题", "左值", "右值", "差", "位置", "可能原因", "处理"], head
    )
    row = 1
    for entry in batch.entries:
        for one in entry.findings:
            values = [_value(one.left), _value(one.right), _value(one.difference)]
            shown = ["" if value is None else value for value in values]
            listed.write_row(
                row, 0, [entry.issuer or entry.name, "" if entry.year is None else entry.year, GRADES[one.severity], one.rule,
                         one.message, *shown, one.where, one.likely_cause, settled(entry, one)], wrap,
            )  # fmt: skip
            row += 1
    listed.set_column(4, 4, 60)
    sums = book.add_worksheet("单位之和")
    sums.write_row(0, 0, ["数据", "汇总表", "各单位之和", "结果", "缺数的单位"], head)
    for row, check in enumerate(batch.sums, start=1):
        word = {True: "相符", False: "不符", None: "不能判断"}[check.holds]
        values = ["" if value is None else value for value in (_value(check.district), _value(check.units))]
        sums.write_row(row, 0, [check.label, *values, word, "、".join(check.unknown[:50])])
    sums.set_column(0, 0, 50)
    book.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Letter:
    """A return letter in words, whatever it is printed with."""

    addressee: str
    paragraphs: tuple[str, ...]


LETTER_TITLE = "关于修改政府信息公开工作年度报告的函"


def letters_of(batch: Batch, settled: Settled = nothing_settled, reply_by: date | None = None) -> list[Letter]:
    """One letter a report that has open errors or warnings, or that could not be read."""
    return [
        Letter(entry.issuer or entry.name, tuple(_words(entry, findings, reply_by)))
        for entry in batch.entries
        if (findings := _open(entry, settled)) or entry.error
    ]


def letters_docx(
    batch: Batch, sender: str, on: date, settled: Settled = nothing_settled, reply_by: date | None = None
) -> bytes:
    """All letters in one file, each on a page of its own."""
    file = Document()
    file.styles["Normal"].font.size = Pt(14)
    letters = letters_of(batch, settled, reply_by)
    for number, letter in enumerate(letters):
        if number:
            file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _letter(file, letter, sender, on)
    if not letters:
        file.add_paragraph("没有需要退回修改的报告。")
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _open(entry: Entry, settled: Settled) -> list[AuditFinding]:
    return [one for one in entry.findings if one.severity is not Grade.NOTE and not settled(entry, one)]


def _words(entry: Entry, findings: list[AuditFinding], reply_by: date | None) -> Iterator[str]:
    year = f"{entry.year}年" if entry.year else ""
    if entry.error:
        yield f"报来的文件“{entry.name}”不能审查：{entry.error}。请重新报送可以读取的年度报告。"
    else:
        yield f"经审查，你单位{year}政府信息公开工作年度报告有以下 {len(findings)} 个问题，请核对修改："
        for number, one in enumerate(findings, start=1):
            mark = "" if one.severity is Grade.ERROR else "（请核对，如属实请说明原因）"
            yield f"{number}. {one.message}{mark}"
    until = f"于{reply_by.year}年{reply_by.month}月{reply_by.day}日前" if reply_by else ""
    yield f"请{until}修改后重新报送，并更新公开的版本。"


def _letter(file: Any, letter: Letter, sender: str, on: date) -> None:
    title = file.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(LETTER_TITLE)
    run.bold, run.font.size = True, Pt(18)
    for text in (f"{letter.addressee}：", *letter.paragraphs):
        file.add_paragraph(text)
    for text in (sender, f"{on.year}年{on.month}月{on.day}日"):
        file.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _value(value: Figure) -> int | str | None:
    return value if value is None or isinstance(value, int) else plain(value)
