"""`gongkai pii`: findings with places and masks, exit 1; an innocent text exits 0; what is not UTF-8 is named."""

from __future__ import annotations

import io
import json

import pytest

from gongkai.cli.__main__ import main


def asked(text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    code = main(["pii"])
    return code, json.loads(capsys.readouterr().out)["findings"]


def test_findings_have_places_and_masks(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, findings = asked("电话１３８ １２３４ ５６７８。", monkeypatch, capsys)
    assert code == 1
    assert findings == [
        {"kind": "mobile", "start": 2, "end": 15, "text": "１３８ １２３４ ５６７８", "must_block": True, "masked": "138******78"}
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "温市监罚决〔2022〕13912345678号，罚款50000元，91410825200011468E"])
def test_an_innocent_text_has_none(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(text, monkeypatch, capsys) == (0, [])


def test_a_text_that_is_not_utf_8_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("一行\n\udcb5\udce7"))
    assert main(["pii"]) == 2
    assert "line 2 is not UTF-8" in capsys.readouterr().err
