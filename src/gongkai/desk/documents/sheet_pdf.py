"""《信息发布审查表》 to print: with the opinions so far, and empty boxes for those who sign on paper (线下审签)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from django.utils.timezone import localtime

from gongkai.desk.documents.subjects import Subject
from gongkai.files.fonts import families, fonts
from gongkai.review.models import ReviewSheet
from gongkai.review.paths import STAGES

SOURCE = Path(__file__).with_name("sheet.typ")


class NoChineseFont(RuntimeError):
    """No font on this machine knows Chinese: the sheet would print as boxes."""


def sheet_pdf(sheet: ReviewSheet, subject: Subject) -> bytes:
    """PDF/A; the text goes in as data, never into the source."""
    if not families():
        raise NoChineseFont("没有可用的中文字体；请把仿宋字体放入数据目录的 fonts 文件夹，或者安装 fonts-noto-cjk")
    data = json.dumps({**_payload(sheet, subject), "fonts": families()}, ensure_ascii=False)
    pdf: bytes = typst.compile(
        SOURCE.read_bytes(), font_paths=fonts(), sys_inputs={"sheet": data}, pdf_standards="a-2b",
        timestamp=int(sheet.opened_at.timestamp()),
    )  # fmt: skip
    return pdf


def _payload(sheet: ReviewSheet, subject: Subject) -> dict[str, Any]:
    steps = {step.stage: step for step in sheet.steps.all()}
    return {
        "title": subject.title, "agency": sheet.agency.name, "round": sheet.round, "digest": sheet.content_digest,
        "opened": _moment(sheet.opened_at), "rows": [list(row) for row in subject.rows],
        "files": [row.label for row in subject.files], "text": subject.text.splitlines()[:400], "note": subject.note,
        "stages": [_stage(key, steps.get(key)) for key in sheet.stages],
    }  # fmt: skip


def _stage(key: str, step: Any) -> dict[str, str]:
    if step is None:
        return {"label": STAGES[key].label_zh, "opinion": "", "officer": "", "at": ""}
    words = [
        step.get_secrecy_display() if step.secrecy else "",
        f"依据：{step.basis}" if step.basis else "",
        step.opinion,
    ]
    if step.conclusion == "RETURNED":
        words.insert(0, "退回修改")
    return {
        "label": STAGES[key].label_zh, "opinion": "。".join(word for word in words if word), "officer": step.officer_name,
        "at": _moment(step.at),
    }  # fmt: skip


def _moment(value: Any) -> str:
    return localtime(value).strftime("%Y年%-m月%-d日 %H:%M")
