"""Without an index: the latest editions first, as many as the time allows, and the page says when that is not all."""

from __future__ import annotations

import os
import sys
from datetime import date

import pytest

from gongkai.editions.tests.factories import published, withdrawn
from gongkai.search import background, fallback, indexing, process, service
from gongkai.search.locks import WriterBusy
from gongkai.search.pages import Wish


@pytest.fixture(autouse=True)
def nothing_kept():
    fallback.forget()
    yield
    fallback.forget()


def test_when_time_is_short_the_latest_are_searched_and_the_page_says_so(cast, rebuilds, monkeypatch):
    for number in range(3):
        cast.on(date(2022, 3, 1 + number))
        published(cast, subject_id=number, title=f"养犬第{number}号")
    monkeypatch.setattr(fallback, "SECONDS", -1.0)
    page = service.search(Wish("养犬"))
    assert [hit.title for hit in page.hits] == ["养犬第2号"]
    assert page.notes == ("检索索引正在重建，暂时只检索最近发布的1条信息，请稍后再查全部内容。",)


def test_with_time_enough_everything_is_searched_and_nothing_is_said(cast, rebuilds):
    published(cast)
    published(cast, subject_id=2)
    page = service.search(Wish("养犬"))
    assert (page.total, page.notes) == (2, ())


def test_what_was_read_is_kept_until_something_changes(cast, rebuilds):
    published(cast)
    first = fallback.fallback()
    assert fallback.fallback() is first
    withdrawn(cast, "PURGED")
    assert fallback.fallback().scan.count() == 0


def test_what_is_published_and_withdrawn_during_a_rebuild_is_in_the_new_index(cast, delivered, rebuilds, monkeypatch):
    published(cast, title="养犬甲")
    published(cast, subject_id=2, title="养犬乙")
    delivered()
    fill = indexing._fill

    def meanwhile(index, documents, told):
        number = fill(index, documents, told)
        withdrawn(cast, "PURGED")
        published(cast, subject_id=3, title="养犬丙")
        assert delivered() == 2
        assert service.search(Wish("养犬")).total == 2
        return number

    monkeypatch.setattr(indexing, "_fill", meanwhile)
    indexing.rebuild()
    assert {hit.title for hit in service.search(Wish("养犬")).hits} == {"养犬乙", "养犬丙"}
    assert rebuilds == []


def test_a_second_rebuild_is_refused_and_an_unfinished_one_leaves_nothing(cast, delivered, rebuilds, monkeypatch):
    published(cast)
    delivered()
    place = indexing.index_home()
    with place.rebuilding(), pytest.raises(WriterBusy, match="rebuilding the search index"):
        indexing.rebuild()
    monkeypatch.setattr(indexing, "_fill", lambda *given: 1 / 0)
    before = sorted(path.name for path in place.root.iterdir())
    with pytest.raises(ZeroDivisionError):
        indexing.rebuild()
    assert [name for name in sorted(path.name for path in place.root.iterdir()) if "lock" not in name] == [
        name for name in before if "lock" not in name
    ]
    assert service.search(Wish("养犬")).total == 1


def test_of_many_documents_the_worker_leaves_the_rebuild_to_a_process_of_its_own(cast, delivered, monkeypatch):
    begun = []
    monkeypatch.setattr(indexing, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(background, "begin", lambda: begun.append("process"))
    published(cast)
    with indexing.index_home().rebuilding():
        assert delivered() == 1
    assert begun == []  # another process is at it
    published(cast, subject_id=2)
    assert delivered() == 1
    assert begun == ["process"]


def test_a_rebuild_that_is_told_not_to_go_on_leaves_nothing(cast, delivered, rebuilds):
    published(cast)
    with pytest.raises(indexing.Stopped):
        indexing.rebuild(goes_on=lambda: False)
    assert [path for path in indexing.index_home().root.iterdir() if path.is_dir()] == []
    assert delivered() == 1
    assert service.search(Wish("养犬")).total == 1


@pytest.fixture
def nothing_begun(monkeypatch):
    monkeypatch.setattr(background, "_not_before", 0.0)
    monkeypatch.setattr(background, "_process", None)


def program(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_one_process_at_a_time_and_after_a_failure_not_again_at_once(monkeypatch, nothing_begun, caplog):
    monkeypatch.setattr(background, "command", lambda: program("import time; time.sleep(0.3); raise SystemExit(1)"))
    background.begin()
    first = background._process
    background.begin()
    assert background._process is first
    assert background.wait()
    background.begin()
    assert not background.wait()
    assert [record.getMessage() for record in caplog.records] == [
        "search index: the rebuild ended with 1; it is tried again in 30 s"
    ]


@pytest.mark.parametrize("code", [0, background.BUSY])
def test_after_a_whole_rebuild_or_while_another_is_at_work_the_next_may_begin(monkeypatch, nothing_begun, code):
    monkeypatch.setattr(background, "command", lambda: program(f"raise SystemExit({code})"))
    for _ in range(2):
        background.begin()
        assert background.wait()


@pytest.mark.django_db
def test_the_process_ends_when_another_is_at_work_and_when_its_parent_is_gone(own_home, monkeypatch):
    monkeypatch.setattr(os, "nice", lambda more: more)
    with indexing.index_home().rebuilding():
        assert process.main() == background.BUSY
    asked = []
    monkeypatch.setattr(indexing, "rebuild", lambda goes_on: asked.append(goes_on()))
    assert process.main() == 0
    parents = iter((7, 1))
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    assert process.main() == 0
    assert asked == [True, False]
