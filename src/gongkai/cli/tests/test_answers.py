"""JSON on standard input: what is broken or could be read in two ways is named, never guessed."""

from __future__ import annotations

import pytest

from gongkai.cli.answers import parse_object
from gongkai.cli.errors import WrongUse

GBK = '{"ref": "公开"}'.encode("gbk").decode("utf-8", "surrogateescape")  # as standard input hands it over


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": 1, "b": 2, "a": 3}', r"^the case: the name 'a' stands twice in one object; keep one"),
        ('{"events": [{"on": 1, "on": 1}]}', r"the name 'on' stands twice"),
        ('{"a": NaN}', r"^the case: NaN is no number of JSON"),
        ('{"a": -Infinity}', r"-Infinity is no number"),
        ('{"a": ' + "9" * 5000 + "}", r"^the case: a number has too many digits"),
        (GBK, r"^the case: line 1 is not UTF-8; save the input as UTF-8"),
        ('{"a":\n ' + GBK + "}", r"line 2 is not UTF-8"),
        ('{"a":', r"broken JSON in line 1, column 6"),
        ("[" * 100_000, r"nested too deeply"),
        ("[1]", r"the input is a list; give one JSON object"),
    ],
    ids=["name twice", "inner name twice", "nan", "infinity", "digits", "gbk", "gbk line 2", "broken", "deep", "list"],
)
def test_input_that_cannot_be_read_is_named(text: str, says: str) -> None:
    with pytest.raises(WrongUse, match=says):
        parse_object(text, "the case")


def test_good_input_is_read_with_and_without_the_mark_of_windows() -> None:
    assert parse_object('\ufeff{"ref": "公开", "inner": {"ref": 1}}', "the case") == {
        "ref": "公开",
        "inner": {"ref": 1},
    }
    assert parse_object(r'{"ref": "\ud800"}', "the case") == {"ref": "\ud800"}
