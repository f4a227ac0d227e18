"""Kinds of files: what each is called, which endings and first bytes it has. Which are accepted is said by who asks for a file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class FileKind:
    """``starts``: first bytes, one of which a file must have; none for plain text, which is told by its ending."""

    key: str
    label_zh: str
    media_type: str
    endings: tuple[str, ...]
    starts: tuple[bytes, ...] = ()


_OOXML = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, FileKind] = {
    kind.key: kind
    for kind in (
        FileKind("pdf", "PDF", "application/pdf", (".pdf",), (b"%PDF-",)),
        FileKind("ofd", "OFD", "application/ofd", (".ofd",), (ZIP_START,)),
        FileKind("docx", "Word 文档", f"{_OOXML}wordprocessingml.document", (".docx",), (ZIP_START,)),
        FileKind("xlsx", "Excel 表格", f"{_OOXML}spreadsheetml.sheet", (".xlsx",), (ZIP_START,)),
        FileKind("pptx", "PowerPoint 演示文稿", f"{_OOXML}presentationml.presentation", (".pptx",), (ZIP_START,)),
        FileKind("doc", "旧版 Word 文档", "application/msword", (".doc", ".wps"), (OLE_START,)),
        FileKind("xls", "旧版 Excel 表格", "application/vnd.ms-excel", (".xls", ".et"), (OLE_START,)),
        FileKind("jpeg", "JPEG 图片", "image/jpeg", (".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
        FileKind("png", "PNG 图片", "image/png", (".png",), (b"\x89PNG\r\n\x1a\n",)),
        FileKind("gif", "GIF 图片", "image/gif", (".gif",), (b"GIF87a", b"GIF89a")),
        FileKind("webp", "WebP 图片", "image/webp", (".webp",), (b"RIFF",)),
        FileKind("txt", "纯文本", "text/plain; charset=utf-8", (".txt",)),
        FileKind("csv", "CSV 表格", "text/csv; charset=utf-8", (".csv",)),
        FileKind("zip", "ZIP 压缩包", "application/zip", (".zip",), (ZIP_START, b"PK\x05\x06")),
    )
}
_BY_TYPE = {kind.media_type: kind for kind in KINDS.values()}

PICTURES = ("jpeg", "png", "gif", "webp")
DOCUMENTS = ("pdf", "ofd", "docx", "xlsx", "pptx", "txt", "csv")
ATTACHMENTS = (*DOCUMENTS, *PICTURES)
"""What may stand below a published document. Old binary Office files are not among them: nobody can see what they hide."""
PROOFS = ("pdf", "ofd", "jpeg", "png")
"""Scans and certificates: what an applicant or a signatory hands in."""
OLD_OFFICE = ("doc", "xls")
"""Only for stock taken over from an older site; ``extraction`` reports them as not to be scanned."""
PACKAGES = ("zip",)


def kind_of(media_type: str) -> FileKind | None:
    """The kind a stored file has by its media type; None for one that is not in the table."""
    return _BY_TYPE.get(media_type) or _BY_TYPE.get(f"{media_type}; charset=utf-8")


def accepted_zh(kinds: Collection[str]) -> str:
    """ "PDF（.pdf）、Word 文档（.docx）", as refusals name what may be uploaded."""
    return "、".join(f"{KINDS[key].label_zh}（{'、'.join(KINDS[key].endings)}）" for key in KINDS if key in kinds)
