"""A picture for a text: judged as every upload is and made ready to be published, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.files.apart import ReaderFailed, read_apart
from gongkai.files.kinds import KINDS, PICTURES, FileKind
from gongkai.files.uploads import examined, too_large

_SAID = {
    **{KINDS[key].media_type: KINDS[key].endings[0] for key in PICTURES}, "image/svg+xml": ".svg", "image/bmp": ".bmp",
    "image/tiff": ".tif", "image/x-emf": ".emf", "image/x-wmf": ".wmf",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadyPicture:
    """Bytes without who made them, when and where; ``removed`` says what was taken out."""

    name: str
    content: bytes
    media_type: str
    removed: tuple[str, ...] = ()


def ready_picture(name: str, content: bytes, largest_mb: int) -> tuple[ReadyPicture | None, list[str]]:
    """The picture as it may be published, or everything against it. Parsers run apart; nothing is written."""
    if faults := too_large(name, len(content), largest_mb):
        return None, faults
    kind, faults = examined(name, content, PICTURES)
    if kind is None or faults:
        return None, faults
    try:
        made = read_apart("copy", kind.key, content)
    except ReaderFailed as error:
        return None, [f"文件“{name}”{error}，无法清除拍摄与作者信息；请另存为 PNG 或 JPEG 后再试"]
    return ReadyPicture(name, made.copy, kind.media_type, tuple(made.answer["removed"])), []


def named_by_content(stem: str, content: bytes, said: str = "") -> str:
    """A name for a picture without one (from a clipboard, out of a document): its ending follows its first bytes, else what it is ``said`` to be."""
    found = next((kind for kind in map(KINDS.__getitem__, PICTURES) if _begins(kind, content)), None)
    if found is not None:
        return stem + found.endings[0]
    return stem + _SAID.get(said.partition(";")[0].strip().lower(), "")


def _begins(kind: FileKind, content: bytes) -> bool:
    return content.startswith(kind.starts) and (kind.key != "webp" or content[8:12] == b"WEBP")
