"""What cannot be read is refused with the reason; encodings are found; pictures and thinned-out tables are named as such."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pypdf import PdfWriter

from gongkai.annual_report.reader.claims import Status
from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.formats import limits
from gongkai.annual_report.reader.formats.opening import read_path
from gongkai.annual_report.reader.reading import read_bytes
from gongkai.annual_report.reader.tables import TableState
from gongkai.annual_report.reader.tests import samples


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def empty_pdf(password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7 nonsense", "PDF损坏"),
        (empty_pdf(), "没有文字"),
        (empty_pdf("secret"), "已加密"),
        (b"PK\x03\x04 nonsense", "文件损坏"),
        (packed(readme=b"x"), "压缩包不是报告"),
        (packed(**{"word/document.xml": b"<x"}), "DOCX文件损坏"),
        (packed(**{"xl/workbook.xml": b"<x"}), "工作簿损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "另存为"),
        (b"\x89PNG\r\n\x1a\n", "文件是图片"),
        (b"\xff\xfe\xfa\x00\x81\x30", "不是政府信息公开工作年度报告|编码"),
        ("今天天气很好。".encode(), "不是政府信息公开工作年度报告"),
        (b"<html><body><p>hello</p></body></html>", "不是政府信息公开工作年度报告"),
        (b"<table>" + b"<tr><td colspan=400 rowspan=1000>1</td></tr>" * 600, "表格过大"),
        (b"1 2 3\n" * 50_000, "文字超过40000行"),
        (b"<p>" + "收到申请3件，".encode() * 40_000, "20万字"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_the_reason(content, reason) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_bytes("report", content)


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked(monkeypatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_UNPACKED", 1000)
    with pytest.raises(UnreadableFile, match="压缩内容过大"):
        read_bytes("bomb.docx", packed(**{"word/document.xml": b"0" * 2000}))


def test_a_folder_is_no_report(tmp_path) -> None:
    with pytest.raises(UnreadableFile, match="文件夹"):
        read_path(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_of_the_trade_is_read(encoding) -> None:
    reading = read_bytes("seed.txt", samples.text(samples.SEED).encode(encoding))
    assert reading.title.issuer == "温县人民政府"
    assert reading.claims["table3.unable.not_held.total"].value == 28


def test_a_table_that_is_a_picture_is_called_so() -> None:
    page = samples.text(samples.HANGZHOU)
    before, _, rest = page.partition("<p>四、")
    reading = read_bytes(
        "page.html", (before + "<p>四、政府信息公开行政复议、行政诉讼情况</p><p><img src='t4.png'></p>").encode()
    )
    assert rest
    assert reading.tables.states["table4"] is TableState.IMAGE
    assert {reading.claims[key].status for key in samples.FORM_KEYS if key.startswith("table4.")} == {Status.UNREADABLE}


def test_a_table_of_empty_cells_is_blank_not_zero() -> None:
    before, heading, rest = samples.text(samples.HANGZHOU).partition("<p>四、")
    for number in ("376", "97", "196", "121", "790", "16", "12", "27", "56", "74", "30", "51", "156", "1"):
        rest = rest.replace(f"<td>{number}</td>", "<td></td>")
    reading = read_bytes("page.html", (before + heading + rest).encode())
    assert reading.tables.states["table4"] is TableState.BLANK
    assert reading.claims["table4.reconsideration.total"].value is None


def test_a_text_without_its_repeated_lines_is_called_so() -> None:
    lines = samples.text(samples.HANGZHOU)
    cells = [part.split("</td>")[0] for line in lines.splitlines() if "<td" in line for part in line.split(">")[1:]]
    kept = dict.fromkeys(cell.replace("</td", "").replace("</tr", "").strip() for cell in cells)
    text = "三、收到和处理政府信息公开申请情况\n" + "\n".join(cell for cell in kept if cell and "<" not in cell)
    reading = read_bytes("mirror.txt", text.encode())
    assert reading.tables.states["table3"] is TableState.DEDUPLICATED
    given = {key for key in samples.FORM_KEYS if reading.claims[key].status is Status.GIVEN}
    assert {key.rpartition(".")[0] for key in given} <= {"table3.new_received"}, "the first row lost nothing"


def test_two_tables_that_disagree_leave_the_cell_open() -> None:
    page = samples.text(samples.HANGZHOU)
    reading = read_bytes("twice.html", (page + page.replace("<td>5345</td>", "<td>5346</td>")).encode())
    assert reading.claims["table3.granted.natural_person"].status is Status.UNREADABLE
    assert reading.claims["table3.granted.total"].value == 5548
