"""The office edits its synonyms; the next question knows."""

from __future__ import annotations

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.models import AuditLine
from gongkai.editions.tests.factories import published
from gongkai.search import service
from gongkai.search.pages import Wish
from gongkai.search.synonym_table import rows
from gongkai.search.usecases.change_synonyms import add_synonyms, use_synonyms


def total(text: str, **options) -> int:
    return service.search(Wish(text), **options).total


@pytest.fixture
def editor(cast, delivered, rebuilds):
    published(cast)
    published(cast, subject_id=2, title="最低生活保障办法")
    delivered()
    return cast.act(Role.PUBLISHER)


def test_a_group_is_added_switched_off_and_on_again(editor):
    assert total("遛狗") == 0
    added = add_synonyms(act=editor, terms="遛狗， 养犬")
    assert added.terms == "遛狗,养犬"
    assert total("遛狗") == 1
    assert total("遛狗", with_synonyms=False) == 0
    use_synonyms(act=editor, terms="遛狗,养犬", is_used=False)
    assert total("遛狗") == 0
    use_synonyms(act=editor, terms="遛狗,养犬", is_used=True)
    assert total("遛狗") == 1


def test_a_packaged_group_is_switched_off(editor):
    assert total("低保") == 1
    use_synonyms(act=editor, terms="低保,最低生活保障", is_used=False)
    assert total("低保") == 0
    assert [row.source for row in rows() if not row.is_used] == ["packaged"]


def test_every_change_is_in_the_log_without_the_words(editor):
    add_synonyms(act=editor, terms="遛狗,养犬")
    use_synonyms(act=editor, terms="遛狗,养犬", is_used=False)
    lines = AuditLine.objects.filter(object_kind="search.synonyms").order_by("sequence")
    assert [line.event for line in lines] == ["search.synonyms_added", "search.synonyms_switched"]
    assert "遛狗" not in str([(line.facts, line.changed) for line in lines])


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ("", "现填写了0个词"),
        ("低保", "现填写了1个词"),
        (",".join(f"词{n}" for n in range(11)), "现填写了11个词"),
        ("低保,最低。生活", "中间有标点"),
        ("低保,？？", "没有可检索的字"),
        ("低保,低 保", "检索时相同"),
        ("國家,国家", "检索时相同"),
        ("低保,最低生活保障", "已有这一组"),
        ("长" * 400 + "," + "短" * 120, "共不超过500字"),
    ],
)
def test_what_is_no_group_is_refused_with_the_reason(editor, terms, why):
    with pytest.raises(Refused, match=why):
        add_synonyms(act=editor, terms=terms)


def test_others_may_not_change_it(cast):
    with pytest.raises(NotAllowed):
        add_synonyms(act=cast.act(Role.DRAFTER), terms="遛狗,养犬")
    with pytest.raises(NotAllowed):
        use_synonyms(act=cast.act(), terms="低保,最低生活保障", is_used=False)


def test_a_group_that_is_not_there_cannot_be_switched(editor):
    with pytest.raises(NotFound):
        use_synonyms(act=editor, terms="甲,乙", is_used=False)
