"""Other sites are tried only where the agency wants it, only at public addresses, and by a job; the gate tells what was found."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.catalogue import outside_links
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.gate import findings_of
from gongkai.catalogue.models import Item, LinkProbe
from gongkai.catalogue.outside_links import KIND, put_down_links, put_down_public_links, try_due
from gongkai.catalogue.probing import NotPublic, Outcome, probe, public_address
from gongkai.catalogue.tests.walk import Walk
from gongkai.inspection.evidence_items import broken_links
from gongkai.inspection.scene import Scene
from gongkai.jobs.models import Job

GONE, BUSY, GOOD = "https://old.example.gov.cn/x", "https://busy.example.gov.cn/", "https://www.gov.cn/"
BODY = "".join(f'<a href="{address}">看</a>' for address in (GONE, BUSY, GOOD))
FOUND = {GONE: Outcome("页面不存在（404）", True), BUSY: Outcome("对方网站出错（503）"), GOOD: Outcome()}
NOT_TRIED = "外部链接 3 个没有探测能否打开，请人工点开确认"


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, _, onward = self.path.strip("/").partition("-")
        self.send_response(int(status))
        if onward == "here":
            self.send_header("Location", self.path)
        elif onward:
            self.send_header("Location", f"/{onward}" if onward.isdecimal() else f"http://{onward}:9/")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def other_site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://site.example:{server.server_port}"
    server.shutdown()
    server.server_close()


def resolve(host: str, port: int) -> str:
    if host == "site.example":
        return "127.0.0.1"
    return public_address(host, port)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/200", ("", False)), ("/403", ("", False)), ("/404", ("页面不存在（404）", True)), ("/410", ("页面已经删除（410）", True)),
        ("/503", ("对方网站出错（503）", False)), ("/302-200", ("", False)), ("/302-404", ("页面不存在（404）", True)), ("/302-here", ("", False)),
        ("/302-localhost", ("指向内网地址，公众打不开", True)),
    ],
)  # fmt: skip
def test_an_address_of_another_site_is_asked_once(other_site: str, path: str, outcome: tuple[str, bool]) -> None:
    assert probe(other_site + path, resolve) == outcome


def test_a_name_that_leads_inside_is_not_asked() -> None:
    with pytest.raises(NotPublic):
        public_address("localhost", 80)
    assert probe("http://127.0.0.1:9/") == Outcome("指向内网地址，公众打不开", True)


def test_unknown_names_and_closed_doors_are_no_certain_faults() -> None:
    def unknown(host: str, port: int) -> str:
        raise socket.gaierror

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://site.example:{taken.getsockname()[1]}/"
        assert probe(closed, resolve) == Outcome("无法连接", False)
    assert probe("http://nowhere.example/", unknown) == Outcome("域名不存在或者无法解析", False)


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started and no network is asked."""
    monkeypatch.setattr(outside_links, "start", lambda job: None)
    monkeypatch.setattr(outside_links, "probe", FOUND.__getitem__)


def told(item: Item) -> list[tuple[str, bool]]:
    return [(one.sentence, one.stops) for one in findings_of(item, attachments_of(item))]


def wanted(walk: Walk, value: bool = True) -> None:
    choose_setting(
        act=system_act("test"), agency=walk.cast.government, name="links.probe_outside", value=value, since=date(2022, 1, 1)
    )  # fmt: skip


def test_nothing_is_tried_unless_the_agency_wants_it(walk: Walk, quiet: None) -> None:
    item, now = walk.draft(body_html=BODY), datetime.now(UTC)
    put_down_links(now)
    put_down_public_links(now)
    assert not LinkProbe.objects.exists()
    assert told(item) == [(NOT_TRIED, False)]


def test_what_was_found_stops_or_is_a_hint_and_is_tried_again(walk: Walk, quiet: None) -> None:
    wanted(walk)
    item = walk.draft(body_html=BODY)
    now = item.changed_at + timedelta(minutes=1)
    assert told(item) == [(NOT_TRIED, False)]
    put_down_links(now)
    put_down_links(now)
    assert Job.objects.filter(kind=KIND).count() <= 2
    assert (try_due(now), try_due(now)) == (3, 0)
    assert told(item) == [
        (f"外部链接 {GONE} 页面不存在（404）", True),
        (f"外部链接 {BUSY} 对方网站出错（503）", False),
    ]
    put_down_links(now + timedelta(hours=1))
    assert try_due(now + timedelta(hours=1)) == 0
    put_down_links(now + timedelta(days=2))
    assert try_due(now + timedelta(days=2)) == 3


def test_links_of_what_is_public_are_tried_every_week_and_forgotten_when_it_is_switched_off(
    walk: Walk, quiet: None
) -> None:
    wanted(walk)
    walk.published(body_html=f'<p><a href="{GOOD}">看</a></p>')
    now = datetime.now(UTC)
    for days, tried in ((0, 1), (3, 0), (8, 1)):
        put_down_public_links(now + timedelta(days=days))
        assert try_due(now + timedelta(days=days)) == tried, days
    scene = Scene(walk.cast.government, date(2100, 1, 1))
    assert list(broken_links(scene)) == []
    LinkProbe.objects.update(problem="页面不存在（404）", certain=True)
    assert [one.details["链接"] for one in broken_links(scene)] == [[GOOD]]
    wanted(walk, False)
    put_down_links(now)
    assert not LinkProbe.objects.exists()
