"""`gongkai report check`: the answer's shape, several files, exit codes; no records are needed."""

from __future__ import annotations

import json

import pytest

from gongkai.annual_report.reader.tests import samples
from gongkai.annual_report.reader.tests.damage import as_html, form
from gongkai.cli.__main__ import main
from gongkai.cli.commands import find

SEED = str(samples.FOLDER / samples.SEED)


@pytest.fixture
def clean(tmp_path) -> str:
    """A complete report with nothing wrong in it."""
    head = "温县人民政府2022年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开\n（二）依申请公开\n（三）政府信息管理\n"
    head += "（四）政府信息公开平台建设\n（五）监督保障\n"
    tables = as_html(form(samples.form_figures(samples.SEED))).decode()
    tail = "<p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p>"
    target = tmp_path / "clean.html"
    target.write_text("".join(f"<p>{line}</p>" for line in head.splitlines()) + tables + tail, encoding="utf-8")
    return str(target)


def answer_of(capsys, *words: str) -> tuple[int, object]:
    code = main(["report", "check", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_answer_has_figures_identities_and_findings(capsys) -> None:
    code, answer = answer_of(capsys, SEED)
    assert code == 1
    assert (answer["issuer"], answer["year"], answer["form"]) == ("温县人民政府", 2022, "2021")
    expected = samples.figures_of(samples.SEED)
    assert set(answer["figures"]) >= set(expected)
    blank = answer["figures"]["table3.granted.natural_person"]
    assert (blank["value"], blank["status"], blank["sure"]) == (16, "inferred", None)
    assert answer["figures"]["table2.art20_8.charges.amount_wan_yuan"]["value"] == "1029.4273"
    assert {"id": "T3-1", "scope": "table3.*.total", "holds": True} in answer["identities"]
    (finding,) = answer["findings"]
    assert (finding["rule"], finding["severity"], len(finding["cells"])) == ("CMP-1", "error", 4)


def test_a_report_without_faults_ends_with_0(clean, capsys) -> None:
    code, answer = answer_of(capsys, clean)
    assert (code, answer["findings"]) == (0, [])


def test_several_files_are_a_list_and_the_worst_decides(clean, tmp_path, capsys) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nonsense")
    code, answers = answer_of(capsys, clean, SEED)
    assert code == 1
    assert [one["file"] for one in answers] == ["clean.html", samples.SEED]
    code, answers = answer_of(capsys, clean, str(broken))
    assert code == 2
    assert "PDF损坏" in answers[1]["error"]


def test_people_read_lines(clean, capsys) -> None:
    assert main(["report", "check", SEED]) == 1
    told = capsys.readouterr().out
    assert "印出196格，推得4格" in told
    assert "错误 CMP-1" in told
    assert main(["report", "check", clean]) == 0
    assert "无问题" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [((), "no file is given"), (("nowhere.html",), "nowhere.html"), (("a.html", "--agency", "x"), "unknown argument")],
)
def test_wrong_use_is_one_line(words, says, capsys) -> None:
    assert main(["report", "check", *words]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1


def test_checking_loads_no_records() -> None:
    command = find("report")
    assert command is not None
    assert command.for_words(["--json", "check", "a.html"]).django is False
    assert command.for_words(["2022", "--agency", "wenxian"]).django is True
