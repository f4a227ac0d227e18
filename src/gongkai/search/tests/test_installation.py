"""What is published is found, what is withdrawn is gone; an index that cannot be used is answered around."""

from __future__ import annotations

import json

import pytest

from gongkai.editions.models import Publication
from gongkai.editions.tests.factories import corrected, published, withdrawn
from gongkai.numbering.keys import public_id
from gongkai.outbox.models import Delivery
from gongkai.search import indexing, service
from gongkai.search.backends.interface import Unusable
from gongkai.search.indexing import index_home, take
from gongkai.search.locks import WriterBusy
from gongkai.search.pages import Wish
from gongkai.search.snapshots import identity

STATES = ("WITHDRAWN_WITH_NOTICE", "WITHDRAWN_SILENTLY", "PURGED")


def titles(text: str) -> list[str]:
    return [hit.title for hit in service.search(Wish(text)).hits]


def indexed(text: str) -> int:
    """What the index itself says, without the look at the editions."""
    return service.search(Wish(text)).total


def test_a_publication_is_found_once_it_is_delivered(cast, delivered, rebuilds):
    published(cast)
    assert delivered() == 1
    assert titles("养犬") == ["温县养犬管理办法"]
    assert rebuilds == []


def test_a_correction_is_found_by_its_new_title(cast, delivered, rebuilds):
    published(cast, title="温县养鸽管理办法")
    published(cast, subject_id=2, title="养鸽须知")
    delivered()
    corrected(cast)
    delivered()
    assert titles("养鸽") == ["养鸽须知"]
    assert titles("养犬") == ["温县养犬管理办法"]


@pytest.mark.parametrize("state", STATES)
def test_a_withdrawn_publication_leaves_hits_total_and_facets(cast, delivered, rebuilds, state):
    published(cast)
    published(cast, subject_id=2, title="养犬登记须知")
    delivered()
    withdrawn(cast, state, subject_id=2)
    delivered()
    page = service.search(Wish("养犬"))
    assert (page.total, [hit.title for hit in page.hits]) == (1, ["温县养犬管理办法"])
    assert page.facets["year"] == {str(cast.clock.now().year): 1}
    assert rebuilds == []


@pytest.mark.parametrize("state", STATES)
def test_a_withdrawn_publication_is_not_shown_even_before_the_index_hears_of_it(cast, delivered, rebuilds, state):
    published(cast)
    delivered()
    withdrawn(cast, state)
    assert service.search(Wish("养犬")).hits == ()


def test_events_delivered_twice_change_nothing(cast, delivered, rebuilds):
    published(cast)
    published(cast, subject_id=2)
    withdrawn(cast, "PURGED", subject_id=2)
    delivered()
    events = [delivery.event for delivery in Delivery.objects.all()]
    take(events)
    take(events[:1])
    assert indexed("养犬") == 1


def test_a_second_writer_is_refused_and_its_events_wait(cast, delivered, rebuilds):
    published(cast)
    with index_home().writing():
        with pytest.raises(WriterBusy, match="is writing to the search index"), index_home().writing():
            pass
        assert delivered() == 0
    waiting = Delivery.objects.get()
    assert waiting.problem.startswith("WriterBusy")
    assert waiting.due_at is not None


def test_without_an_index_the_editions_answer_and_a_rebuild_begins(cast, rebuilds):
    published(cast)
    assert titles("养犬") == ["温县养犬管理办法"]
    assert rebuilds == ["rebuild"]


def test_a_rebuild_puts_right_what_was_missed(cast, rebuilds):
    published(cast)
    withdrawn(cast, "PURGED")
    published(cast, subject_id=2, title="养犬登记须知")
    assert indexing.rebuild() == 1
    assert titles("养犬") == ["养犬登记须知"]
    assert rebuilds == []


def test_a_switch_is_seen_by_a_process_that_has_the_old_index_open(cast, rebuilds):
    published(cast)
    indexing.rebuild()
    assert indexed("养犬") == 1
    published(cast, subject_id=2)
    indexing.rebuild()
    indexing.rebuild()
    assert indexed("养犬") == 2
    assert len([path for path in index_home().root.iterdir() if path.is_dir()]) == 2
    assert rebuilds == []


def test_an_index_of_other_records_is_not_used(cast, delivered, rebuilds):
    published(cast)
    delivered()
    Publication.objects.update(current=None)
    Publication.objects.all()[0].editions.all().delete()
    Publication.objects.all().delete()
    assert identity() == ""
    published(cast, subject_id=3, title="别的办法")
    assert indexed("养犬") == 0
    assert rebuilds == ["rebuild"]
    delivered()
    assert titles("办法") == ["别的办法"]


def _damage_pointer(home):
    home.pointer.write_text("{broken", encoding="utf-8")


def _pointer_says(**wrong):
    def damage(home):
        home.pointer.write_text(json.dumps({**json.loads(home.pointer.read_text()), **wrong}), encoding="utf-8")

    return damage


def _damage(pattern, data):
    def damage(home):
        for path in home.root.glob(f"tantivy-*/{pattern}"):
            path.write_bytes(data)

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        _damage_pointer, _pointer_says(folder="gone"), _pointer_says(version=999), _pointer_says(engine="x"), _pointer_says(folder=""),
        _pointer_says(folder=".."), _pointer_says(folder=5), _pointer_says(engine=[]), _damage("meta.json", b"{"), _damage("meta.json", b""),
        _damage("*.idx", b""), _damage("*.idx", b"nonsense" * 40), _damage("*.term", b"\x00" * 300), _damage("*.pos", b"\xff" * 90),
        _damage("*.fast", b"\x07" * 64), _damage("*.store", b"\xff" * 64), _damage("*.fieldnorm", b""),
    ],
)  # fmt: skip
def test_a_damaged_or_newer_index_is_answered_around_and_the_next_event_rebuilds_it(cast, delivered, rebuilds, damage):
    published(cast)
    delivered()
    service._open.forget()
    damage(index_home())
    assert titles("养犬管理办法") == ["温县养犬管理办法"]
    published(cast, subject_id=2, title="养犬登记须知")
    delivered()
    service._open.forget()
    rebuilds.clear()
    indexing.rebuild()
    assert set(titles("养犬")) == {"温县养犬管理办法", "养犬登记须知"}
    assert rebuilds == []


def test_an_office_adds_its_own_synonyms(cast, delivered, rebuilds, own_home):
    published(cast)
    delivered()
    assert titles("遛狗") == []
    (own_home / "search" / "synonyms.csv").write_text("遛狗,养犬\n", encoding="utf-8")
    assert titles("遛狗") == ["温县养犬管理办法"]
    assert service.search(Wish("遛狗"), with_synonyms=False).total == 0


def test_ids_are_those_of_public_addresses(cast, delivered, rebuilds):
    row = published(cast)
    delivered()
    assert [hit.id for hit in service.search(Wish("养犬")).hits] == [public_id(row.id)]


def test_there_is_no_index_before_the_first_event(cast):
    with pytest.raises(Unusable, match="no index yet"):
        index_home().current()


def test_what_a_killed_writer_left_half_written_does_not_matter(cast, delivered, rebuilds):
    published(cast)
    delivered()
    service._open.forget()
    (folder,) = index_home().root.glob("tantivy-*")
    (folder / "83b16935ef634d81b5caa5a908d9491d.fieldnorm").write_bytes(b"half")
    (folder / "83b16935ef634d81b5caa5a908d9491d.term").write_bytes(b"")
    assert titles("养犬") == ["温县养犬管理办法"]
    published(cast, subject_id=2, title="养犬登记须知")
    delivered()
    assert indexed("养犬") == 2
    assert rebuilds == []


def test_of_a_kind_nobody_told_search_about_the_page_is_read(cast, delivered, rebuilds):
    published(cast, body_html="<p>全县<b>满意率</b>上升。</p><p>另行通知</p>")
    delivered()
    (hit,) = service.search(Wish("满意率上升")).hits
    assert hit.snippet == "全县<mark>满意率上升</mark>。"
    assert service.search(Wish("上升另行")).total == 0


def test_a_first_start_warns_of_nothing_and_a_damaged_index_does(cast, rebuilds, caplog):
    assert titles("养犬") == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == []
    pointer = index_home().pointer
    pointer.parent.mkdir(parents=True, exist_ok=True)
    pointer.write_text("{")
    service._open.forget()
    assert titles("养犬") == []
    (told,) = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert "cannot be read" in told
    assert rebuilds == ["rebuild", "rebuild"]
