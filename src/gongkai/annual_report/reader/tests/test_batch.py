"""A district's reports together: matrix, missing and late units, the units' sum, workbook and letters."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from gongkai.annual_report.reader.batch import Batch, batch_of, files_in, read_all
from gongkai.annual_report.reader.batch_answer import batch_json, batch_xlsx, letters_docx
from gongkai.annual_report.reader.tests.damage import as_html, form
from gongkai.annual_report.reader.tests.samples import FORM_KEYS
from gongkai.cli.__main__ import main
from gongkai.law.annual_report.sums import fill_sums

PENALTIES = "table2.art20_6.penalties.decisions"
TEXT = "<p>一、总体情况</p><p>（一）主动公开 本年度依法公开。</p>"


def report(issuer: str, dated: str = "2023年1月20日", year: int = 2022, **cells: int) -> bytes:
    """A whole report of a unit: zeros but for ``cells`` (__ for dots), sums right unless one is given."""
    given = {key.replace("__", "."): value for key, value in cells.items()}
    figures = {
        key: value for key, value in fill_sums(dict.fromkeys(FORM_KEYS, 0) | given).items() if key in FORM_KEYS
    } | given
    tables = as_html(form(figures)).decode()
    end = "<p>五、存在的主要问题及改进情况</p><p>见上。</p><p>六、其他需要报告的事项</p><p>无。</p>"
    return f"<h1>{issuer}{year}年政府信息公开工作年度报告</h1>{TEXT}{tables}{end}<p>{issuer}</p><p>{dated}</p>".encode()


def district(folder: Path, total: int = 12) -> None:
    (folder / "局").mkdir(parents=True)
    (folder / "局" / "公安局.html").write_bytes(report("温县公安局", **{PENALTIES.replace(".", "__"): 5}))
    wrong = {PENALTIES.replace(".", "__"): 7, "table4__reconsideration__upheld": 2, "table4__reconsideration__total": 0}
    (folder / "局" / "市监局.html").write_bytes(report("温县市场监督管理局", "2023年2月3日", **wrong))
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 nonsense")
    (folder / "县.html").write_bytes(report("温县人民政府", "2023年3月20日", **{PENALTIES.replace(".", "__"): total}))
    (folder / "说明.zip").write_bytes(b"PK")


def judged(folder: Path, units: tuple[str, ...] = ("温县公安局", "温县市场监督管理局", "温县教育局")) -> Batch:
    files = [(path.name, path.read_bytes) for path in files_in([folder])]
    return batch_of(read_all(files), units=units, due=date(2023, 1, 31))


def test_missing_late_unreadable_and_wrong_units_are_told_apart(tmp_path) -> None:
    district(tmp_path)
    batch = judged(tmp_path)
    assert {entry.issuer or entry.name: entry.grade for entry in batch.entries}["坏.pdf"] == "unreadable"
    assert batch.missing == ("温县教育局",)
    assert batch.late == ("温县市场监督管理局",)
    assert batch.district is not None
    assert batch.district.issuer == "温县人民政府"
    told = batch_json(batch)
    wrong = next(one for one in told["reports"] if one["issuer"] == "温县市场监督管理局")
    assert wrong["findings"]["T4-1"] == 1
    assert wrong["dated"] == "2023-02-03"


def test_the_units_sum_against_the_districts_table(tmp_path) -> None:
    district(tmp_path)
    (tmp_path / "坏.pdf").unlink()
    whole = judged(tmp_path, ())
    by_key = {check.key: check for check in whole.sums}
    assert (by_key[PENALTIES].units, by_key[PENALTIES].holds) == (12, True)
    (tmp_path / "县.html").write_bytes(report("温县人民政府", "2023年3月20日", **{PENALTIES.replace(".", "__"): 13}))
    assert [check.key for check in judged(tmp_path, ()).uneven if check.key == PENALTIES] == [PENALTIES]


def test_while_a_unit_is_missing_only_too_much_is_wrong(tmp_path) -> None:
    district(tmp_path, total=13)
    assert {check.key: check.holds for check in judged(tmp_path).sums}[PENALTIES] is None
    (tmp_path / "县.html").write_bytes(report("温县人民政府", **{PENALTIES.replace(".", "__"): 11}))
    assert {check.key: check.holds for check in judged(tmp_path).sums}[PENALTIES] is False


def test_workbook_and_letters(tmp_path) -> None:
    district(tmp_path)
    batch = judged(tmp_path)
    book = CalamineWorkbook.from_filelike(BytesIO(batch_xlsx(batch)))
    assert book.sheet_names == ["汇总", "问题清单", "单位之和"]
    matrix = book.get_sheet_by_name("汇总").to_python()
    assert any(row[0] == "温县市场监督管理局" for row in matrix)
    assert matrix[len(batch.entries) + 2][:3] == ["未报（没有读到报告）", 1, "温县教育局"]
    text = "\n".join(
        paragraph.text
        for paragraph in Document(BytesIO(letters_docx(batch, "温县人民政府办公室", date(2023, 2, 6)))).paragraphs
    )
    assert "温县市场监督管理局：" in text
    assert "报来的文件“坏.pdf”不能审查" in text
    assert "温县人民政府办公室\n2023年2月6日" in text


def test_settled_findings_stay_in_the_workbook_and_leave_the_letter(tmp_path) -> None:
    district(tmp_path)
    batch = judged(tmp_path)

    def settled(entry, finding) -> str:
        return "已核实（张三）" if finding.rule == "T4-1" else ""

    letters = "\n".join(
        one.text for one in Document(BytesIO(letters_docx(batch, "办", date(2023, 2, 6), settled))).paragraphs
    )
    with_it = "\n".join(one.text for one in Document(BytesIO(letters_docx(batch, "办", date(2023, 2, 6)))).paragraphs)
    message = next(one.message for entry in batch.entries for one in entry.findings if one.rule == "T4-1")
    assert message in with_it
    assert message not in letters
    listed = (
        CalamineWorkbook.from_filelike(BytesIO(batch_xlsx(batch, settled))).get_sheet_by_name("问题清单").to_python()
    )
    assert [row[10] for row in listed if row[3] == "T4-1"] == ["已核实（张三）"]


def test_the_command_judges_a_folder(tmp_path, capsys) -> None:
    folder = tmp_path / "reports"
    district(folder)
    units = tmp_path / "units.txt"
    units.write_text("# 单位\n温县公安局\n温县教育局\n", encoding="utf-8")
    targets = ["--xlsx", str(tmp_path / "m.xlsx"), "--letters", str(tmp_path / "l.docx")]
    code = main(
        ["report", "check", "--batch", str(folder), "--units", str(units), "--due", "2023-01-31", *targets, "--json"]
    )
    told = json.loads(capsys.readouterr().out)
    assert (code, told["files"], told["missing"], told["district"]) == (2, 4, ["温县教育局"], "温县人民政府")
    assert (tmp_path / "m.xlsx").stat().st_size > 1000
    assert (tmp_path / "l.docx").stat().st_size > 1000


@pytest.mark.parametrize("words", [["--units", "u.txt"], ["--due", "2023-01-31"], ["--xlsx", "m.xlsx"]])
def test_what_belongs_to_a_batch_is_refused_without_one(words, tmp_path, capsys) -> None:
    (tmp_path / "a.html").write_bytes(report("温县公安局"))
    assert main(["report", "check", str(tmp_path / "a.html"), *words]) == 2
