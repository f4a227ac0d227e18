"""Every letter out of a full case, looked at on the page: the sealed page carries text, nothing is cut off, nothing is a blank.

To look at them: ``LETTERS_TO=folder pytest`` this file writes each as PDF and DOCX.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from gongkai.agencies.models import AgencyKind, AgencySetting
from gongkai.agencies.tests.factories import Cast
from gongkai.notices.document import LetterDocument
from gongkai.notices.docx import letter_docx
from gongkai.notices.pdf import letter_pdf
from gongkai.requests.letter_documents import document_of
from gongkai.requests.tests.full_cases import PAPERS, START, Office

NAMES = {
    "court": "温县人民法院", "court.intermediate": "焦作市中级人民法院", "same_level_government.office": "温县司法局",
    "county_government.office": "温县司法局", "upper_level_government": "焦作市人民政府", "upper_level_government.office": "焦作市司法局",
    "online_channel": "全国行政复议服务平台（https://xzfy.moj.gov.cn）",
}  # fmt: skip
PLACES = {"phone": "0391-6123456", "address": "温县黄河路1号"}


@pytest.fixture
def office(cast: Cast) -> Office:
    return office_of(cast, "温县住房和城乡建设局", AgencyKind.COUNTY_DEPARTMENT, "温住建")


def office_of(cast: Cast, name: str, kind: str, prefix: str) -> Office:
    agency = cast.agency("wenxian-new", name, name, kind, cast.government, prefix)
    agency.contact = PLACES
    agency.save(update_fields=["contact"])
    AgencySetting.objects.create(
        agency=cast.government, name="letters.remedy_names", since=date(2022, 1, 1), recorded_at=cast.clock.now(), value=NAMES
    )  # fmt: skip
    found = Office(cast, agency)
    found.on(START)
    return found


def pages_of(document: LetterDocument) -> list[str]:
    """The text of each page but that of the reply slip, without white space."""
    found = pypdfium2.PdfDocument(letter_pdf(document))
    texts = [re.sub(r"\s", "", page.get_textpage().get_text_range().replace("\ufffe", "-")) for page in found]
    return texts[:-1] if document.slip else texts


@pytest.mark.parametrize("name", PAPERS)
def test_a_letter_is_whole_and_its_sealed_page_carries_text(office: Office, name: str) -> None:
    document = document_of(PAPERS[name](office))
    _show(name, document)
    pages = pages_of(document)
    sealed = (
        pages[-1].removesuffix(f"—{len(pages)}—").removesuffix(_close(document.day_zh)).removesuffix(document.agency)
    )
    told = [_close(line) for line in document.paragraphs]
    assert sealed != pages[-1], "the date and the agency's name end the last page"
    assert len(re.sub("附件：.*", "", sealed).replace(told[-1], "")) > 60, (
        "more than the line of contact stands on the sealed page"
    )
    whole = re.sub(r"—\d+—", "", "".join(pages))
    for line in (*told, *map(_close, document.enclosures), _close(document.number), document.title, document.addressee):
        assert line in whole
    assert "{{" not in whole
    assert "None" not in whole


def test_the_sealed_page_carries_text_however_long_the_letter_is() -> None:
    for count in range(1, 25):
        document = LetterDocument(
            "REPLY.GRANTED", "温县公安局", "温公公开答〔2025〕1号", "政府信息公开申请答复书", "闻人芷若",
            ("根据条例答复如下：", *("需要说明的内容，" * 5 for _ in range(count)), "特此告知。", "联系电话：0391-6123456。"), START,
        )  # fmt: skip
        pages = pages_of(document)
        assert len(pages[-1]) > 80, f"{count} paragraphs: {pages[-1]}"
        assert "联系电话" in pages[-1]


def test_a_few_lines_too_many_stand_closer_instead_of_on_a_page_of_their_own() -> None:
    lines = tuple(f"第{number}点，需要说明。" for number in range(1, 14))
    document = LetterDocument("X", "温县公安局", "温公〔2025〕1号", "答复书", "闻人芷若", lines, START)
    assert len(pages_of(document)) == 1
    assert (
        len(pages_of(LetterDocument("X", "温县公安局", "温公〔2025〕1号", "答复书", "闻人芷若", lines * 2, START))) == 2
    )


def test_many_enclosures_and_a_long_last_paragraph_run_over_the_page_and_are_not_cut_off() -> None:
    listed = tuple(f"《关于下达第{number}批道路维修养护资金计划的通知》" for number in range(1, 61))
    document = LetterDocument(
        "X",
        "温县公安局",
        "温公〔2025〕1号",
        "答复书",
        "闻人芷若",
        ("答复如下。", "需要说明的内容，" * 400),
        START,
        listed,
    )
    whole = re.sub(r"—\d+—", "", "".join(pages_of(document)))
    assert whole.count("需要说明的内容，") == 400
    assert all(name in whole for name in listed)
    assert whole.endswith("温县公安局2025年4月7日")


REMEDIES = [
    (
        AgencyKind.COUNTY_DEPARTMENT,
        "60日内向温县人民政府（行政复议机构：温县司法局）申请行政复议，或者自收到本答复书之日起6个月内向温县人民法院",
    ),
    (
        AgencyKind.TOWNSHIP,
        "向温县人民政府（行政复议机构：温县司法局）申请行政复议，或者自收到本答复书之日起6个月内向温县人民法院",
    ),
    (AgencyKind.COUNTY_GOVERNMENT, "申请行政复议，或者自收到本答复书之日起6个月内向焦作市中级人民法院"),
]


@pytest.mark.parametrize(("kind", "said"), REMEDIES)
def test_each_kind_of_agency_names_its_own_body_and_the_court_of_its_level(cast: Cast, kind: str, said: str) -> None:
    """A county chooses the names once for all: its own reply goes to the intermediate court all the same (LIT 15)."""
    office = office_of(cast, "温县某机关", kind, "温某")
    document = document_of(PAPERS["reply-unable-not-existing"](office))
    assert said in "".join(document.paragraphs)


def test_a_reply_tells_its_course_with_the_days_and_names_nobody_who_was_asked(office: Office) -> None:
    told = "".join(document_of(PAPERS["reply-after-a-long-course"](office)).paragraphs)
    assert (
        "办理中，本机关于2025年4月7日告知您补正申请，于2025年4月14日收到补正的申请，于2025年4月14日书面征求第三方的意见，"
        "于2025年4月14日征求其他机关的意见，于2025年4月23日收到所征求的意见，于2025年4月23日告知您延长答复期限10个工作日。"
    ) in told
    assert "怀川" not in told
    assert "第3项申请内容：不予公开（《中华人民共和国政府信息公开条例》第十五条、第三十二条）。" in told


def test_a_request_that_went_straight_through_has_no_course_to_tell(office: Office) -> None:
    assert "办理中" not in "".join(document_of(PAPERS["reply-granted"](office)).paragraphs)


def test_a_reply_made_anew_says_which_one_it_takes_the_place_of(office: Office) -> None:
    told = "".join(document_of(PAPERS["reply-made-anew"](office)).paragraphs)
    assert (
        "收到的行政复议决定或者人民法院裁判，本机关对该申请重新作出答复，以本答复书代替此前的答复（温住建公开答〔2025〕1号，2025年4月17日）。"
        in told
    )


def test_who_withdrew_is_told_that_the_request_has_ended_where_the_office_says_so(office: Office) -> None:
    document = document_of(PAPERS["closed-withdrawn"](office))
    assert document.title == "政府信息公开申请办结告知书"
    assert "现因您于2025年4月9日书面撤回该申请，该申请办理终结。" in document.paragraphs


def test_a_receipt_after_a_correction_says_from_which_day_the_limit_runs(office: Office) -> None:
    told = "".join(document_of(PAPERS["acknowledgement-after-correction"](office)).paragraphs)
    assert "收到申请之日为2025年4月7日" in told
    assert "本机关于2025年4月14日收到补正的申请，根据该条例第三十条，答复期限自该日起计算" in told
    assert "最迟于2025年5月14日予以答复" in told


def _close(text: str) -> str:
    return re.sub(r"\s", "", text)


def _show(name: str, document: LetterDocument) -> None:
    if folder := os.environ.get("LETTERS_TO"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.pdf").write_bytes(letter_pdf(document))
        (Path(folder) / f"{name}.docx").write_bytes(letter_docx(document))
