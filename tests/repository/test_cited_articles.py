"""What officers and citizens read cites a law by its name: no reason, no task hands out the short form of the code (``REG 44``)."""

from __future__ import annotations

import re
from pathlib import Path

import gongkai
from gongkai.law.reference import LAWS

PACKAGE = Path(gongkai.__file__).resolve().parent
SHORT = re.compile(rf"\bstr\(\(?(?:{'|'.join(LAWS)})\(")


def test_no_room_shows_an_article_in_the_short_form_of_the_code() -> None:
    rooms = [path for path in PACKAGE.rglob("*.py") if not {"law", "tests", "cli"} & set(path.parts)]
    found = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in rooms
        for line in path.read_text(encoding="utf-8").splitlines()
        if SHORT.search(line)
    ]
    assert found == []
    assert SHORT.search("article = str(REG(44))")
    assert not SHORT.search("article = REG(44).zh")
