"""A planted marker: published through the desk's use cases it is found everywhere, and after a withdrawal nowhere.

Pages live and as files, lists, feeds, site map, search and its feed, API and its exports, the files on the disk, a reader's cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.gate import findings_of
from gongkai.catalogue.tests.test_body_pictures import png
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.edit_item import attach_file, edit_item
from gongkai.catalogue.usecases.place_pictures import place_pictures
from gongkai.catalogue.usecases.release_finding import release_finding
from gongkai.catalogue.usecases.take_down import take_down
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.editions.selectors import content_address
from gongkai.files.pictures import ready_picture
from gongkai.files.store import store_upload
from gongkai.numbering.keys import public_id
from gongkai.outbox.models import Delivery
from gongkai.outbox.worker import drain
from gongkai.publication import release as releases
from gongkai.publication.release import Release
from gongkai.publication.tests.asking import Asking
from gongkai.publication.tests.test_consumer import named

pytestmark = pytest.mark.django_db
MARKER = "玄武湖畔标记"
LISTS = (
    "/", "/zfxxgk/", "/zfxxgk/fdzdgknr/", "/zfxxgk/fdzdgknr/?column=A20-03", "/zfxxgk/fdzdgknr/?organ=wenxian", "/feed.xml",
    "/feed/column/A20-03.xml", "/feed/organ/wenxian.xml",
)  # fmt: skip
LIVE = (
    *LISTS, "/zfxxgk/fdzdgknr/?year=2022", f"/search?q={MARKER}", f"/search/feed?q={MARKER}", "/api/v1/publications",
    "/api/v1/publications.json", "/api/v1/publications.csv",
)  # fmt: skip


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    content = answer.getvalue() if answer.streaming else answer.content  # type: ignore[attr-defined]
    if "json" in answer["Content-Type"]:
        return json.dumps(json.loads(content), ensure_ascii=False)
    return str(content.decode()).replace(f"q={MARKER}", "").replace(f'value="{MARKER}"', "")


def in_lists(client: Client, site: Asking) -> Iterator[tuple[str, bool]]:
    """Where the marker is shown: (place, shown). The words of the question itself are no finding."""
    for address in LIVE:
        text = body(client, address)
        yield f"live {address}", f"{MARKER}规划" in text.replace("<mark>", "").replace("</mark>", "")
    for address in LISTS:
        yield f"file {address}", MARKER in site.get(address).text


def on_the_disk(home: Path) -> list[str]:
    """Pages and lines of the release that hold the marker; not the stores of records and uploads themselves."""
    files = [path for path in (home / "release").rglob("*") if path.is_file()]
    assert len(files) > 12
    return [str(path) for path in files if MARKER.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("kind", "status"), [("WITHDRAWN_WITH_NOTICE", 410), ("WITHDRAWN_SILENTLY", 404), ("PURGED", 404)]
)
def test_a_marker_is_found_everywhere_and_after_its_withdrawal_nowhere(
    cast: Cast, client: Client, site: Asking, home: Path, kind: str, status: int
) -> None:
    named(cast, "site.domain", "www.wenxian.gov.cn")
    walk = Walk(cast)
    item = walk.draft(
        "plan", "A20-03", title=f"{MARKER}规划", body_html=f"<p>{MARKER}正文</p>", formed_on=cast.clock.now().date()
    )
    stored = store_upload(
        act=walk.act(Role.DRAFTER), agency_id=cast.government.id, name=f"{MARKER}.txt", content="规划全文".encode()
    )
    item = attach_file(
        act=walk.act(Role.DRAFTER), item_id=item.id, version=item.version, file=stored, label=f"{MARKER}附件"
    )
    item = walk.publish(walk.approved(item))
    drain()
    page = content_address(item.publication_id)
    file = f"{page.removesuffix('.html')}/{public_id(stored.id)}"
    month = "/sitemap-2022-03.xml"
    assert [place for place, is_shown in in_lists(client, site) if not is_shown] == []
    assert MARKER in site.get(page).text
    assert (site.get(file).status, site.get(file).is_live) == (200, False)
    assert page in site.get(month).text
    cached, cached_file = site.get(page).headers["ETag"], site.get(file).headers["ETag"]

    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind=kind, reason="含有不宜公开的内容")
    drain()

    assert [place for place, is_shown in in_lists(client, site) if is_shown] == []
    assert on_the_disk(home) == []
    for answer in (site.get(page), site.get(page, IF_NONE_MATCH=cached), site.get(page, COOKIE="type=large")):
        assert (answer.status, MARKER in answer.text) == (status, False)
    assert (client.get(page).status_code, client.get(f"/api/v1{page.removesuffix('.html').replace('content', 'publications')}").status_code) == (
        status, status,
    )  # fmt: skip
    assert site.get(file, IF_NONE_MATCH=cached_file).is_live
    assert [client.get(address).status_code for address in (file, f"{page.removesuffix('.html')}/document.txt")] == [
        404,
        404,
    ]
    assert site.get(month).is_live
    assert client.get(month).status_code == 404


def test_without_a_worker_it_is_gone_in_the_same_request(
    cast: Cast, client: Client, site: Asking, home: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """Nothing is drained after the withdrawal: what the request itself does must be enough, and the worker may come later."""
    named(cast, "site.domain", "www.wenxian.gov.cn")
    walk = Walk(cast)
    item = walk.draft(
        "plan", "A20-03", title=f"{MARKER}规划", body_html="<p>正文</p>", formed_on=cast.clock.now().date()
    )
    stored = store_upload(
        act=walk.act(Role.DRAFTER), agency_id=cast.government.id, name="规划.txt", content="规划全文".encode()
    )
    item = attach_file(act=walk.act(Role.DRAFTER), item_id=item.id, version=item.version, file=stored, label="规划")
    item = walk.publish(walk.approved(item))
    drain()
    page = content_address(item.publication_id)
    file = f"{page.removesuffix('.html')}/{public_id(stored.id)}"
    kept = [site.get(address).headers["ETag"] for address in (page, file)]
    assert [site.get(address).headers["Cache-Control"] for address in (page, file)] == ["no-cache", "no-cache"]
    assert page in site.get("/sitemap-2022-03.xml").text

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_item(
            act=walk.act(Role.PUBLISHER), item_id=item.id, kind="WITHDRAWN_WITH_NOTICE", reason="含有不宜公开的内容"
        )

    assert Delivery.objects.filter(consumer="pages", due_at__isnull=False).exists()
    for answer in (site.get(page), site.get(page, IF_NONE_MATCH=kept[0]), site.get(page, COOKIE="type=large")):
        assert (answer.status, answer.headers["Cache-Control"], MARKER in answer.text) == (410, "no-cache", False)
    assert site.get(file, IF_NONE_MATCH=kept[1]).is_live
    assert client.get(file).status_code == 404
    assert [place for place, is_shown in in_lists(client, site) if is_shown] == []
    left = [path for path in (home / "release").rglob("*") if path.is_file()]
    assert [path for path in left if MARKER.encode() in path.read_bytes()] == []
    assert site.get("/sitemap-2022-03.xml").is_live
    drain()
    assert (site.get(page).status, site.get("/").is_live) == (410, False)


def test_what_one_sheet_takes_down_makes_its_notices_last_together(
    cast: Cast, site: Asking, home: Path, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    walks = [Walk(cast), Walk(cast, cast.police), Walk(cast, cast.township)]
    items = [
        walk.published("plan", "A20-03", title=f"{MARKER}规划", formed_on=cast.clock.now().date()) for walk in walks
    ]
    drain()
    pages = [content_address(item.publication_id) for item in items]
    assert [site.get(page).status for page in pages] == [200, 200, 200]
    made_last: list[int] = []
    monkeypatch.setattr(releases, "_make_last", lambda places: made_last.append(len(places)))
    with django_capture_on_commit_callbacks(execute=True):
        take_down(
            act=cast.act(Role.SUPERVISOR, agency=cast.office), publication_ids=[item.publication_id for item in items],
            kind="WITHDRAWN_WITH_NOTICE", reason="有误",
        )  # fmt: skip
    assert made_last == [3]
    assert [site.get(page).status for page in pages] == [410, 410, 410]
    drain()
    assert on_the_disk(home) == []


def test_before_the_first_whole_writing_there_is_nothing_to_take_down(
    cast: Cast, home: Path, django_capture_on_commit_callbacks: Any
) -> None:
    (home / "release" / "begun").unlink()
    item = Walk(cast).published("plan", "A20-03", title="规划", formed_on=cast.clock.now().date())
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_item(act=cast.act(Role.PUBLISHER), item_id=item.id, kind="WITHDRAWN_SILENTLY", reason="重复")
    assert not Release.of_installation().path(content_address(item.publication_id or 0).lstrip("/"), 404).exists()


def test_a_picture_of_a_text_lies_as_a_file_beside_its_page_and_goes_with_it(
    cast: Cast, client: Client, site: Asking, home: Path
) -> None:
    walk, picture = Walk(cast), png()
    item = walk.draft()
    ready, faults = ready_picture("图.png", picture, 5)
    assert faults == []
    act = walk.act(Role.DRAFTER)
    item, (file,) = place_pictures(act=act, item_id=item.id, version=item.version, pictures=[ready] if ready else [])
    body = f'<p>现场</p><img src="/content/files/{public_id(file.id)}" alt="横幅">'
    item = edit_item(act=act, item_id=item.id, version=item.version, body_html=body)
    item = walk.approved(item)
    for one in findings_of(item, attachments_of(item)):
        release_finding(act=walk.act(Role.APPROVER), item_id=item.id, key=one.key, reason="已核对，没有个人信息")
    item = walk.publish(item)
    drain()
    page = content_address(item.publication_id)
    address = f"{page.removesuffix('.html')}/{public_id(file.id)}"
    assert f'<img src="{address}" alt="横幅">' in site.get(page).text
    assert (site.get(address).status, site.get(address).is_live) == (200, False)
    held = [path for path in (home / "release").rglob("*") if public_id(file.id) in path.name]
    assert held

    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="PURGED", reason="图中有个人信息")
    drain()

    assert not [path for path in held if path.exists()]
    assert site.get(address).is_live
    assert client.get(address).status_code == 404
