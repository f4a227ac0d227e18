"""A paper as PDF/A, set by typst; text goes in as data, never into the source."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from gongkai.annual_report.exports.pdf import NoChineseFont
from gongkai.clock import start_of_day
from gongkai.files.fonts import families, fonts
from gongkai.oversight.papers.blocks import Heading, Paper, Table

SOURCE = Path(__file__).with_name("paper.typ")


def pdf_bytes(paper: Paper) -> bytes:
    """The same paper gives the same bytes. Raises NoChineseFont."""
    if not families():
        raise NoChineseFont("没有可用的中文字体；请把仿宋字体放入数据目录的 fonts 文件夹，或者安装 fonts-noto-cjk")
    blocks = []
    for block in paper.blocks:
        kind = "table" if isinstance(block, Table) else "heading" if isinstance(block, Heading) else "text"
        blocks.append(
            {**asdict(block), "kind": kind, "numbers": sorted(block.numbers) if isinstance(block, Table) else []}
        )
    day = paper.issued_on
    data = {
        "title": paper.title, "subtitle": paper.subtitle, "issuer": paper.issuer, "blocks": blocks,
        "day": f"{day.year}年{day.month}月{day.day}日", "signers": paper.signers, "fonts": families(),
    }  # fmt: skip
    stamp = int(start_of_day(day).timestamp())
    pdf: bytes = typst.compile(
        SOURCE.read_bytes(), font_paths=fonts(), sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        pdf_standards="a-2b", timestamp=stamp,
    )  # fmt: skip
    return pdf
