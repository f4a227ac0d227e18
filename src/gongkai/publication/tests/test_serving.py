"""The thin layer: only what lies as a file, with the headers of a live page; nothing else of the disk can be had."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.editions.publish import withdraw
from gongkai.editions.selectors import content_address
from gongkai.files.store import store_scan
from gongkai.numbering.keys import public_id
from gongkai.outbox.worker import drain
from gongkai.publication.addresses import file_of
from gongkai.publication.consumer import show_again
from gongkai.publication.tests.asking import Asking, publish_one
from gongkai.publication.wrapping import security_headers

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a plan"


@pytest.fixture
def address(cast: Cast) -> str:
    one = publish_one(cast)
    drain(["pages"])
    return content_address(one.id)


def test_a_page_carries_the_security_headers_of_the_live_one(address: str, site: Asking, client: Client) -> None:
    lies, live = site.get(address), client.get(address)
    assert live.status_code == 200
    for name in (
        "Content-Type",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "X-Frame-Options",
        "Cross-Origin-Opener-Policy",
    ):
        assert lies.headers[name] == live[name], name
    assert lies.headers["Cache-Control"] == "no-cache"


def test_the_page_is_the_live_one_byte_for_byte(address: str, site: Asking, client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    assert site.get(address).body == client.get(address, headers={"host": settings.ALLOWED_HOSTS[0]}).content


def test_a_reader_who_has_the_page_hears_that_it_is_the_same(address: str, site: Asking) -> None:
    first = site.get(address)
    again = site.get(address, IF_NONE_MATCH=f'"other", W/{first.headers["ETag"]}')
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert site.get(address, IF_NONE_MATCH='"other"').status == 200


def test_head_says_the_length_and_nothing_else(address: str, site: Asking) -> None:
    answer = site.get(address, "HEAD")
    assert (answer.body, answer.headers["Content-Length"]) == (b"", str(len(site.get(address).body)))


def test_a_post_reaches_the_application(address: str, site: Asking) -> None:
    assert site.get(address, "POST").is_live


def test_a_chosen_style_is_put_into_the_first_tag(address: str, site: Asking, client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    client.cookies.load({"type": "large", "look": "contrast"})
    large = site.get(address, COOKIE="sessionid=x; type=large; look=contrast")
    assert '<html lang="zh-CN" class="large contrast">' in large.text
    assert large.body == client.get(address, headers={"host": settings.ALLOWED_HOSTS[0]}).content
    assert large.headers["ETag"] != site.get(address).headers["ETag"]
    assert 'class=""' in site.get(address, COOKIE='type="><script>; look=').text


def test_a_page_written_anew_is_handed_out_at_once(address: str, site: Asking, cast: Cast) -> None:
    before = site.get("/").body
    show_again({publish_one(cast, 2, title="后来的").id})
    assert site.get("/").body != before


@pytest.mark.parametrize(
    "path",
    [
        "/../gongkai.sqlite3", "/content/../../key", "/%2e%2e/key", "/content/.new-1234.html", "//etc/passwd.html", "/locks/shared",
        "/zfxxgk/fdzdgknr/@column=A20-03.html", "/pages/index.html", "/fingerprint", "/content/\x00.html", "/content/x\\y.html",
    ],
)  # fmt: skip
def test_nothing_but_pages_can_be_had(address: str, site: Asking, path: str) -> None:
    assert site.get(path).is_live


@pytest.mark.parametrize("query", ["a=b", "column=A20-03&year=2022", "column=../../x", "column=A20-03%0a", "column="])
def test_a_question_nobody_foresaw_is_for_the_live_view(site: Asking, query: str) -> None:
    assert file_of("/zfxxgk/fdzdgknr/", query) is None


def test_an_attachment_needs_no_database(cast: Cast, site: Asking, client: Client) -> None:
    act = cast.act(Role.PUBLISHER)
    with transaction.atomic():
        listed = store_scan(act=act, agency_id=cast.government.id, name="规划图.pdf", content=PDF)
        secret = store_scan(act=act, agency_id=cast.government.id, name="草稿.pdf", content=PDF + b" draft")
    entry = {
        "file": public_id(listed.id),
        "label": "规划图",
        "media_type": "application/pdf",
        "size": len(PDF),
        "sha256": listed.sha256,
    }
    one = publish_one(cast, attachments=[entry])
    drain(["pages"])
    base = content_address(one.id).removesuffix(".html")
    live = client.get(f"{base}/{public_id(listed.id)}")
    with connection.execute_wrapper(_no_database):
        answer = site.get(f"{base}/{public_id(listed.id)}")
        again = site.get(f"{base}/{public_id(listed.id)}", IF_NONE_MATCH=answer.headers["ETag"])
    assert (answer.status, answer.body, again.status) == (200, PDF, 304)
    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (
        live["Content-Type"],
        live["Content-Disposition"],
    )
    assert site.get(f"{base}/{public_id(secret.id)}").is_live
    with transaction.atomic():
        withdraw(act=act, subject_kind=one.subject_kind, subject_id=one.subject_id, state="WITHDRAWN_SILENTLY")
    drain(["pages"])
    assert site.get(f"{base}/{public_id(listed.id)}").is_live


def _no_database(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
    raise AssertionError(f"the database was asked: {sql}")


def test_a_page_needs_no_database(address: str, site: Asking) -> None:
    with connection.execute_wrapper(_no_database):
        assert site.get(address).status == 200
        assert site.get("/").status == 200


def test_while_a_demonstration_is_built_pages_are_live(address: str, site: Asking, home: Path) -> None:
    (home / "demonstration-unfinished").touch()
    assert site.get(address).is_live


def test_the_example_for_nginx_sends_the_same_headers() -> None:
    config = (Path(__file__).resolve().parents[4] / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for name, value in security_headers():
        sent = config.split(f"add_header {name} ")[1].split(" always;")[0].strip('"')
        assert sorted(sent.split("; ")) == sorted(value.split("; ")), name
