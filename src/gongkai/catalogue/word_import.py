"""The text of a DOCX as clean HTML, its pictures apart. The file comes from outside: it is measured before it is opened."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import mammoth

from gongkai.agencies.errors import Reason, Refused
from gongkai.catalogue.body_pictures import Embedded, Parted, words_said
from gongkai.catalogue.html import clean_html

LARGEST_BYTES, LARGEST_UNPACKED, MOST_PARTS = 30 * 1024 * 1024, 80 * 1024 * 1024, 3000


def read_docx(name: str, content: bytes) -> Parted:
    """Text and pictures apart. Raises Refused, in one sentence, for what is no DOCX, is encrypted, or unpacks to more than a document can be."""
    _measure(name, content)
    pictures: list[Embedded] = []
    left: list[object] = []

    def take(image: Any) -> dict[str, str]:
        """A picture the document only names (on a disk, on another site) is counted, never fetched."""
        try:
            with image.open() as opened:
                inside = opened.read()
        except (OSError, KeyError, ValueError, zipfile.BadZipFile):  # it lies elsewhere, or is not in the package
            left.append(image)
            return {}
        words = words_said(image.alt_text or "")
        pictures.append(Embedded(f"picture-{len(pictures) + 1}", inside, image.content_type or "", words))
        return {"src": pictures[-1].mark}

    try:
        made = mammoth.convert_to_html(BytesIO(content), convert_image=mammoth.images.img_element(take))
    except Exception as error:  # the parser's own errors are many: whatever it stumbles over, the file is refused
        raise Refused([Reason("docx", f"“{name}”无法读取，请在 WPS 或 Word 中另存为 .docx 后再试")]) from error
    html = made.value.replace("<h1", "<h2").replace("</h1", "</h2")
    return Parted(clean_html(html), tuple(pictures), len(left))


def _measure(name: str, content: bytes) -> None:
    problem = ""
    if len(content) > LARGEST_BYTES:
        problem = f"“{name}”有 {len(content) // 1048576} MB，最大 30 MB"
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        problem = f"“{name}”是旧格式（.doc）或者加密的文档，请另存为不加密的 .docx"
    else:
        try:
            parts = zipfile.ZipFile(BytesIO(content)).infolist()
        except zipfile.BadZipFile:
            problem = f"“{name}”不是 DOCX 文件"
        else:
            names = {part.filename for part in parts}
            if "word/document.xml" not in names:
                problem = f"“{name}”不是 DOCX 文件"
            elif len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                problem = f"“{name}”解压后过大，疑似异常文件，未导入"
    if problem:
        raise Refused([Reason("docx", problem)])
