"""Plain text, Markdown, ``pdftotext -layout``: lines; consecutive lines with tabs or pipes become grids."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats.limits import MOST_LINES
from gongkai.annual_report.reader.source import Block, Exactness, Grid, GridBuilder, Line, Source

_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*|[\s|+\u2500-\u257f=-]*[\u2500\u2501\u2550=]{2,}[\s|+\u2500-\u257f=-]*")
_BARS = str.maketrans("｜│┃║", "||||")


def read_text(name: str, text: str) -> Source:
    """Raises UnreadableFile for more lines than any report has."""
    if text.count("\n") + text.count("\r") > 2 * MOST_LINES:
        raise UnreadableFile(name, f"文字超过{2 * MOST_LINES}行，不是一份年度报告")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    numbered = [Line(line, f"第{number}行", number) for number, line in enumerate(lines, start=1)]
    return Source(name, "text", tuple(blocks_of(numbered)))


def blocks_of(numbered: list[Line]) -> list[Block]:
    """Lines and delimited grids. Two lines or more with the same delimiter make a grid."""
    blocks: list[Block] = []
    kept = [
        replace(line, text=line.text.translate(_BARS))
        for line in numbered
        if line.text.strip() and not _RULE.fullmatch(line.text)
    ]
    for delimiter, group in groupby(kept, key=lambda line: _delimiter(line.text)):
        members = list(group)
        if delimiter is None or (len(members) < 2 and delimiter != "|"):
            blocks += [replace(line, text=_plain(line.text)) for line in members]
        else:
            blocks.append(_grid(members, delimiter))
    return blocks


def _delimiter(line: str) -> str | None:
    if "\t" in line.strip("\n ").strip() or line.count("\t") > 1:
        return "\t"
    if line.count("|") > 1 or (line.count("|") == 1 and len(line) < 60):
        return "|"
    return None


def _plain(line: str) -> str:
    """Marks of headings and of emphasis away; spacing stays, it is the layout."""
    return re.sub(r"^\s{0,3}#{1,6}\s+", "", line).replace("**", "").rstrip()


def _grid(members: list[Line], delimiter: str) -> Grid:
    builder = GridBuilder()
    for line in members:
        builder.begin_row()
        for cell in _cells(line.text, delimiter):
            builder.add(cell.strip().replace("**", "").replace("<br>", "\n").replace("&nbsp;", " "))
    return builder.grid(f"表格（自{members[0].where}）", Exactness.PADDED)


def _cells(line: str, delimiter: str) -> list[str]:
    if delimiter == "\t":
        return line.split("\t")
    text = line.strip()
    text = text[1:] if text.startswith("|") else text
    text = text[:-1] if text.endswith("|") else text
    return text.split("|")
