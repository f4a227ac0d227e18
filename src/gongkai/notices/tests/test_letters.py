"""Every letter of the table: complete, printed in the letter form, with nothing blank and nothing run that a person wrote."""

from __future__ import annotations

import json
import re
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.test import override_settings
from docx import Document

from gongkai.agencies.roles import Role
from gongkai.law.letters import LETTERS, missing
from gongkai.notices.document import LetterDocument
from gongkai.notices.docx import letter_docx
from gongkai.notices.docx_template import build
from gongkai.notices.make import MissingContents, make
from gongkai.notices.pdf import CannotPrint, letter_pdf
from gongkai.notices.tests.factories import ALL, DAY, PLACES, RARE, VALUES, known, made
from gongkai.notices.usecases.decide_block import decide_block
from gongkai.notices.usecases.draft_block import draft_block
from gongkai.notices.wording import WORDING

# What domain 3.7 asks of each letter, as words that must stand in it.
MUST_SAY = {
    "ACKNOWLEDGEMENT": ("WENXIAN-GAJ2022-0001", "当面提交", "2022年3月1日", "2022年3月29日", "k7m2p-9xq4w", "0391-6123456"),
    "CORRECTION": ("写明所需信息的名称", "写明年度", "10个工作日", "2022年4月6日", "视为放弃", "自收到补正的申请之日起计算", "第三十条"),
    "REASON": ("第三十五条", "10个工作日", "不予处理"),
    "CONSULTATION_THIRD_PARTY": ("15个工作日", "是否同意公开", "逾期未提出意见的，由本机关", "第三十二条"),
    "CONSULTATION_AGENCY": ("15个工作日", "视为同意公开", "第三十四条"),
    "CONSULTATION_TOLD": ("不计算在答复期限内", "第三十三条第三款"),
    "EXTENSION": ("负责人同意", "10个工作日", "2022年3月29日", "第三十三条第二款"),
    "DELAY": ("第三十五条", "2022年3月29日"),
    "FEE": ("按件计收", "第31至40件", "200元", "20个工作日", "视为放弃", "重新计算", "2022年4月20日", "第四十二条"),
    "DISCLOSURE_TOLD": ("第三十二条", "公共利益"),
    "ASSISTANCE": ("2022年3月10日",),
    "CLOSED_NOT_CORRECTED": ("2022年4月6日", "视为放弃", "第三十条"),
    "CLOSED_FEE_UNPAID": ("2022年4月20日", "视为放弃", "第四十二条"),
    "CLOSED_OTHER": ("办理终结",),
}  # fmt: skip
REPLIES = tuple(kind for kind in ALL if kind.startswith("REPLY."))


def text_of(pdf: bytes) -> str:
    found = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return re.sub(r"\s", "", found.replace("\ufffe", "-"))  # the reader marks a hyphen at the end of a line


def test_the_table_holds_every_letter_of_the_trade_and_every_reply() -> None:
    assert set(MUST_SAY) == set(ALL) - set(REPLIES)
    assert len(REPLIES) == 20
    assert {block for kind in ALL for block in LETTERS[kind].blocks} == set(WORDING)


@pytest.mark.parametrize("kind", ALL)
def test_each_letter_prints_complete(cast, kind):
    document = made(cast, kind)
    text = text_of(letter_pdf(document))
    common = (
        RARE,
        "温公公开告〔2022〕1号",
        "温县公安局",
        LETTERS[kind].title_zh,
        "WENXIAN-GAJ2022-0001",
        "2022年3月21日",
        "温县黄河路1号",
    )
    reply = ("申请公开温县滨河路", "第三十六条", "申请行政复议") if kind in REPLIES else ()
    for words in (*common, *reply, *MUST_SAY.get(kind, ())):
        assert words in text
    assert "{{" not in text


@pytest.mark.parametrize("kind", ALL)
def test_each_required_content_is_named_when_it_is_absent(cast, kind):
    agency = known(cast)
    for content in LETTERS[kind].required:
        if content.field in ("agency", "made_on", "contact_unit", "contact_phone", "contact_address"):
            continue
        with pytest.raises(MissingContents, match=content.label_zh):
            make(kind, agency=agency, values=VALUES | {content.field: " "}, made_on=DAY)


def test_all_absent_contents_are_named_at_once_with_the_article_and_the_cure(cast):
    with pytest.raises(MissingContents) as refused:
        make("EXTENSION", agency=cast.police, values=VALUES | {"points": "", "days": None}, made_on=DAY)
    told = "；".join(map(str, refused.value.reasons))
    assert "延期理由" in told
    assert "延长工作日数" in told
    assert "第三十三条第二款" in told
    assert "在“文书联系方式”中填写电话" in told


def test_a_content_the_law_does_not_ask_for_leaves_its_paragraph_out(cast):
    with_day, without = made(cast, "CORRECTION"), made(cast, "CORRECTION", correction_due=None)
    assert any("最后一日为2022年4月6日" in line for line in with_day.paragraphs)
    assert not any("最后一日" in line for line in without.paragraphs)
    assert len(without.paragraphs) == len(with_day.paragraphs) - 1


def test_the_law_names_what_is_missing_and_nothing_else():
    assert [content.field for content in missing("CLOSED_OTHER", VALUES | {"points": ""})][-1] == "points"
    assert "channel" not in {content.field for content in missing("CLOSED_OTHER", {})}


def test_a_letter_is_an_archive_file_with_the_letters_own_date(cast):
    document = made(cast, "REPLY.GRANTED")
    first, second = letter_pdf(document), letter_pdf(document)
    assert first == second
    with pikepdf.open(BytesIO(first)) as pdf, pdf.open_metadata() as data:
        assert (data["pdfaid:part"], data["pdfaid:conformance"]) == ("2", "B")
        assert data["xmp:CreateDate"].startswith("2022-03-2")
        assert [float(side) / 72 * 25.4 for side in pdf.pages[0].mediabox[2:]] == pytest.approx([210, 297], abs=0.1)


def test_what_a_person_wrote_is_printed_and_never_run(cast):
    """Typst would read a file for ``#read``, a template would fill ``{{救济途径}}``; both must stand there as they were typed."""
    words = '#read("/etc/hostname") #import "x" {{救济途径}} $x$ <b> & ＃'
    text = text_of(letter_pdf(made(cast, "REPLY.GRANTED", description=words, decision=words)))
    assert '#read("/etc/hostname")' in text
    assert text.count("{{救济途径}}") == 2
    document = Document(BytesIO(letter_docx(made(cast, "REPLY.GRANTED", decision=words + " {% raw %}"))))
    assert "{% raw %}" in "".join(paragraph.text for paragraph in document.paragraphs)


def test_rare_characters_are_drawn(cast):
    def drawn(name: str) -> bytes:
        page = pypdfium2.PdfDocument(letter_pdf(made(cast, "CLOSED_OTHER", addressee=name)))[0]
        return page.render(scale=2).to_pil().crop((155, 540, 195, 610)).tobytes()

    looks = {name: drawn(name) for name in RARE}
    assert len(set(looks.values()) | {drawn("—")}) == 4


@pytest.mark.parametrize("mark", ["\U0002ffff", "\U000f1234"])
def test_a_character_no_font_knows_is_named_and_not_printed_as_a_box(cast, mark):
    with pytest.raises(CannotPrint, match=f"U\\+{ord(mark):04X}"):
        letter_pdf(made(cast, "CLOSED_OTHER", addressee=f"王{mark}"))


def test_a_letter_of_many_pages_numbers_them_from_the_second_and_never_leaves_the_seal_alone(cast):
    long = "\n".join(f"第{number}项：{'需要说明的内容' * 8}。" for number in range(1, 60))
    pages = [
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(letter_pdf(made(cast, "REPLY.GRANTED", decision=long)))
    ]
    assert len(pages) > 3
    assert "— 1 —" not in pages[0]
    assert "— 2 —" in pages[1]
    assert "联系单位" in pages[-1]
    assert "2022 年 3 月 21 日" in pages[-1] or "2022年3月21日" in re.sub(r"\s", "", pages[-1])


def test_a_draft_says_so_and_a_letter_does_not(cast):
    document = made(cast, "REPLY.GRANTED")
    assert "草" in text_of(letter_pdf(document, is_draft=True))
    assert "草稿" not in text_of(letter_pdf(document))


@pytest.mark.parametrize("kind", ["REPLY.GRANTED", "CONSULTATION_THIRD_PARTY", "FEE"])
def test_the_office_file_says_the_same(cast, kind):
    document = Document(BytesIO(letter_docx(made(cast, kind))))
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    for words in (RARE, "温公公开告〔2022〕1号", LETTERS[kind].title_zh, "2022年3月21日", "0391-6123456"):
        assert words in text
    assert ("＿" * 20 in text) == (kind == "CONSULTATION_THIRD_PARTY")
    assert ("征求意见确认函" in text) == (kind == "CONSULTATION_THIRD_PARTY")
    assert "温县公安局" in document.sections[0].first_page_header.paragraphs[0].text


def test_in_the_office_file_the_last_paragraphs_and_the_enclosures_stay_with_the_signature(cast):
    listed = ("资金计划的通知", "施工合同", "竣工验收报告")
    document = make("REPLY.GRANTED", agency=known(cast), values=VALUES, made_on=DAY, enclosures=listed)
    lines = Document(BytesIO(letter_docx(document))).paragraphs
    texts = [line.text for line in lines]
    signed = texts.index("温县公安局")
    stays = {text: bool(line.paragraph_format.keep_with_next) for text, line in zip(texts, lines, strict=True)}
    assert texts[signed - 4 : signed - 1] == ["附件：1.\t资金计划的通知", "2.\t施工合同", "3.\t竣工验收报告"]
    assert all(stays[text] for text in texts[signed - 7 : signed + 1])
    assert "如不服本答复" in texts[signed - 7]
    assert not stays[texts[4]]


def test_the_order_of_properties_is_the_one_word_asks_for():
    """A border behind the line spacing makes Word refuse the file."""
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "pBdr",
        "autoSpaceDE",
        "autoSpaceDN",
        "spacing",
        "ind",
        "jc",
        "rPr",
    ]
    template = build()
    page = template.sections[0]
    parts = [template, page.first_page_header, page.first_page_footer, page.footer, page.even_page_footer]
    lines = [line._p.pPr for part in parts for line in part.paragraphs if line._p.pPr is not None]
    for properties in (*lines, template.styles["Normal"].element.pPr):
        found = [one.tag.rpartition("}")[2] for one in properties]
        assert found == sorted(found, key=order.index)


def test_the_offices_own_template_is_used(cast, tmp_path):
    own = build()
    own.add_paragraph("本单位自定格式 {{ number }}")
    (tmp_path / "templates").mkdir()
    own.save(str(tmp_path / "templates" / "letter.docx"))
    with override_settings(GONGKAI_HOME=tmp_path):
        text = "".join(p.text for p in Document(BytesIO(letter_docx(made(cast, "FEE")))).paragraphs)
    assert "本单位自定格式 温公公开告〔2022〕1号" in text


def test_a_kept_letter_reads_back_as_it_was(cast):
    document = made(cast, "CONSULTATION_AGENCY")
    assert LetterDocument.from_json(json.loads(json.dumps(document.as_json()))) == document


def written(cast, agency, text, on=date(2022, 3, 10), block="CLOSED_OTHER"):
    cast.on(date(2022, 3, 2))
    version = draft_block(
        act=cast.act(Role.DRAFTER, agency=agency), agency=agency, block=block, text=text, effective_on=on
    )
    return decide_block(act=cast.act(Role.APPROVER, agency=agency), version_id=version.pk, is_approved=True)


def opening(cast, **changed):
    return made(cast, "CLOSED_OTHER", **changed).paragraphs[0]


def test_the_countys_words_hold_for_its_units_until_they_have_their_own(cast):
    county = "县里的文字：{{申请编号}}{{收到申请日期}}{{收到日期的确定}}{{申请事项}}{{办结原因}}"
    written(cast, cast.government, county)
    assert opening(cast).startswith("县里的文字")
    written(cast, cast.police, county.replace("县里", "公安局"))
    assert opening(cast).startswith("公安局的文字")
    market = make("CLOSED_OTHER", agency=cast.market, values=VALUES, made_on=DAY) if cast.market.contact else None
    assert market is None
    cast.market.contact = PLACES
    cast.market.save()
    assert make("CLOSED_OTHER", agency=cast.market, values=VALUES, made_on=DAY).paragraphs[0].startswith("县里的文字")


def test_a_version_holds_from_its_day_on_and_not_before(cast):
    written(
        cast,
        cast.police,
        "新的文字：{{申请编号}}{{收到申请日期}}{{收到日期的确定}}{{申请事项}}{{办结原因}}",
        date(2022, 3, 22),
    )
    assert not opening(cast).startswith("新的文字")
    agency = cast.police
    assert (
        make("CLOSED_OTHER", agency=agency, values=VALUES, made_on=date(2022, 3, 22))
        .paragraphs[0]
        .startswith("新的文字")
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{申请编号}}{{收到申请日期}}{{收到日期的确定}}{{申请事项}}", "缺少必备内容“{{办结原因}}”"),
        ("{{申请编码}}", "没有“{{申请编码}}”这一内容"),
        ("{{申请编号", "双花括号没有成对"),
        ("", "不能为空"),
    ],
)
def test_words_that_lack_what_the_letter_needs_are_refused(cast, text, reason):
    with pytest.raises(Exception, match=re.escape(reason)):
        written(cast, cast.police, text)


def test_who_wrote_a_version_does_not_approve_it_and_nothing_begins_in_the_past(cast):
    cast.on(date(2022, 3, 2))
    act = cast.act(Role.DRAFTER, Role.APPROVER, agency=cast.police)
    with pytest.raises(Exception, match="早于今天"):
        draft_block(
            act=act,
            agency=cast.police,
            block="CLOSED_OTHER",
            text=WORDING["CLOSED_OTHER"],
            effective_on=date(2022, 3, 1),
        )
    version = draft_block(
        act=act, agency=cast.police, block="CLOSED_OTHER", text=WORDING["CLOSED_OTHER"], effective_on=date(2022, 3, 2)
    )
    with pytest.raises(Exception, match="不能审定自己起草"):
        decide_block(act=act, version_id=version.pk, is_approved=True)
    with pytest.raises(Exception, match="没有找到"):
        decide_block(act=cast.act(Role.APPROVER, agency=cast.neighbour), version_id=version.pk, is_approved=True)
