"""Everything anew: as many pages as there are, the same again for nothing, strangers removed, and the check that compares."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.annual_report.document import as_payload
from gongkai.annual_report.tests.test_exports import made_document
from gongkai.editions.models import Publication
from gongkai.editions.publish import publish
from gongkai.editions.selectors import content_address
from gongkai.jobs.models import Job
from gongkai.outbox.models import Delivery
from gongkai.outbox.worker import drain
from gongkai.portal.categories import categories
from gongkai.publication import recurring
from gongkai.publication.consumer import write_lists
from gongkai.publication.integrity import pages, wrong_pages
from gongkai.publication.rebuild import rebuild
from gongkai.publication.release import Release
from gongkai.publication.rendering import site_now
from gongkai.publication.shown import lists_of
from gongkai.publication.tests.asking import Asking, publish_one
from gongkai.publication.tests.test_consumer import named, take_down

pytestmark = pytest.mark.django_db


def problems() -> list[str]:
    return [f"{one.place}: {one.problem.partition(';')[0]}" for one in wrong_pages()]


def test_all_pages_are_written_and_again_unchanged(cast: Cast, site: Asking) -> None:
    rows = [publish_one(cast, number) for number in range(1, 6)]
    take_down(cast, rows[0], "WITHDRAWN_WITH_NOTICE")
    first = rebuild(workers=1)
    again = rebuild(workers=1)
    assert first.written > 60  # every column and organ has its list
    assert (again.written, again.unchanged, again.removed) == (0, first.written, 0)
    assert [site.get(content_address(row.id)).status for row in rows] == [410, 200, 200, 200, 200]
    assert site.get("/zfxxgk/zn/").status == 200


def test_a_report_and_its_files_are_written_once_also_on_a_later_day(cast: Cast, site: Asking) -> None:
    document = as_payload(made_document())
    with transaction.atomic():
        publish(
            act=cast.act(Role.PUBLISHER), subject_kind="annual_report", subject_id=1, agency=cast.government, column="nb",
            title="年度报告", payload={"kind": "annual_report", "version": 1, "document": document},
        )  # fmt: skip
    first = rebuild(workers=1)
    assert site.get("/zfxxgk/nb/2022/report.docx?organ=wenxian").body.startswith(b"PK")
    with time_machine.travel("2031-05-06 07:08:09", tick=False):
        again = rebuild(workers=1)
    assert (again.written, again.unchanged, again.removed) == (0, first.written, 0)


def test_pages_of_another_database_are_removed(cast: Cast, site: Asking) -> None:
    publish_one(cast)
    rebuild(workers=1)
    stranger = Release.of_installation().path("content/0000000000000.html")
    stranger.write_text("from before")
    left = stranger.with_name(".new-12345678")
    left.write_text("half a page")
    notice = Release.of_installation().path("content/0000000000001.html", 410)
    line = Release.of_installation().attachment("0000000000000", "0000000000002")
    for path in (notice, line):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    assert rebuild(workers=1).removed == 3
    assert [path.exists() for path in (stranger, left, notice, line)] == [False] * 4


def test_the_check_finds_what_was_changed_lost_or_left(cast: Cast) -> None:
    assert (pages(), problems()) == (0, [])  # nothing was ever written as a file
    changed, lost, left, fine = (publish_one(cast, number) for number in range(1, 5))
    drain()
    rebuild(workers=1)
    assert (pages(), problems()) == (4, [])
    release = Release.of_installation()
    names = [content_address(row.id).lstrip("/") for row in (changed, lost, left, fine)]
    release.path(names[0]).write_text("forged")
    release.path(names[1]).unlink()
    Publication.objects.filter(id=left.id).update(state="WITHDRAWN_SILENTLY")
    assert sorted(problems()) == sorted([
        f"{names[0]}: does not say what its current edition says", f"{names[1]}: is missing",
        f"{names[2]}: is answered with 200 though the publication stands at 404", f"{names[2]}: is missing",
    ])  # fmt: skip


def test_what_is_still_to_be_delivered_is_no_damage(cast: Cast) -> None:
    publish_one(cast)
    drain()
    rebuild(workers=1)
    publish_one(cast, 2)
    assert Delivery.objects.filter(consumer="pages", due_at__isnull=False).count() == 1
    assert problems() == []


def test_a_new_name_of_the_site_has_everything_written_anew(
    cast: Cast, site: Asking, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    one = publish_one(cast)
    rebuild(workers=1)
    started: list[Job] = []
    monkeypatch.setattr(recurring, "start", started.append)
    recurring.refresh(datetime.now(UTC))
    assert started == []
    named(cast, "site.name", "温县公开网")
    assert problems() == ["portal pages: were written for other names of the site or another version"]
    with django_capture_on_commit_callbacks(execute=True):
        recurring.refresh(datetime.now(UTC))
        recurring.refresh(datetime.now(UTC))
    assert [job.title for job in started] == ["重新生成门户静态页面"]
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # other processes would not see what this test has not committed
    gave_way: list[int] = []
    monkeypatch.setattr(os, "nice", gave_way.append)
    recurring._run(started[0], {})
    assert gave_way == [10]
    assert "温县公开网" in site.get(content_address(one.id)).text
    assert problems() == []


def test_the_front_pages_follow_what_no_publication_tells(cast: Cast, site: Asking, home: Path) -> None:
    publish_one(cast)
    rebuild(workers=1)
    cast.government.name = "温县人民政府（新）"
    cast.government.save()
    Release.of_installation().path("zfxxgk/jg/index.html").write_text("old")
    recurring.look_at_lists(datetime.now(UTC))
    assert "温县人民政府（新）" in site.get("/zfxxgk/jg/").text


def test_lists_ask_the_database_as_often_for_twelve_items_as_for_two(cast: Cast) -> None:
    """A site map asks once for its month, and lists written together ask once for what they have in common."""
    lists, release, now = (
        lists_of([publish_one(cast, number) for number in (1, 2)]),
        Release.of_installation(),
        site_now(),
    )
    write_lists(release, lists, now)  # what a process looks up once is known by now
    with CaptureQueriesContext(connection) as of_two:
        write_lists(release, lists, now)
    for number in range(3, 13):
        publish_one(cast, number)
    with CaptureQueriesContext(connection) as heard:
        write_lists(release, lists, now)
    assert len(heard) == len(of_two)
    assert len([one for one in heard if 'AS "column", COUNT(' in one["sql"]]) == 1


def test_what_was_counted_for_one_writing_is_counted_anew_for_the_next(cast: Cast) -> None:
    for number in (1, 2):
        row = publish_one(cast, number)
        write_lists(Release.of_installation(), lists_of([row]), site_now())
        assert sum(count for _, count in categories()) == number
        home = Release.of_installation().path("zfxxgk/index.html").read_text(encoding="utf-8")
        assert f"规划计划</a> <span>{number}</span>" in home
