"""政府信息公开申请表 on paper: one table, as DOCX for a text program and as PDF to print. No purpose is asked for (REG 29)."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import typst
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from gongkai.files.fonts import families, fonts
from gongkai.law.applicants import ApplicantCategory
from gongkai.requests.applicants import ID_TYPES, WANTED_DELIVERIES, WANTED_FORMS

TITLE = "政府信息公开申请表"
_SOURCE = Path(__file__).with_name("paper.typ")
_BOX = "□"


def _boxes(labels: list[str]) -> str:
    return "　".join(f"{_BOX}{label}" for label in labels)


def _organisations() -> list[str]:
    return [category.label_zh for category in ApplicantCategory if category.is_organisation]


def rows() -> list[tuple[str, str, str]]:
    """Group, label, what stands in the field already."""
    return [
        ("公民", "姓名", ""),
        ("公民", "证件名称", _boxes(list(ID_TYPES.values()))),
        ("公民", "证件号码", ""),
        ("法人或者其他组织", "名称", ""),
        ("法人或者其他组织", "类别", _boxes(_organisations())),
        ("法人或者其他组织", "统一社会信用代码", ""),
        ("法人或者其他组织", "经办人", ""),
        ("联系", "联系电话、电子邮箱", ""),
        ("联系", "联系地址、邮编", ""),
        ("代理人", "姓名、证件号码、电话", "（附授权委托书）"),
        ("所需信息", "受理机关", ""),
        ("所需信息", "信息的名称、文号或者便于查询的其他特征性描述", "\n\n\n\n"),
        ("所需信息", "获取信息的形式", _boxes(list(WANTED_FORMS.values()))),
        ("所需信息", "获取信息的方式", _boxes(list(WANTED_DELIVERIES.values()))),
        ("签名", "申请人签名或者盖章、日期", "\n"),
    ]


NOTES = (
    "请附身份证明复印件（《中华人民共和国政府信息公开条例》第二十九条）；不需要说明申请用途。",
    "可以当面递交、邮寄（信封注明“政府信息公开申请”）或者传真到受理机关的政府信息公开工作机构。",
)


@cache
def as_docx() -> bytes:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(TITLE)
    run.bold, run.font.size = True, Pt(18)
    table = document.add_table(rows=0, cols=3)
    table.style = "Table Grid"
    first: dict[str, int] = {}
    for place, (group, label, text) in enumerate(rows()):
        cells = table.add_row().cells
        cells[1].text, cells[2].text = label, text
        if group in first:
            cells[0].merge(table.rows[first[group]].cells[0])
        else:
            cells[0].text = group
            first[group] = place
    for row in table.rows:
        for cell, width in zip(row.cells, (Cm(2.2), Cm(4.3), Cm(9.5)), strict=True):
            cell.width = width
    for note in NOTES:
        document.add_paragraph(note)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def as_pdf() -> bytes:
    data = json.dumps({"title": TITLE, "rows": rows(), "notes": NOTES, "fonts": families()}, ensure_ascii=False)
    made: bytes = typst.compile(_SOURCE.read_bytes(), font_paths=fonts(), sys_inputs={"form": data})
    return made
