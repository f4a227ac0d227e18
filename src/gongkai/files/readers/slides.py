"""Text of presentations: slides in their order; hidden slides, notes and comments apart."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.files.readers.archives import open_archive, xml_of
from gongkai.files.readers.findings import Gathered
from gongkai.files.readers.office import count_pictures, properties

_SLIDE = re.compile(r"ppt/(slides/slide|notesSlides/notesSlide|comments/\D*|diagrams/data|charts/chart)(\d*).*\.xml")


def text(content: bytes) -> Gathered:
    found = Gathered()
    archive = open_archive(content)
    for name in archive.namelist():
        matched = _SLIDE.fullmatch(name)
        if matched is None:
            continue
        root, number = xml_of(archive, name), matched[2]
        words = "\n".join("".join(part.text or "" for part in p.iter("{*}t", "{*}v")) for p in root.iter("{*}p"))
        if matched[1].startswith("notes"):
            found.hide(f"第{number}页备注", words)
        elif matched[1].startswith("comments"):
            found.hide("批注", "".join(part.text or "" for part in root.iter("{*}text", "{*}t")))
        elif root.get("show") in ("0", "false"):
            found.hide(f"隐藏的第{number}页", words)
        else:
            found.part(f"第{number}页", words or _loose(root))
    properties(archive, found)
    count_pictures(archive, found)
    return found


def _loose(root: etree._Element) -> str:
    return " ".join(part.text or "" for part in root.iter("{*}t", "{*}v"))
