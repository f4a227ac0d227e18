"""A file as pages to mark: a PDF as it is, a picture as one page, the text of anything else set on A4."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import typst
from PIL import Image

from gongkai.files.extraction import text_of
from gongkai.files.fonts import families, fonts
from gongkai.files.kinds import PICTURES, kind_of

KINDS = ("pdf", "docx", "xlsx", "pptx", "txt", "csv", *PICTURES)
"""What can be severed. OFD and old Office files are printed to PDF first."""
_SOURCE = Path(__file__).with_name("pages.typ")
_LONGEST_SIDE = 3500


class NoPages(ValueError):
    """The file cannot be turned into pages; the text is a Chinese sentence."""


def as_pages(content: bytes, media_type: str) -> bytes:
    """A PDF of the file's pages. Raises NoPages.

    From a text file only what a reader sees goes along: comments, deleted and hidden words stay behind.
    """
    kind = kind_of(media_type)
    if kind is None or kind.key not in KINDS:
        raise NoPages("这种文件不能直接作区分处理，请先打印为 PDF")
    if kind.key == "pdf":
        return content
    return _of_picture(content) if kind.key in PICTURES else _of_text(content, media_type)


def _of_picture(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as opened:
        opened.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        picture = opened.convert("RGB")
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    plain = Image.new("RGB", picture.size)
    plain.paste(picture)  # pixels alone: what a camera wrote beside them stays behind
    out = BytesIO()
    plain.save(out, "PDF", resolution=150.0)
    return out.getvalue()


def _of_text(content: bytes, media_type: str) -> bytes:
    read = text_of(content, media_type)
    if not read.text.strip():
        raise NoPages(f"没有读到文字，请先打印为 PDF{'：' + read.problems[0] if read.problems else ''}")
    lines = [line or " " for line in read.text.splitlines()]
    data = json.dumps({"lines": lines, "fonts": families()}, ensure_ascii=False)
    made: bytes = typst.compile(_SOURCE.read_bytes(), font_paths=fonts(), sys_inputs={"text": data})
    return made
