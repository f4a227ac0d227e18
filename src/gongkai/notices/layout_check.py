"""Try a DOCX layout an office brought: ``python -m gongkai.notices.layout_check``; the file on standard input, a line of JSON out.

It is filled with a sample letter, in a process of its own (``files.apart``), and every content of the sample must be found on its pages.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from jinja2 import TemplateError

from gongkai.files.readers.limits import confine
from gongkai.notices.document import LetterDocument, Slip
from gongkai.notices.docx import filled

_SLIP = Slip("样张确认函", ("样张机关回执：", "样张回执第一行", "样张回执第二行"))
SAMPLE = LetterDocument(
    kind="REPLY.GRANTED", agency="样张机关", number="样张公开答〔2022〕1号", title="样张文书标题", addressee="样张收件人",
    paragraphs=("样张第一段。", "样张第二段。", "样张第三段。", "样张第四段。"), made_on=date(2022, 3, 21),
    enclosures=("样张附件甲", "样张附件乙", "样张附件丙"), slip=_SLIP,
)  # fmt: skip
SHORT = LetterDocument(
    "CLOSED_OTHER", "样张机关", "样张〔2022〕2号", "样张短文书", "样张收件人", ("样张唯一一段。",), date(2022, 3, 21)
)
PLACES = {
    "{{ agency }}": (SAMPLE.agency,), "{{ number }}": (SAMPLE.number,), "{{ title }}": (SAMPLE.title,), "{{ addressee }}": (SAMPLE.addressee,),
    "{{ day }}": ("2022年3月21日",), "paragraphs": SAMPLE.paragraphs, "enclosures": SAMPLE.enclosures, "slip": (_SLIP.title, *_SLIP.lines),
}  # fmt: skip


def findings(content: bytes) -> dict[str, object]:
    """``error``: why it cannot be filled; ``missing``: places of the template whose contents are nowhere on the pages."""
    try:
        text, short = _text(filled(BytesIO(content), SAMPLE)), _text(filled(BytesIO(content), SHORT))
    except TemplateError as error:  # told to who wrote it; whatever else breaks takes this process down
        return {"error": f"{type(error).__name__}: {error}"[:300], "missing": []}
    missing = [place for place, contents in PLACES.items() if not all(words in text for words in contents)]
    if SHORT.paragraphs[0] not in short:
        missing.append("paragraphs（只有一段的文书）")
    return {"error": "", "missing": missing}


def _text(docx: bytes) -> str:
    """All words of the letter: body, heads and feet."""
    with ZipFile(BytesIO(docx)) as package:
        parts = [name for name in package.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)]
        return "".join(unescape(re.sub(r"<[^>]+>", "", package.read(name).decode())) for name in parts)


if __name__ == "__main__":
    confine()
    sys.stdout.write(json.dumps(findings(sys.stdin.buffer.read())) + "\n")
