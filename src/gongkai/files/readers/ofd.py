"""OFD, the layout format of Chinese archives (GB/T 33190): the words of its pages, properties, attachments inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.files.readers.archives import open_archive, xml_of
from gongkai.files.readers.findings import Gathered

_PAGE = re.compile(r".*/Pages/Page_(\d+)/Content\.xml", re.IGNORECASE)
_PROPERTIES = {"Author": "作者", "Creator": "制作软件", "Title": "标题", "Subject": "主题", "Abstract": "摘要"}


def faults(content: bytes) -> Iterator[str]:
    archive = open_archive(content)
    xml_of(archive, "OFD.xml")
    if any("/attachs/" in f"/{name.lower()}" or name.lower().endswith(".js") for name in archive.namelist()):
        yield "内嵌附件或脚本，无法检查；请把附件单独上传"


def text(content: bytes) -> Gathered:
    found = Gathered()
    archive = open_archive(content)
    for name in archive.namelist():
        if matched := _PAGE.fullmatch(name):
            words = _codes(xml_of(archive, name))
            place = f"第{int(matched[1]) + 1}页"
            found.part(place, words) if words else found.unseen(f"{place}没有文字（可能是扫描图像），无法自动检查")
        elif re.search(r"/(Tpls|Annots?)/.*\.xml$", name, re.IGNORECASE):
            found.hide("模板页或批注", _codes(xml_of(archive, name)))
    for element in xml_of(archive, "OFD.xml").iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag in _PROPERTIES:
            found.property(_PROPERTIES[tag], element.text)
    if any(re.search(r"\.(jpe?g|png|bmp|tiff?)$", name, re.IGNORECASE) for name in archive.namelist()):
        found.unseen("内有图片，图中的文字无法自动检查")
    return found


def _codes(root: object) -> str:
    return "\n".join(code.text or "" for code in root.iter("{*}TextCode"))  # type: ignore[attr-defined]
