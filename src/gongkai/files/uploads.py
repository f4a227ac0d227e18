"""Why an upload is refused: by its size, its ending, its first bytes and its structure, each with a sentence naming the file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from gongkai.files.apart import ReaderFailed, read_apart
from gongkai.files.far_cells import far_cell
from gongkai.files.kinds import KINDS, OLE_START, ZIP_START, FileKind, accepted_zh
from gongkai.files.names import ending_of

MEGABYTE = 1024 * 1024
_TEXTS = ("txt", "csv")


class Upload(Protocol):
    """What Django hands a view: its size is known before a byte is read, its content lies on disk when it is large."""

    size: int | None

    def read(self) -> bytes: ...


def size_of(content: bytes | Upload) -> int:
    return len(content) if isinstance(content, bytes) else content.size or 0


def too_large(name: str, size: int, largest_mb: int) -> list[str]:
    if size > largest_mb * MEGABYTE:
        return [f"文件“{name}”有 {size / MEGABYTE:.1f} MB，最大 {largest_mb} MB；请压缩图片或拆分后再上传"]
    return [f"文件“{name}”是空文件"] if size == 0 else []


def examined(name: str, content: bytes, kinds: Collection[str]) -> tuple[FileKind | None, list[str]]:
    """The kind of an upload and everything against it. The ending must say what the content is: citizens go by it."""
    ending = ending_of(name)
    promised = next((kind for kind in KINDS.values() if ending in kind.endings), None)
    if promised is None or promised.key not in kinds:
        return None, [f"文件“{name}”{_wrong_ending(ending)}，不能上传；可以上传：{accepted_zh(kinds)}"]
    likely = _by_first_bytes(content, promised)
    if likely is None:
        return None, [f"文件“{name}”的内容不是{promised.label_zh}；可以上传：{accepted_zh(kinds)}"]
    try:
        answer = read_apart("examine", likely, content).answer
    except ReaderFailed as error:
        return None, [f"文件“{name}”{error}；请重新生成后再上传"]
    actual = KINDS[answer["kind"]]
    faults = [f"文件“{name}”{fault}" for fault in answer["faults"]]
    if actual.key != promised.key and not faults:
        faults = [f"文件“{name}”的内容是{actual.label_zh}，与扩展名“{ending}”不符{_advice(actual, kinds)}"]
    if actual.key == "xlsx" and not faults and (far := far_cell(content)):
        faults = [f"文件“{name}”有内容的范围过大（{far}），无法读取；请删去多余的内容后再上传"]
    return actual, faults


def _by_first_bytes(content: bytes, promised: FileKind) -> str | None:
    """The kind to examine it as. Containers are told apart by what stands in them, so any may stand for the others."""
    if content.startswith((ZIP_START, b"PK\x05\x06")):
        return "zip"
    if content.startswith(OLE_START):
        return promised.key if promised.starts == (OLE_START,) else "doc"
    if content.startswith(b"RIFF"):
        return "webp" if content[8:12] == b"WEBP" else None
    found = next(
        (kind.key for kind in KINDS.values() if content.startswith(kind.starts or (b"\x00\x00\x00\x00",))), None
    )
    if found:
        return found
    return promised.key if promised.key in _TEXTS else None


def _wrong_ending(ending: str) -> str:
    return f"的扩展名是“{ending}”" if ending else "没有扩展名"


def _advice(actual: FileKind, kinds: Collection[str]) -> str:
    if actual.key in kinds:
        return f"；请把扩展名改为“{actual.endings[0]}”后再上传"
    return f"；可以上传：{accepted_zh(kinds)}"
