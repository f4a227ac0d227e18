"""`gongkai report`: one JSON document, files written whole, refusals in one sentence."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gongkai.agencies.tests.factories import cast  # noqa: F401
from gongkai.cli import report
from gongkai.cli.__main__ import main


@pytest.fixture
def county(cast, monkeypatch):  # noqa: F811
    monkeypatch.setattr(report, "require_whole_records", lambda: None)
    return cast


def ask(*words: str) -> int:
    return main(["report", *words])


def test_json_is_one_document_with_all_figures(county, capsys) -> None:
    assert ask("2022", "--agency", "wenxian", "--format", "json", "--as-of", "2022-06-30") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["agency"], answer["scope"], answer["year"], answer["as_of"]) == (
        "wenxian",
        "area",
        2022,
        "2022-06-30",
    )
    assert len(answer["figures"]) == 218
    assert {"id", "scope", "severity", "holds", "cells"} == set(answer["identities"][0])
    assert ask("2022", "--agency", "wenxian-gaj") == 0
    assert json.loads(capsys.readouterr().out)["scope"] == "own"


@pytest.mark.parametrize(
    ("chosen", "begins"),
    [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>"), ("json", b"{")],
)
def test_a_file_of_each_format(county, tmp_path, capsys, chosen, begins) -> None:
    target = tmp_path / f"report.{chosen}"
    assert ask("2022", "--agency", "wenxian", "--format", chosen, "-o", str(target)) == 0
    assert target.read_bytes().startswith(begins)
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("22", "--agency", "wenxian"), 2, "'22' is no year"),
        (("2022",), 2, "--agency is missing"),
        (("2022", "--agency", "wenxian", "--as-of", "30.6.2022"), 2, "--as-of 2022-06-30"),
        (("2022", "--agency", "wenxian", "--as-of", "2022-06-31"), 2, "is no day"),
        (("2022", "2023", "--agency", "wenxian"), 2, "one word too many"),
        (("2022", "--agency", "wenxian", "--format", "odt"), 2, "invalid choice"),
        (("2022", "--agency", "wenxain"), 1, "没有代码为“wenxain”的单位"),
        (("1999", "--agency", "wenxian"), 1, "2008 至"),
        (("2022", "--agency", "wenxian", "--as-of", "2021-12-31"), 1, "早于 2022年1月1日"),
        (("2022", "--agency", "wenxian", "--as-of", "9999-12-31"), 1, "晚于今天"),
        (("2022", "--agency", "wenxian", "-o", "nowhere/report.json"), 1, "does not exist"),
    ],
)
def test_what_cannot_be_answered_says_why_in_one_line(county, capsys, words, code, says) -> None:
    assert ask(*words) == code
    answer = capsys.readouterr()
    assert says in answer.err
    assert answer.err.count("\n") == 1


def test_a_refusal_of_json_is_a_document_too(county, capsys) -> None:
    assert ask("2022", "--agency", "wenxain", "--format", "json") == 1
    assert "wenxain" in json.loads(capsys.readouterr().out)["error"]
    assert ask("2022", "--agency", "wenxain", "--json") == 1
    assert "wenxain" in json.loads(capsys.readouterr().out)["error"]


def test_a_pdf_is_not_thrown_at_a_terminal(county, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert ask("2022", "--agency", "wenxian", "--format", "pdf") == 2
    assert "-o report.pdf" in capsys.readouterr().err


def test_the_running_year_asks_for_a_day(county, capsys) -> None:
    year = date.today().year
    assert ask(str(year), "--agency", "wenxian") == 1
    assert "尚未结束" in capsys.readouterr().err
