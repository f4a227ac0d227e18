"""Text of Word documents, wherever it hides: body, tables, boxes, headers, notes; comments, deletions and hidden words apart."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.files.readers.archives import open_archive, xml_of
from gongkai.files.readers.findings import Gathered
from gongkai.files.readers.office import count_pictures, properties

_PLACES = (
    (re.compile(r"word/document\.xml"), "正文"), (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"), (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"), (re.compile(r"word/charts/.*\.xml"), "图表"),
    (re.compile(r"word/diagrams/data.*\.xml"), "图示"),
)  # fmt: skip
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def text(content: bytes) -> Gathered:
    found = Gathered()
    archive = open_archive(content)
    for name in archive.namelist():
        for pattern, place in _PLACES:
            if pattern.fullmatch(name):
                _paragraphs(xml_of(archive, name), place, found)
        if re.fullmatch(r"word/comments\w*\.xml", name):
            _comments(xml_of(archive, name), found)
    properties(archive, found)
    count_pictures(archive, found)
    return found


def _paragraphs(root: etree._Element, place: str, found: Gathered) -> None:
    """A paragraph is one text: a number may be split over many runs."""
    for number, paragraph in enumerate(root.iter("{*}p"), 1):
        shown, gone, hidden = _split(paragraph)
        found.part(f"{place}第{number}段", shown)
        found.hide(f"{place}第{number}段，修订中删除的文字", gone)
        found.hide(f"{place}第{number}段，隐藏文字", hidden)


def _split(paragraph: etree._Element) -> tuple[str, str, str]:
    """Shown, deleted and hidden words of a paragraph, without those of paragraphs inside it (boxes)."""
    shown: list[str] = []
    gone: list[str] = []
    hidden: list[str] = []
    for element in paragraph.iter("{*}t", "{*}delText", "{*}tab", "{*}br", "{*}cr", "{*}noBreakHyphen", "{*}v"):
        if _paragraph_above(element) is not paragraph:
            continue
        tag = etree.QName(element).localname
        words = _BREAKS.get(tag) or element.text or ""
        if tag == "delText":
            gone.append(words)
        elif _is_hidden(element):
            hidden.append(words)
        else:
            shown.append(words)
    return "".join(shown), "".join(gone), "".join(hidden)


def _paragraph_above(element: etree._Element) -> etree._Element | None:
    return next(iter(element.iterancestors("{*}p")), None)


def _is_hidden(element: etree._Element) -> bool:
    run = next(iter(element.iterancestors("{*}r")), None)
    mark = None if run is None else run.find("{*}rPr/{*}vanish")
    if mark is None:
        return False
    return next((value for name, value in mark.attrib.items() if str(name).endswith("val")), "1") not in ("0", "false")


def _comments(root: etree._Element, found: Gathered) -> None:
    for comment in root.iter("{*}comment"):
        author = next((str(value) for name, value in comment.attrib.items() if str(name).endswith("}author")), "")
        words = "\n".join("".join(part.text or "" for part in p.iter("{*}t")) for p in comment.iter("{*}p"))
        found.hide("批注", f"{author}：{words}" if author else words)
