"""A ledger file as rows of text: ``read_rows(path)`` yields (line as the spreadsheet shows it, cells).

CSV in UTF-8 (with or without BOM) or GB18030, separated by comma, tab, semicolon or bar; XLSX through ``xlsx.py``. The whole
file is examined first (encoding, size, digest), so that a bad file is refused before a row of it is read.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.agencies.errors import Reason
from gongkai.decisions.errors import BadFile
from gongkai.decisions.xlsx import examine_xlsx, read_xlsx

MOST_CSV_BYTES = 2 << 30
MOST_ROWS = 2_000_000
_BLOCK = 1 << 20
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEPARATORS, _FEWEST = ",\t;|", 3  # a title above the headings has fewer
_CERTAIN = 6  # so many Chinese characters in one line are never valid in both encodings by chance

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be read. ``encoding`` is empty for XLSX."""

    path: Path
    sha256: str
    size: int
    encoding: str

    @property
    def is_xlsx(self) -> bool:
        return not self.encoding


def refuse(text: str) -> BadFile:
    return BadFile([Reason("file", text)])


def examine(path: Path) -> Source:
    """Digest, size and encoding of a file. Raises BadFile naming what is wrong and what is accepted."""
    if not path.is_file():
        raise refuse(f"没有文件“{path.name}”")
    size = path.stat().st_size
    if size == 0:
        raise refuse(f"文件“{path.name}”是空的")
    with path.open("rb") as stream:
        start = stream.read(256)
    if start.startswith(_ZIP):
        examine_xlsx(path)
        return Source(path, _digest(path), size, "")
    if start.startswith(_OLD_EXCEL):
        raise refuse("文件是旧版Excel（.xls）、WPS表格（.et）或加了密码；请另存为不加密的 .xlsx 或 CSV")
    if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise refuse("文件是网页或XML（有些系统导出的“.xls”其实是网页）；请用Excel或WPS打开后另存为 .xlsx 或 CSV")
    if start.startswith(b"%PDF"):
        raise refuse("文件是PDF；可导入CSV或XLSX")
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise refuse("文件是UTF-16（“Unicode文本”）；请另存为“CSV UTF-8（逗号分隔）”")
    if size > MOST_CSV_BYTES:
        raise refuse(f"文件有{size >> 20} MiB，最多{MOST_CSV_BYTES >> 20} MiB；请按月份拆分")
    return Source(path, *_digest_and_encoding(path, size))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest_and_encoding(path: Path, size: int) -> tuple[str, int, str]:
    digest = hashlib.sha256()
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            if b"\x00" in block:
                raise refuse("文件不是表格（含有二进制内容）；可导入CSV或XLSX")
            if decoder is not None:
                try:
                    decoder.decode(block, final=False)
                except UnicodeDecodeError:
                    decoder = None
    if decoder is not None and not decoder.getstate()[0]:
        return digest.hexdigest(), size, "utf-8-sig"
    _refuse_unless_gb18030(path)
    return digest.hexdigest(), size, "gb18030"


def _refuse_unless_gb18030(path: Path) -> None:
    """Every line must be GB18030, and none so clearly UTF-8 that two encodings must be mixed."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.isascii():
                continue
            if _chinese_in(line, "utf-8") >= _CERTAIN:
                raise refuse(f"第{number}行是UTF-8编码，其他行不是；请统一另存为“CSV UTF-8”后再导入")
            if _chinese_in(line, "gb18030") < 0:
                raise refuse(f"第{number}行既不是UTF-8也不是GB18030编码；请另存为“CSV UTF-8”后再导入")


def _chinese_in(line: bytes, encoding: str) -> int:
    """How many characters beyond ASCII the line holds in this encoding, -1 where it is not in it."""
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError:
        return -1
    return sum(not character.isascii() for character in text)


def read_rows(source: Source) -> Iterator[Line]:
    """Rows with something in them; blank ones are passed over. Raises BadFile when the table breaks off or is too long."""
    lines = read_xlsx(source.path) if source.is_xlsx else _read_csv(source)
    for number, (line, cells) in enumerate(lines):
        if number > MOST_ROWS:
            raise refuse(f"超过{MOST_ROWS}行；请拆分文件")
        yield line, cells


def _separator(beginning: str) -> str:
    """The mark that parts the cells of the first line that is a row of a table."""
    for line in beginning.splitlines():
        mark = max(_SEPARATORS, key=line.count)
        if line.count(mark) >= _FEWEST:
            return mark
    return ","


def _read_csv(source: Source) -> Iterator[Line]:
    with source.path.open(encoding=source.encoding, newline="") as stream:
        separator = _separator(stream.read(65536))
        stream.seek(0)
        rows = csv.reader(stream, delimiter=separator, strict=True)
        line = 0
        try:
            for line, cells in enumerate(rows, start=1):
                if any(cells) and not all(cell.isspace() or not cell for cell in cells):
                    yield line, cells
        except csv.Error as problem:
            raise refuse(
                f"第{line + 1}行无法读取：引号没有配对，或者一格超过{csv.field_size_limit()}字；"
                "内容中的英文双引号应写成两个，并用引号括住整格"
            ) from problem
