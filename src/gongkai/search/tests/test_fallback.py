"""Without an index: the latest editions first, as many as the time allows, and the page says when that is not all."""

from __future__ import annotations

import os
import sys
from datetime import date

import pytest

from gongkai.editions.tests.factories import published, withdrawn
from gongkai.outbox.models import Delivery
from gongkai.search import background, fallback, home, indexing, process, service
from gongkai.search.backends.interface import Away, Unusable
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


class Time:
    now = 1_000.0

    def monotonic(self) -> float:
        return self.now


def test_questions_one_after_the_other_do_not_put_off_the_next_look_at_the_index(cast, rebuilds, monkeypatch):
    """Another process makes the index meanwhile; this one sees it after two seconds, however much is asked."""
    clock, without = Time(), []
    monkeypatch.setattr(service, "time", clock)
    monkeypatch.setattr(service, "fallback", lambda: without.append(1) or fallback.fallback())
    published(cast)
    for _ in range(3):
        assert service.search(Wish("养犬")).total == 1
        clock.now += 0.9
    assert (len(without), rebuilds) == (3, ["rebuild"])
    indexing.rebuild()
    assert service.search(Wish("养犬")).total == 1
    assert len(without) == 3


def test_a_cluster_that_does_not_answer_is_waited_for_and_not_made_anew(cast, rebuilds, monkeypatch):
    published(cast)
    monkeypatch.setattr(service, "identity", lambda: _raise(Away("no answer")))
    assert service.search(Wish("养犬")).total == 1
    assert rebuilds == []
    service._open.forget()
    monkeypatch.setattr(service, "identity", lambda: _raise(Unusable("damaged")))
    assert service.search(Wish("养犬")).total == 1
    assert rebuilds == ["rebuild"]


def _raise(problem):
    raise problem


@pytest.mark.parametrize(
    "problem", [Away("no answer"), Unusable("No space left"), OSError(30, "Read-only file system")]
)
@pytest.mark.parametrize("most", [0, 500])
def test_what_cannot_be_written_waits_and_is_taken_in_later(cast, delivered, rebuilds, monkeypatch, problem, most):
    published(cast)
    delivered()
    monkeypatch.setattr(indexing, "MOST_AT_ONCE", most)
    monkeypatch.setattr(background, "begin", lambda: None)
    published(cast, subject_id=2)
    with monkeypatch.context() as full:
        full.setattr(indexing, "_bring_up_to_date", lambda *given: _raise(problem))
        assert delivered() == 0
    waiting = Delivery.objects.get(due_at__isnull=False)
    assert (waiting.attempts, waiting.problem) == (0, f"NotNow: {problem}")
    cast.on(date(2022, 12, 1))
    assert delivered() == 1
    assert service.search(Wish("养犬")).total == 2


def test_where_no_index_can_be_made_a_question_is_answered_and_the_log_says_why(cast, own_home, caplog):
    published(cast)
    (own_home / "search").write_text("a file where the folder should be")
    assert service.search(Wish("养犬")).total == 1
    assert "it cannot be made anew: [Errno 17] File exists" in caplog.text


@pytest.mark.django_db
def test_what_stops_the_process_is_one_line_in_the_log(own_home, monkeypatch, capsys):
    monkeypatch.setattr(os, "nice", lambda more: more)
    monkeypatch.setattr(indexing, "rebuild", lambda goes_on: _raise(OSError(28, "No space left on device")))
    assert process.main() == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("search index: it cannot be made anew: [Errno 28] No space left on device")


def test_an_index_that_cannot_even_be_begun_leaves_no_folder(cast, monkeypatch):
    def full(engine, folder):
        (folder / "meta.json").write_text("{")
        raise Unusable("No space left on device")

    monkeypatch.setattr(home, "open_engine", full)
    with pytest.raises(Unusable, match="No space left"):
        indexing.rebuild()
    assert [path.name for path in indexing.index_home().root.iterdir()] == ["rebuild.lock"]
