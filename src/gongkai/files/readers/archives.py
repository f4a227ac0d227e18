"""ZIP containers (OOXML, OFD, plain archives): opened only when nothing in the directory smells of a bomb or a trap."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

MOST_ENTRIES = 10_000
MOST_UNPACKED = 400 * 1024 * 1024
HIGHEST_RATIO, SMALL = 200, 8 * 1024 * 1024
_ENCRYPTED = 0x1
MAIN_PARTS = (
    ("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"), ("OFD.xml", "ofd"),
)  # fmt: skip


class BadArchive(Exception):
    """Why an archive is not opened, as a Chinese sentence without the name."""


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Raises BadArchive for what is no sound archive or would unpack to too much."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise BadArchive("压缩结构损坏，无法打开") from error
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise BadArchive(f"内含 {len(entries)} 个条目，超过 {MOST_ENTRIES} 个")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise BadArchive("设有密码，无法检查；请去掉密码后再上传")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise BadArchive(f"展开后有 {unpacked // 1048576} MB，超过 {MOST_UNPACKED // 1048576} MB")
    if unpacked > SMALL and unpacked > HIGHEST_RATIO * len(content):
        raise BadArchive("压缩比异常，疑似压缩炸弹")
    names = [entry.filename for entry in entries]
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name for name in names):
        raise BadArchive("内含指向外部路径的条目")
    if len(set(names)) != len(names):
        raise BadArchive("内含重名条目，不同软件会读出不同内容")
    return archive


def main_kind(archive: zipfile.ZipFile) -> str:
    """docx, xlsx, pptx or ofd by the main part; zip for any other archive."""
    names = set(archive.namelist())
    return next((kind for part, kind in MAIN_PARTS if part in names), "zip")


def part_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """An entry, unpacked no further than the directory promised. Raises BadArchive."""
    info = archive.getinfo(name)
    try:
        with archive.open(info) as entry:
            content = entry.read(info.file_size + 1)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise BadArchive("压缩结构损坏，无法打开") from error
    except Exception as error:
        raise BadArchive("压缩数据损坏，无法展开") from error
    if len(content) > info.file_size:
        raise BadArchive("条目大小与目录不符，疑似压缩炸弹")
    return content


def xml_of(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """An XML entry, without entities, DTD or network. Raises BadArchive."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    content = part_of(archive, name)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65536]:
        raise BadArchive("内含文档类型声明（DTD），无法安全解析")
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadArchive("XML 结构损坏，无法解析") from error
