"""The reader's process: ``python -m gongkai.files.readers TASK KIND``, the file on standard input, JSON (and a copy) on output.

``examine``: {"kind", "faults"}; ``text``: what ``Gathered`` holds; ``copy``: {"removed", "kept"}, a line break, the copy.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

from gongkai.files.readers import docx, ofd, office, pdf, pictures, plain, sheets, slides
from gongkai.files.readers.archives import BadArchive, main_kind, open_archive
from gongkai.files.readers.findings import Gathered, TooMuchText
from gongkai.files.readers.limits import EXIT_MEMORY, EXIT_OUTPUT, confine

_ZIPPED = ("docx", "xlsx", "pptx", "ofd", "zip")
_PICTURES = ("jpeg", "png", "gif", "webp")


def examine(kind: str, content: bytes) -> dict[str, Any]:
    """What the content is, and why it is refused. For a container the kind is that of its main part."""
    try:
        if kind in _ZIPPED:
            kind = main_kind(open_archive(content))
        return {"kind": kind, "faults": list(_faults(kind, content))}
    except BadArchive as error:
        return {"kind": kind, "faults": [str(error)]}


def _faults(kind: str, content: bytes) -> list[str]:
    if kind in ("docx", "xlsx", "pptx"):
        return list(office.faults(content, kind))
    if kind in _PICTURES:
        return list(pictures.faults(content, kind))
    if kind in ("doc", "xls"):
        return _old_office_faults(content)
    known: dict[str, Callable[[bytes], Any]] = {
        "pdf": pdf.faults,
        "ofd": ofd.faults,
        "txt": plain.faults,
        "csv": plain.faults,
    }
    return list(known[kind](content)) if kind in known else []


def _old_office_faults(content: bytes) -> list[str]:
    """The names of an old file's streams stand in it as UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return ["设有打开密码，无法检查；请去掉密码后再上传"]
    if any(name.encode("utf-16-le") in content for name in ("_VBA_PROJECT", "Macros", "VBA")):
        return ["含有宏；请另存为不含宏的格式后再上传"]
    return []


def text(kind: str, content: bytes) -> Gathered:
    match kind:
        case "pdf":
            return pdf.text(content)
        case "docx":
            return docx.text(content)
        case "xlsx" | "xls":
            return sheets.text(content, kind)
        case "pptx":
            return slides.text(content)
        case "ofd":
            return ofd.text(content)
        case "txt" | "csv":
            return plain.text(content)
        case "jpeg" | "png" | "gif" | "webp":
            return pictures.text(content, kind)
    return _unread(kind, content)


def _unread(kind: str, content: bytes) -> Gathered:
    """An archive tells the names in it; an old Word file nothing at all."""
    found = Gathered()
    if kind == "zip":
        for name in open_archive(content).namelist():
            found.part("压缩包内的文件名", name)
        found.unseen("压缩包内的文件没有逐一检查；请把文件单独上传")
    else:
        found.unseen("旧版 Office 文件的内容无法自动检查；请另存为 .docx、.xlsx 或 PDF")
    return found


def copy(kind: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    kept: list[str] = []
    made, removed = content, list[str]()
    if kind == "pdf":
        made, removed, kept = pdf.copy(content)
    elif kind in ("docx", "xlsx", "pptx"):
        made, removed = office.copy(content)
    elif kind in _PICTURES:
        made, removed = pictures.copy(content, kind)
    elif kind not in ("txt", "csv"):
        kept = ["这类文件的属性不能自动清除"]
    return {"removed": removed, "kept": kept}, made


def main(task: str, kind: str) -> int:
    confine()
    content = sys.stdin.buffer.read()
    made = b""
    try:
        if task == "examine":
            answer = examine(kind, content)
        elif task == "text":
            answer = text(kind, content).as_json()
        else:
            answer, made = copy(kind, content)
    except MemoryError:
        return EXIT_MEMORY
    except TooMuchText:
        return EXIT_OUTPUT
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n" + made)
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1], sys.argv[2])
    sys.stdout.flush()
    os._exit(code)  # a damaged file must not get a second chance in some library's clean-up
