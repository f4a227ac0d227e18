"""The published copy: same words, no authors; comments and deletions are reported, a sealed file stays as it is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.files.extraction import text_of
from gongkai.files.kinds import KINDS
from gongkai.files.store import read, store_publishable, store_upload
from gongkai.files.stripping import publishable_copy
from gongkai.files.tests import samples

WORD, SHEET, PDF = (KINDS[key].media_type for key in ("docx", "xlsx", "pdf"))


@pytest.mark.parametrize(
    ("content", "media_type", "author"),
    [
        (samples.word("正文", author="张三"), WORD, "张三"), (samples.sheet([["甲"]]), SHEET, "李四"),
        (samples.pdf("Words", author="Zhang San"), PDF, "Zhang San"),
    ],
)  # fmt: skip
def test_authors_are_gone_and_the_words_are_there(content: bytes, media_type: str, author: str) -> None:
    before = text_of(content, media_type)
    assert before.properties["作者"] == author
    copy = publishable_copy(content, media_type)
    after = text_of(copy.content, media_type)
    assert (after.properties, after.parts) == ({}, before.parts)
    assert "文档属性" in copy.removed
    assert publishable_copy(content, media_type).content == copy.content


def test_pictures_lose_where_and_by_whom_they_were_taken() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        media_type = KINDS[kind.lower()].media_type
        copy = publishable_copy(samples.picture(kind, artist="Li Si") + b"<script>tail</script>", media_type)
        assert b"Li Si" not in copy.content
        assert b"script" not in copy.content
        assert Image.open(BytesIO(copy.content)).size == (8, 6)


def test_comments_and_deletions_are_reported_and_stay() -> None:
    copy = publishable_copy(samples.sheet([["甲"]]), SHEET)
    assert "仍含批注，单元格A1" in copy.problems
    more = b"<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p><w:sectPr"
    deleted = samples.rezipped(samples.word("x"), {}, {b"<w:sectPr": more})
    assert publishable_copy(deleted, WORD).problems == ("仍含正文第2段，修订中删除的文字",)


def test_a_sealed_pdf_is_left_alone() -> None:
    def seal(document: pikepdf.Pdf) -> None:
        document.Root.Seal = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig))

    content = samples.pdf(author="Zhang San", change=seal)
    copy = publishable_copy(content, PDF)
    assert copy.content == content
    assert copy.problems == ("带有电子签章，改动会使签章失效，文档属性保持原样",)


def test_what_cannot_be_read_comes_back_with_the_problem() -> None:
    copy = publishable_copy(b"%PDF-1.7 broken", PDF)
    assert (copy.content, copy.problems) == (b"%PDF-1.7 broken", ("结构损坏，无法解析，属性没有清除",))


@pytest.mark.django_db
def test_the_copy_is_kept_beside_the_original(cast: Cast, tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.GONGKAI_HOME = tmp_path
    act = cast.act(Role.DRAFTER)
    stored = store_upload(act=act, agency_id=cast.office.pk, name="通知.docx", content=samples.word("x"))
    public, copy = store_publishable(act=act, stored=stored)
    assert (public.pk != stored.pk, public.name, read(public)) == (True, "通知.docx", copy.content)
    again, _ = store_publishable(act=act, stored=public)
    assert again.pk == public.pk
