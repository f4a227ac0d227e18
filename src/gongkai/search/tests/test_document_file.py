"""Documents of a file: what is public, what is put right, what is told."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.search.document_file import letters_of, read_documents

ROW = {
    "id": "1",
    "title": "通知",
    "docno": "温政〔2022〕5号",
    "org": "温县人民政府",
    "date": "2022-03-01",
    "body": "正文",
}


def test_a_whole_row():
    (document,) = read_documents([ROW]).documents
    assert (document.id, document.title, document.docno) == ("1", "通知", "温政〔2022〕5号")
    assert (document.agency, document.day, document.body) == ("温县人民政府", date(2022, 3, 1), "正文")


@pytest.mark.parametrize("state", ["published", "PUBLISHED", "", None, "有效", " current "])
def test_public_states(state):
    assert len(read_documents([ROW | {"state": state}]).documents) == 1


@pytest.mark.parametrize("state", ["withdrawn", "WITHDRAWN_WITH_NOTICE", "expired", "draft", "已撤下", "已过期"])
def test_withdrawn_and_expired_documents_are_left_out_silently(state):
    reading = read_documents([ROW | {"state": state}])
    assert (reading.documents, reading.problems) == ((), ())


def test_a_state_nobody_knows_is_not_shown_and_told():
    reading = read_documents([ROW | {"state": "archieved"}])
    assert reading.documents == ()
    assert "'archieved' is unknown" in reading.problems[0]


@pytest.mark.parametrize("text", ["2022-03-01", "2022/3/1", "2022年3月1日", "2022.03.01", "2022-03-01T09:30:00+08:00"])
def test_days(text):
    assert read_documents([ROW | {"date": text}]).documents[0].day == date(2022, 3, 1)


@pytest.mark.parametrize("text", ["2022-02-30", "soon", "20220301", "9999-99-99"])
def test_what_is_no_day_is_told_and_the_document_kept(text):
    reading = read_documents([ROW | {"date": text}])
    assert reading.documents[0].day is None
    assert "is no day" in reading.problems[0]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1949-10-01"])
def test_absurd_days_still_sort(day):
    assert 0 <= read_documents([ROW | {"date": day}]).documents[0].order < 2**63


def test_older_days_stand_behind_newer_and_documents_without_a_day_last():
    rows = [{"id": day, "date": day} for day in ("2022-03-02", "2022-03-01", "1969-12-31", "1949-10-01", "")]
    rows[-1]["id"] = "none"
    orders = [document.order for document in read_documents(rows).documents]
    assert orders == sorted(orders, reverse=True)


def test_rows_that_are_no_documents_are_passed_over_and_told():
    reading = read_documents(["x", None, {}, {"id": ""}, {"id": True}, ROW])
    assert [document.id for document in reading.documents] == ["1"]
    assert len(reading.problems) == 5


def test_of_two_documents_with_one_id_the_later_counts_even_when_it_is_withdrawn():
    reading = read_documents([ROW, ROW | {"id": 1, "title": "更正"}])
    assert [document.title for document in reading.documents] == ["更正"]
    assert reading.ids == {"1": 1}
    assert read_documents([ROW, ROW | {"state": "withdrawn"}]).documents == ()


def test_values_of_other_kinds_are_read_as_text_or_as_nothing():
    (document,) = read_documents(
        [{"id": 7, "title": 5, "body": ["甲", "乙"], "org": {"name": "x"}, "docno": "\ud800"}]
    ).documents
    assert (document.title, document.body, document.agency, document.docno) == ("5", "甲\n乙", "", "?")


@pytest.mark.parametrize("key", [float("inf"), float("nan"), [1, 2], {}, None, True, ""])
def test_what_is_neither_text_nor_number_is_no_id(key):
    reading = read_documents([ROW | {"id": key}])
    assert reading.documents == ()
    assert "has no id" in reading.problems[0]


def test_a_list_a_thousand_lists_deep_is_read_in_order():
    deep = ["乙", "丙"]
    for _ in range(1_500):
        deep = [deep]
    (document,) = read_documents([ROW | {"body": ["甲", deep, "丁"]}]).documents
    assert document.body == "甲\n乙\n丙\n丁"


TEXT = '[{"id": 1, "title": "防汛通知"}]'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (TEXT.encode(), ()),
        (TEXT.encode("utf-8-sig"), ()),
        (TEXT.encode("gb18030"), ("the file is not UTF-8 and was read as GB18030; save it as UTF-8",)),
        (TEXT.encode("utf-16"), ("the file is UTF-16; save it as UTF-8",)),
    ],
)
def test_a_file_of_another_program_is_read_and_told(content, told):
    assert letters_of(content) == (TEXT, told)


def test_of_a_damaged_file_the_rest_is_read_and_the_damage_counted():
    text, told = letters_of(TEXT.encode().replace(b'"id"', b'"\xff\xc0id"'))
    assert text == TEXT.replace("id", "\ufffd\ufffdid")
    assert told == ("the file is not UTF-8 in 2 places, which cannot be read; save it as UTF-8",)
    assert letters_of('["\ufffd"]'.encode()) == ('["\ufffd"]', ())
