"""After a publication the pages it stands on are files; how many does not depend on what else is published; a kill loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.link_interpretation import link_interpretation
from gongkai.editions.models import Publication
from gongkai.editions.publish import correct, withdraw
from gongkai.editions.selectors import content_address
from gongkai.numbering.keys import public_id
from gongkai.outbox.worker import drain
from gongkai.publication import release as releases
from gongkai.publication.consumer import show_again
from gongkai.publication.rebuild import rebuild
from gongkai.publication.release import Release
from gongkai.publication.shown import lists_of
from gongkai.publication.tests.asking import Asking, publish_one

pytestmark = pytest.mark.django_db


def named(cast: Cast, name: str, value: str) -> None:
    choose_setting(
        act=cast.act(Role.SYSTEM_ADMIN), agency=cast.government, name=name, value=value, since=cast.clock.now().date()
    )


def take_down(cast: Cast, one: Publication, state: str) -> None:
    with transaction.atomic():
        withdraw(act=cast.act(Role.PUBLISHER), subject_kind=one.subject_kind, subject_id=one.subject_id, state=state)


def test_a_published_document_is_a_file_with_its_lists(cast: Cast, site: Asking) -> None:
    one = publish_one(cast, title="温县“十四五”规划")
    assert site.get(content_address(one.id)).is_live
    drain(["pages"])
    page = site.get(content_address(one.id))
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "<h1>温县“十四五”规划</h1>" in page.text
    for address in (
        "/",
        "/zfxxgk/",
        "/zfxxgk/fdzdgknr/",
        "/zfxxgk/fdzdgknr/?column=A20-03",
        "/zfxxgk/fdzdgknr/?organ=wenxian",
    ):
        assert "温县“十四五”规划" in site.get(address).text, address
    assert site.get("/zfxxgk/fdzdgknr/?column=A20-03&year=2022").is_live


def test_a_correction_is_written_over_the_page(cast: Cast, site: Asking) -> None:
    one = publish_one(cast)
    drain(["pages"])
    with transaction.atomic():
        correct(
            act=cast.act(Role.PUBLISHER), subject_kind=one.subject_kind, subject_id=one.subject_id, title="更正后的标题",
            payload={**one.current.payload, "title": "更正后的标题"}, note="标题有误",  # type: ignore[union-attr]
        )  # fmt: skip
    drain(["pages"])
    page = site.get(content_address(one.id)).text
    assert "更正后的标题" in page
    assert "标题有误" in page
    assert "规划第1号" not in page


@pytest.mark.parametrize(
    ("state", "status"), [("WITHDRAWN_WITH_NOTICE", 410), ("WITHDRAWN_SILENTLY", 404), ("PURGED", 404)]
)
def test_what_was_taken_down_answers_so_even_to_who_has_it_in_the_cache(
    cast: Cast, site: Asking, home: Path, state: str, status: int
) -> None:
    one = publish_one(cast, title="泄密的标题")
    drain(["pages"])
    etag = site.get(content_address(one.id)).headers["ETag"]
    take_down(cast, one, state)
    drain(["pages"])
    answer = site.get(content_address(one.id), IF_NONE_MATCH=etag)
    assert answer.status == status
    assert not [
        path for path in (home / "release").rglob("*") if path.is_file() and "泄密的标题".encode() in path.read_bytes()
    ]
    assert "泄密的标题" not in site.get("/").text


def test_a_second_delivery_changes_nothing(cast: Cast) -> None:
    one = publish_one(cast)
    first, second = show_again({one.id}), show_again({one.id})
    assert first.written > 5
    assert (second.written, second.removed, second.unchanged) == (0, 0, first.written)


def test_pages_written_do_not_grow_with_what_is_published(cast: Cast) -> None:
    few = show_again({publish_one(cast, 1).id}).written
    for number in range(2, 60):
        publish_one(cast, number, title=f"很多规划之{number}")
    many = show_again({publish_one(cast, 99).id}).written
    assert (few, many <= few) == (few, True)


def test_feeds_and_site_maps_are_files_once_the_domain_is_known(cast: Cast, site: Asking) -> None:
    one = publish_one(cast)
    drain(["pages"])
    assert site.get("/feed.xml").is_live
    named(cast, "site.domain", "www.wenxian.gov.cn")
    show_again({one.id})
    whole = f"https://www.wenxian.gov.cn{content_address(one.id)}"
    feed = site.get("/feed/column/A20-03.xml")
    assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert whole in feed.text
    assert whole in site.get("/sitemap-2022-03.xml").text
    assert "https://www.wenxian.gov.cn/sitemap-2022-03.xml" in site.get("/sitemap.xml").text


def test_a_document_and_its_interpretation_name_each_other(cast: Cast, site: Asking) -> None:
    walk = Walk(cast)
    document = walk.publish(walk.issued())
    drain(["pages"])
    told = walk.published("interpretation", "A20-01-04", title="一图读懂宅基地办法", formed_on=cast.clock.now().date())
    link_interpretation(act=walk.act(Role.DRAFTER), interpretation_id=told.id, document_id=document.id)
    drain(["pages"])
    show_again({told.publication_id})
    assert "一图读懂宅基地办法" in site.get(content_address(document.publication_id)).text
    assert document.title in site.get(content_address(told.publication_id)).text


def test_a_kill_between_writing_and_renaming_leaves_the_old_page(
    cast: Cast, site: Asking, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = publish_one(cast)
    drain(["pages"])
    before = site.get("/").body

    def killed(paths: list[Path]) -> None:
        raise KeyboardInterrupt

    publish_one(cast, 2, title="后来的规划")
    with monkeypatch.context() as patch:
        patch.setattr(releases, "_make_last", killed)
        with pytest.raises(KeyboardInterrupt):
            drain(["pages"])
    assert site.get("/").body == before
    drain(["pages"])
    assert "后来的规划" in site.get("/").text
    assert one.title in site.get("/").text


def test_a_page_that_fails_does_not_hold_up_the_others(cast: Cast, site: Asking) -> None:
    good = publish_one(cast, 1)
    bad = publish_one(cast, 2, column_zh=None, agency_broken=True, source=None)
    Publication.objects.filter(id=bad.id).update(column="no-such-column")
    bad.current.payload.pop("kind_zh", None)  # type: ignore[union-attr]
    show_again({good.id, bad.id})
    assert site.get(content_address(good.id)).status == 200


def test_nothing_is_written_before_there_is_an_agency(db: None, home: Path) -> None:
    assert show_again({1}).written == 0
    assert list(Release.of_installation().names()) == []


def test_addresses_of_lists_are_few(cast: Cast) -> None:
    one = publish_one(cast, column="A20-01-02")
    assert len(lists_of([one])) == 15
    assert f"{public_id(one.id)}" not in "".join(lists_of([one]))


def test_before_everything_was_written_once_nothing_is_brought_up_to_date(cast: Cast, site: Asking, home: Path) -> None:
    """A first start with thousands of events does not write the lists thousands of times: the whole writing covers them."""
    (home / "release" / "begun").unlink()
    early = publish_one(cast, 1)
    drain(["pages"])
    assert site.get(content_address(early.id)).is_live
    rebuild(workers=1)
    late = publish_one(cast, 2)
    drain(["pages"])
    assert [site.get(content_address(one.id)).status for one in (early, late)] == [200, 200]
    assert not site.get(content_address(early.id)).is_live
