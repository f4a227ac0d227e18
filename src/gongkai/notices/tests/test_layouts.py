"""An office's own DOCX layout: edited, brought back, tried with a sample, approved by another, in force from its day, inherited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as WordDocument

from gongkai.agencies.errors import Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.notices.docx import letter_docx
from gongkai.notices.docx_template import TEMPLATE
from gongkai.notices.layouts import layout_in_force
from gongkai.notices.models import BlockVersion
from gongkai.notices.tests.factories import made
from gongkai.notices.usecases.decide_block import decide_block
from gongkai.notices.usecases.draft_layout import draft_layout


def edited(change: Callable[[WordDocument], object]) -> bytes:
    """Our layout after an office worked on it in WPS."""
    document = Document(str(TEMPLATE))
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_a_line(text: str) -> bytes:
    return edited(lambda document: document.add_paragraph(text))


def without(place: str) -> bytes:
    def drop(document: WordDocument) -> None:
        for line in document.paragraphs:
            if place in line.text:
                line._p.getparent().remove(line._p)

    return edited(drop)


def drafted(cast: Cast, agency: Agency, content: bytes, on: date = date(2022, 3, 10)) -> BlockVersion:
    cast.on(date(2022, 3, 2))
    act = cast.act(Role.DRAFTER, agency=agency)
    return draft_layout(act=act, agency=agency, name="版式.docx", content=content, effective_on=on)


def approved(cast: Cast, agency: Agency, content: bytes, on: date = date(2022, 3, 10)) -> None:
    version = drafted(cast, agency, content, on)
    decide_block(act=cast.act(Role.APPROVER, agency=agency), version_id=version.pk, is_approved=True)


def text_on(cast: Cast, agency: Agency, day: date) -> str:
    layout = layout_in_force(agency, day)
    document = Document(BytesIO(letter_docx(made(cast, "FEE"), layout)))
    return "".join(line.text for line in document.paragraphs)


def test_the_countys_layout_holds_from_its_day_for_its_units_until_they_have_their_own(cast: Cast) -> None:
    approved(cast, cast.government, with_a_line("县版式 {{ number }}"))
    assert layout_in_force(cast.police, date(2022, 3, 9)) is None
    assert "县版式 温公公开告〔2022〕1号" in text_on(cast, cast.police, date(2022, 3, 10))
    assert layout_in_force(cast.neighbour, date(2022, 3, 10)) is None
    approved(cast, cast.police, with_a_line("公安版式"), date(2022, 3, 15))
    assert "县版式" in text_on(cast, cast.police, date(2022, 3, 14))
    assert "公安版式" in text_on(cast, cast.police, date(2022, 3, 15))
    assert "县版式" in text_on(cast, cast.market, date(2022, 3, 15))


def test_a_draft_is_not_used_and_its_author_does_not_approve_it(cast: Cast) -> None:
    version = drafted(cast, cast.police, with_a_line("草稿版式"))
    assert layout_in_force(cast.police, date(2022, 3, 10)) is None
    with pytest.raises(Refused, match="起草人不能审定"):
        decide_block(
            act=cast.act(Role.DRAFTER, Role.APPROVER, agency=cast.police, who="二"),
            version_id=_by(cast, version),
            is_approved=True,
        )


def _by(cast: Cast, version: BlockVersion) -> int:
    """The version as if that officer had drafted it."""
    author = cast.officer(Role.DRAFTER, Role.APPROVER, agency=cast.police, who="二")
    BlockVersion.objects.filter(pk=version.pk).update(drafted_by=author)
    return version.pk


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (without("{{ number }}"), "版式缺少“{{ number }}”"),
        (without("{{ paragraph }}"), "版式缺少“paragraphs”"),
        (without("{{ enclosure }}"), "版式缺少“enclosures”"),
        (with_a_line("{{ secret }}"), "版式不能生成样张：UndefinedError: 'secret' is undefined"),
        (with_a_line("{% for x in %}"), "版式不能生成样张：TemplateSyntaxError"),
        (with_a_line("{{ agency.__class__.__mro__[1].__subclasses__() }}"), "版式不能生成样张：SecurityError"),
        (b"PK\x03\x04 no package", "版式.docx"),
    ],
)
def test_a_layout_that_cannot_print_a_letter_is_refused_with_what_is_wrong(
    cast: Cast, content: bytes, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        drafted(cast, cast.police, content)
    assert reason in "；".join(map(str, refused.value.reasons))
    assert not BlockVersion.objects.exists()


def test_nothing_begins_in_the_past(cast: Cast) -> None:
    with pytest.raises(Refused, match="早于今天"):
        drafted(cast, cast.police, with_a_line("x"), date(2022, 3, 1))
