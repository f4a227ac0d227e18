"""`gongkai search --from-file`: one document out, whatever goes in."""

from __future__ import annotations

import io
import json
import sys

import pytest

from gongkai.cli.__main__ import main

DOCUMENTS = [
    {"id": 1, "title": "关于防汛的通知", "docno": "温政〔2022〕5号", "org": "温县人民政府", "date": "2022-03-01", "body": "请做好<防汛>。", "state": "published"},
    {"id": "b", "title": "低保标准", "docno": "温政〔2022〕15号", "org": "温县民政局", "date": "2021-03-01", "body": "提高最低生活保障标准", "state": "published"},
    {"id": "c", "title": "防汛旧闻", "docno": "", "org": "温县人民政府", "date": "2020-03-01", "body": "", "state": "withdrawn"},
    {"id": "d", "title": "防汛公示", "docno": "", "org": "温县人民政府", "date": "2020-03-01", "body": "", "state": "expired"},
]  # fmt: skip


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "docs.json"
    path.write_text(json.dumps(DOCUMENTS, ensure_ascii=False), encoding="utf-8")
    return path


def asked(capsys, *arguments):
    code = main(["search", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("engine", ["tantivy", "fts5", "scan"])
def test_the_whole_answer(capsys, file, engine):
    assert asked(capsys, "防汛", "--from-file", file, "--engine", engine) == (
        0,
        {
            "total": 1,
            "hits": [
                {"id": 1, "title": "关于防汛的通知", "snippet": "请做好&lt;<mark>防汛</mark>&gt;。", "date": "2022-03-01", "agency": "温县人民政府"}
            ],
            "facets": {"agency": {"温县人民政府": 1}, "year": {"2022": 1}, "kind": {}},
        },
    )  # fmt: skip


def test_a_document_number_and_not_its_neighbour(capsys, file):
    assert [hit["id"] for hit in asked(capsys, "温政(2022)５號", "--from-file", file)[1]["hits"]] == [1]
    assert [hit["id"] for hit in asked(capsys, "温政【2022】15号", "--from-file", file)[1]["hits"]] == ["b"]
    assert asked(capsys, "温政办〔2022〕5号", "--from-file", file)[1]["total"] == 0


def test_synonyms_and_without(capsys, file):
    assert asked(capsys, "低保标准", "--scope", "body", "--from-file", file)[1]["total"] == 1
    assert asked(capsys, "低保标准", "--scope", "body", "--from-file", file, "--no-synonyms")[1]["total"] == 0


def test_filters(capsys, file):
    assert asked(capsys, "2022", "--from-file", file, "--agency", "温县民政局")[1]["total"] == 1
    assert asked(capsys, "2022", "--from-file", file, "--year", "2021", "--year", "2022")[1]["total"] == 2


@pytest.mark.parametrize(
    "text",
    ["", "。", "*", "title:防汛", '"', "-x", "a" * 20_000, "防 " * 300, "\x01\x02", "'; DROP TABLE", "\udcff防汛"],
)
def test_any_text_gets_an_answer(capsys, file, text):
    code, document = asked(capsys, "--from-file", file, text)
    assert code == 0
    assert document.keys() == {"total", "hits", "facets"}


def test_a_deep_page_is_told_on_standard_error(capsys, file):
    assert main(["search", "防汛", "--from-file", str(file), "--page", "5000", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["hits"] == []
    assert "10,000" in err


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{broken", "broken JSON in line 1, column 2"),
        (b'{"id": 1}', "give a JSON list of documents"),
        (b"", "broken JSON in line 1"),
        (b"[" * 100_000, "nested too deeply"),
        (b'[{"id": ' + b"9" * 5_000 + b"}]", "too many digits"),
        (b"\xff\xfe[]", "broken JSON"),
    ],
)
def test_a_file_that_is_no_list_is_wrong_use_in_one_sentence(capsys, tmp_path, content, problem):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    assert main(["search", "防汛", "--from-file", str(path)]) == 2
    line = capsys.readouterr().err
    assert problem in line
    assert line.count("\n") == 1


def test_a_file_that_is_not_there(capsys, tmp_path):
    assert main(["search", "防汛", "--from-file", str(tmp_path / "no.json")]) == 1
    assert "No such file" in capsys.readouterr().err


def test_an_empty_list_has_no_hits(capsys, tmp_path):
    path = tmp_path / "none.json"
    path.write_text("[]", encoding="utf-8")
    assert asked(capsys, "防汛", "--from-file", path)[1]["total"] == 0


def test_a_file_as_windows_saves_it_is_found_in_and_told(capsys, tmp_path):
    path = tmp_path / "gbk.json"
    path.write_bytes(json.dumps(DOCUMENTS, ensure_ascii=False).encode("gb18030"))
    assert main(["search", "防汛", "--from-file", str(path), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["total"] == 1
    assert "read as GB18030" in err


def test_documents_from_standard_input(capsys, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(DOCUMENTS).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert asked(capsys, "防汛", "--from-file", "-")[1]["total"] == 1


@pytest.mark.parametrize(
    "arguments", [[], ["防汛", "--from-fiel", "x"], ["防汛", "--scope", "x"], ["防汛", "--page", "x"]]
)
def test_wrong_use(capsys, arguments):
    assert main(["search", *arguments]) == 2
    assert capsys.readouterr().err.startswith("gongkai")


def test_people_read_the_total_and_the_passages(capsys, file):
    assert main(["search", "防汛", "--from-file", str(file)]) == 0
    out = capsys.readouterr().out
    assert "共找到 1 条" in out
    assert "请做好<【防汛】>。" in out
