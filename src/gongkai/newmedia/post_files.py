"""Read a platform's export of posts (CSV): find the columns, read each row, say what is wrong with it and where.

Exports differ in their headings, so each field has known names; a unit may give its own (``ColumnMapping``). Rows are
numbered as a spreadsheet shows them, the heading being 1.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai.clock import SHANGHAI
from gongkai.files.tables import decoded

LARGEST_BYTES = 20 * 1024 * 1024
KNOWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("标题", "内容标题", "作品名称", "作品标题", "微博内容", "文章标题", "视频描述"),
    "published": ("发布时间", "发表时间", "发布日期", "推送时间"),
    "url": ("链接", "内容url", "内容链接", "微博链接", "作品链接", "网址"),
    "number": ("编号", "作品ID", "微博ID", "文章ID", "视频ID"),
}
_MOMENT = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$"
)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which heading holds what. ``url`` and ``number`` may be empty: then title and time tell posts apart."""

    title: str
    published: str
    url: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    row: int
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class PostRow:
    row: int
    key: str
    title: str
    url: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class PostFile:
    """A file as read: good rows, and problems of the others (or of the file itself, row 1)."""

    rows: tuple[PostRow, ...]
    problems: tuple[RowProblem, ...]


def read_posts(content: bytes, mapping: ColumnMapping | None = None) -> PostFile:
    """Read a CSV export in UTF-8 (with or without mark) or GB 18030."""
    if len(content) > LARGEST_BYTES:
        return _unreadable(f"文件有{len(content) // 1048576}MB，最大{LARGEST_BYTES // 1048576}MB")
    text = decoded(content)
    if text is None or "\x00" in text:
        return _unreadable("文件不是UTF-8或GB18030编码的CSV；请在表格软件中另存为“CSV UTF-8”")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as problem:
        return _unreadable(f"文件不是有效的CSV：{problem}")
    if not lines:
        return _unreadable("文件是空的；第一行应为列名，例如：标题,发布时间,链接")
    heading = [name.strip() for name in lines[0]]
    columns = mapping or detect_mapping(heading)
    if columns is None or not {columns.title, columns.published} <= set(heading):
        return _unreadable(f"找不到标题列和发布时间列；文件的列名是：{'、'.join(heading)[:200]}")
    return _read_rows(heading, lines[1:], columns)


def detect_mapping(heading: Sequence[str]) -> ColumnMapping | None:
    """The mapping by the known names of headings; None when title or time is not among them."""
    found = {field: next((name for name in names if name in heading), "") for field, names in KNOWN_NAMES.items()}
    return ColumnMapping(**found) if found["title"] and found["published"] else None


def read_moment(text: str) -> datetime | None:
    """A point in time as exports write it (2022-03-01 09:30, 2022/3/1 9:30:05, 2022年3月1日), in Shanghai time."""
    match = _MOMENT.match(text.strip())
    if match is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()), tzinfo=SHANGHAI)  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def _read_rows(heading: list[str], lines: Sequence[Sequence[str]], columns: ColumnMapping) -> PostFile:
    rows: list[PostRow] = []
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(lines, 2):
        if not any(cell.strip() for cell in cells):
            continue
        read = _read_row(number, dict(zip(heading, cells, strict=False)), columns)
        if isinstance(read, RowProblem):
            problems.append(read)
        elif read.key in seen:
            problems.append(RowProblem(number, columns.title, read.title[:60], f"与第{seen[read.key]}行是同一条"))
        else:
            seen[read.key] = number
            rows.append(read)
    return PostFile(tuple(rows), tuple(problems))


def _read_row(number: int, cells: Mapping[str, str], columns: ColumnMapping) -> PostRow | RowProblem:
    title = " ".join(cells.get(columns.title, "").split())
    moment_text = cells.get(columns.published, "")
    moment = read_moment(moment_text)
    if not title:
        return RowProblem(number, columns.title, "", "没有标题")
    if moment is None:
        return RowProblem(number, columns.published, moment_text[:60], "不是有效的发布时间，应写作例如2022-03-01 09:30")
    url = cells.get(columns.url, "").strip()
    if url and (len(url) > 500 or not url.startswith(("http://", "https://"))):
        return RowProblem(number, columns.url, url[:60], "不是有效的网址，应以http://或https://开头，最多500字")
    own = cells.get(columns.number, "").strip() or url or f"{title}\x00{moment.isoformat()}"
    return PostRow(number, hashlib.sha256(own.encode()).hexdigest(), title[:300], url, moment)


def _unreadable(reason: str) -> PostFile:
    return PostFile((), (RowProblem(1, "", "", reason),))
