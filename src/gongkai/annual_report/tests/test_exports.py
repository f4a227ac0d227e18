"""Every export holds every cell, in its place of the official form."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest
import time_machine
from docx import Document as WordFile
from lxml import html

from gongkai.agencies.models import Agency
from gongkai.annual_report.bindings import REPORTED
from gongkai.annual_report.compute import Report, ReportFigure, compute
from gongkai.annual_report.document import as_payload, document_of, from_payload, json_figures, shown, with_notes
from gongkai.annual_report.exports import docx, docx_template
from gongkai.annual_report.exports.by_format import FORMATS, file_name
from gongkai.annual_report.exports.html import body_html, standalone_html
from gongkai.annual_report.exports.json import report_json
from gongkai.annual_report.texts import ReportTexts, texts_of
from gongkai.law.annual_report.bounds import Stated
from gongkai.law.annual_report.cells import FORM_CELLS
from gongkai.law.annual_report.layout import LAYOUT, occupied
from gongkai.law.annual_report.narrative import CATALOGUE

AMOUNT = "table2.art20_8.charges.amount_wan_yuan"


def different_values() -> dict[str, int | Decimal]:
    """A value of its own for each figure, so that none can stand in another's place."""
    values: dict[str, int | Decimal] = {key: 1001 + place for place, key in enumerate(REPORTED)}
    return values | {AMOUNT: Decimal("1029.4200"), "table3.granted.natural_person": 0}


@pytest.fixture(scope="module")
def document():
    return made_document()


def made_document():
    agency = Agency(code="wenxian", name="温县人民政府", short_name="温县", kind="county_government", contact={})
    values = different_values()
    figures = {key: ReportFigure(key, value, Stated(value)) for key, value in values.items()}
    for one in CATALOGUE:
        figures.setdefault(one.key, ReportFigure(one.key, None, None))
    report = Report(agency, 2022, "area", date(2023, 3, 20), (1,), figures, (), True)
    texts = ReportTexts(
        {**texts_of(None).templates, "problems": "<b>粗</b> & #set page() {overview.portal_items}条\n第二段喆玥䶮"}
    )
    return document_of(report, texts, date(2023, 3, 28))


def test_html_holds_every_cell_and_no_markup_from_the_text(document) -> None:
    page = html.fromstring(standalone_html(document))
    cells = {cell.get("data-key"): cell.text_content() for cell in page.xpath("//td[@data-key]")}
    assert cells == {cell.key: shown(document.figures[cell.key]) for cell in FORM_CELLS}
    assert cells[AMOUNT] == "1029.42"
    assert "<b>粗</b> & #set page() 1001条" in page.text_content()
    assert page.xpath("//h2/text()")[0] == "一、总体情况"


def test_html_links_a_figure_where_it_may_be_opened(document) -> None:
    body = html.fromstring(
        str(body_html(document, lambda key: f"/f/{key}" if key.startswith("table3.granted") else None))
    )
    links = {link.get("href") for link in body.xpath("//a[@class='figure']")}
    assert len(links) == 7
    assert "/f/table3.granted.total" in links


def test_xlsx_holds_numbers_in_the_places_of_the_form(document) -> None:
    book = openpyxl.load_workbook(BytesIO(FORMATS["xlsx"].write(document)))
    sheets = dict(zip((table.key for table in LAYOUT), book.worksheets[1:], strict=True))
    for layout in LAYOUT:
        for (row, column), cell in occupied(layout).items():
            if cell.key is not None and cell.colspan == 1:
                expected = document.figures[cell.key]
                assert sheets[layout.key].cell(row + 2, column + 1).value == pytest.approx(float(expected), abs=1e-9)
    assert sheets["table2"]["B15"].value == 1029.42
    assert "A2:D2" in {str(merged) for merged in sheets["table2"].merged_cells.ranges}
    assert "A2:C4" in {str(merged) for merged in sheets["table3"].merged_cells.ranges}


def test_docx_holds_every_place_of_the_form(document) -> None:
    file = WordFile(BytesIO(FORMATS["docx"].write(document)))
    assert len(file.tables) == 3
    for layout, table in zip(LAYOUT, file.tables, strict=True):
        for (row, column), cell in occupied(layout).items():
            expected = shown(document.figures[cell.key]) if cell.key else cell.text
            assert table.cell(row, column).text == expected
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "<b>粗</b> & #set page() 1001条" in text
    assert "{" not in text
    assert "温县人民政府\n2022年政府信息公开工作年度报告" in text


def test_the_committed_template_is_the_one_the_script_builds() -> None:
    def contents(file) -> str:
        with ZipFile(file) as packed:
            return packed.read("word/document.xml").decode()

    built = BytesIO()
    docx_template.build().save(built)
    assert contents(built) == contents(docx_template.TEMPLATE)


def test_an_office_may_lay_down_its_own_template(document, settings, tmp_path) -> None:
    settings.GONGKAI_HOME = tmp_path
    assert docx.template_path() == docx_template.TEMPLATE
    own = tmp_path / "templates" / "report.docx"
    own.parent.mkdir()
    letter = WordFile()
    letter.add_paragraph('{{ agency }}：许可{{ f["table2.art20_5.permits.decisions"] }}件')
    letter.save(str(own))
    (paragraph,) = WordFile(BytesIO(docx.docx_bytes(document))).paragraphs
    assert paragraph.text == f"温县人民政府：许可{document.figures['table2.art20_5.permits.decisions']}件"


def test_pdf_holds_every_cell_and_says_the_same_every_time(document) -> None:
    content = FORMATS["pdf"].write(document)
    assert content == FORMATS["pdf"].write(document)
    assert b"pdfaid:part>2<" in content
    pages = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    plain = re.sub(r"\s", "", text)
    numbers = set(re.findall(r"\d+(?:\.\d+)?", text))
    assert {shown(document.figures[cell.key]) for cell in FORM_CELLS} <= numbers
    assert "<b>粗</b>&#setpage()1001条" in plain
    assert "第二段喆玥䶮" in plain
    assert "—1—" in plain
    assert "（七）总计" in plain


def test_json_has_the_keys_and_values_of_the_official_figures(document) -> None:
    figures = json_figures(document.figures)
    assert list(figures) == list(REPORTED)
    assert figures[AMOUNT] == "1029.42"
    assert figures["overview.portal_items"] == 1001
    assert json_figures({"a": None, "b": 0, "c": Decimal("0.0000")}) == {"a": None, "b": 0, "c": "0"}


@pytest.mark.usefixtures("things_count")
def test_json_names_every_identity_at_every_place(cast) -> None:
    report = compute(cast.government, 2022, today=date(2023, 3, 1))
    answer = report_json(report, [])
    assert {key: answer[key] for key in ("agency", "scope", "year", "as_of", "identities")} == {
        "agency": "wenxian", "scope": "area", "year": 2022, "as_of": "2023-03-01", "identities": [],
    }  # fmt: skip


def test_a_document_comes_back_from_its_payload(document) -> None:
    noted = with_notes(document, ("2023-04-10更正：由1更正为2。",), date(2023, 4, 10))
    assert from_payload(as_payload(noted)) == noted
    assert "由1更正为2" in standalone_html(noted)
    assert file_name(noted, "pdf") == "温县人民政府2022年政府信息公开工作年度报告.pdf"


def test_a_year_of_nothing_reads_well(cast) -> None:
    figures = {key: ReportFigure(key, 0, Stated(0)) for key in REPORTED}
    rate = "overview.completion_rate_percent"
    for one in CATALOGUE:
        figures.setdefault(one.key, ReportFigure(one.key, 0 if one.cell else None, Stated(0) if one.cell else None))
    figures[rate] = ReportFigure(rate, None, None)
    report = Report(cast.government, 2022, "area", date(2023, 3, 20), (1,), figures, (), True)
    text = html.fromstring(str(body_html(document_of(report, texts_of(None))))).text_content()
    assert "未收到政府信息公开申请" in text
    assert "100%" not in text
    assert "本年度未收取政府信息公开处理费" in text
    assert "待填" not in text


def test_the_same_report_gives_the_same_bytes_in_every_form_also_later(document) -> None:
    first = {ending: form.write(document) for ending, form in FORMATS.items()}
    with time_machine.travel("2031-05-06 07:08:09", tick=False):
        assert {ending: form.write(document) for ending, form in FORMATS.items()} == first
