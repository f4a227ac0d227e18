"""The letter as PDF/A-2b, set by typst. The document goes in as data (JSON in ``sys_inputs``), never into the source."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import typst

from gongkai.agencies.errors import Reason, Refused
from gongkai.clock import start_of_day
from gongkai.files.fonts import families, fonts, title_families
from gongkai.notices.document import LetterDocument

SOURCE = Path(__file__).with_name("letter.typ")


class NoChineseFont(RuntimeError):
    """No font on this machine knows Chinese: a letter would print as boxes."""


class CannotPrint(Refused):
    """A character no font of this machine can draw: it is named, not printed as a box."""


def letter_pdf(document: LetterDocument, *, is_draft: bool = False) -> bytes:
    """The PDF; the same letter gives the same bytes, its date is the letter's own. A draft says so and shows where the seal
    will stand. Raises NoChineseFont, and CannotPrint for a character no font knows."""
    if not families():
        raise NoChineseFont("没有可用的中文字体；请把仿宋字体放入数据目录的 fonts 文件夹，或者安装 fonts-noto-cjk")
    data = document.as_json() | {
        "fonts": families(), "title_fonts": title_families(), "draft": is_draft, "seal_place": is_draft,
    }  # fmt: skip
    stamp = int(start_of_day(document.made_on).timestamp())
    try:
        pdf: bytes = typst.compile(
            _source(), font_paths=fonts(), sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
            pdf_standards="a-2b", timestamp=stamp,
        )  # fmt: skip
    except typst.TypstError as error:
        raise _told(error) from error
    return pdf


def _told(error: Exception) -> Exception:
    """PDF/A refuses text without a glyph; the characters are named with their code, so that the office can find a font."""
    marks = re.findall(r"the text `\"(.*?)\"` could not be displayed", str(error))
    if not marks:
        return error
    points = [int(point, 16) for mark in marks for point in re.findall(r"\\u\{([0-9a-f]+)\}", mark)]
    named = "、".join(f"“{chr(point)}”（U+{point:04X}）" for point in points) or "、".join(
        f"“{mark}”" for mark in marks
    )
    return CannotPrint(
        [Reason("", f"文书中有字体无法显示的字符：{named}；请把含有该字的仿宋字体放入数据目录的 fonts 文件夹")]
    )


@cache
def _source() -> bytes:
    return SOURCE.read_bytes()
