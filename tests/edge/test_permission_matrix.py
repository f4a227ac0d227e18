"""Who may open which address of the desk: every address that exists, every role, both methods, one table.

The addresses are taken from the URL resolver; one that is not in the table makes the test fail. ``OWN`` officers work at the
government's office and so for the government whose records these are, ``FOREIGN`` ones at another county's government.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from gongkai.agencies.models import Officer
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.annual_report.models import SheetKind
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.enter_opening import enter_opening
from gongkai.clock import SystemClock
from gongkai.decisions import vault
from gongkai.decisions.models import Kind, PenaltyRecord
from gongkai.decisions.tests.factories import penalty, write_csv
from gongkai.decisions.usecases.import_decisions import import_decisions
from gongkai.decisions.usecases.make_send_out import make_send_out
from gongkai.decisions.usecases.upload_ledger import rejects_name, upload_ledger
from gongkai.law.holiday_notices import packaged_calendar
from gongkai.numbering.keys import public_id
from gongkai.requests.models import Receipt
from gongkai.requests.tests.factories import Counter

DRAFTER = frozenset({Role.DRAFTER})
REVIEWERS = frozenset({Role.FIRST_REVIEWER, Role.SECOND_REVIEWER})
APPROVER = frozenset({Role.APPROVER})
PUBLISHER = frozenset({Role.PUBLISHER})
SUPERVISOR = frozenset({Role.SUPERVISOR})
AUDITOR = frozenset({Role.AUDITOR})
GOVERNMENT = (("agency", "wenxian"),)
ANY = None  # an officer with or without a role


@dataclass(frozen=True, slots=True)
class Page:
    """``door`` who passes the door of the page, others get 403; a method it does not have is 405.

    ``acts`` whose POST the use case accepts (403 for others), ``done`` how such a POST of ``data`` is answered. ``of_agency`` =
    the address names a record of the government: 404 for officers of another county; ``posts_agency`` = the POST names it.
    """

    route: str
    arguments: Callable[[Things], tuple[object, ...]] = lambda things: ()
    door: frozenset[Role] | None = ANY
    get: bool = True
    post: bool = False
    acts: frozenset[Role] | None = ANY
    of_agency: bool = False
    posts_agency: bool = False
    data: tuple[tuple[str, str], ...] = ()
    done: int = 302


@dataclass(frozen=True, slots=True)
class Things:
    """The records addresses name: all of them the government's."""

    report: str
    sheet: str
    receipt: str
    upload: str
    decision: str
    send_out: str


def _report(*more: object) -> Callable[[Things], tuple[object, ...]]:
    return lambda things: (things.report, *more)


def _sheet(*more: object) -> Callable[[Things], tuple[object, ...]]:
    return lambda things: (things.sheet, *more)


def _verb(verb: str, acts: frozenset[Role]) -> Page:
    return Page("report-act", _report(verb), get=False, post=True, acts=acts, of_agency=True)


def _decide(verb: str, acts: frozenset[Role]) -> Page:
    reason = (("reason", "重复填报"),)
    return Page("sheet-decide", _sheet(verb), get=False, post=True, acts=acts, of_agency=True, data=reason)


def _upload(things: Things) -> tuple[object, ...]:
    return (things.upload,)


def _decision(*more: object) -> Callable[[Things], tuple[object, ...]]:
    return lambda things: ("penalty", things.decision, *more)


def _send_out(things: Things) -> tuple[object, ...]:
    return (things.send_out,)


def _keep(verb: str, acts: frozenset[Role]) -> Page:
    return Page("decision-act", _decision(verb), get=False, post=True, acts=acts, of_agency=True)


WRITERS = DRAFTER | PUBLISHER

PAGES = (
    Page("home"),
    Page("log", door=AUDITOR, post=True, done=200),
    Page("reports"),
    Page("report-begin", door=DRAFTER, get=False, post=True),
    Page("report", _report(), of_agency=True),
    Page("report-identities", _report(), of_agency=True),
    Page("report-explain", _report(), get=False, post=True, acts=DRAFTER, of_agency=True),
    Page("figure", _report("table3.new_received.natural_person"), of_agency=True),
    Page("report-text", _report("overview"), door=DRAFTER, of_agency=True),
    Page("report-text-save", _report("overview"), door=DRAFTER, get=False, post=True, done=200, of_agency=True),
    Page("report-enter", _report(), door=DRAFTER, get=False, post=True, of_agency=True),
    Page("report-export", _report("json"), of_agency=True),
    _verb("check", REVIEWERS),
    _verb("approve", APPROVER),
    _verb("publish", PUBLISHER),
    _verb("correct", APPROVER),
    Page("record", lambda things: ("requests.received", things.receipt), of_agency=True),
    Page("decisions"),
    Page("decisions-upload", door=WRITERS, get=False, post=True, data=(*GOVERNMENT, ("kind", "penalty")), posts_agency=True),
    Page("decision-upload", _upload, of_agency=True),
    Page("decision-upload-run", _upload, door=WRITERS, get=False, post=True, of_agency=True, data=(("mode", "dry"),)),
    Page("decision-upload-headings", _upload, door=WRITERS, get=False, post=True, of_agency=True),
    Page("decision-upload-mend", _upload, door=WRITERS, of_agency=True),
    Page("decision-find"),
    Page("decision", _decision(), of_agency=True),
    _keep("correct", WRITERS),
    _keep("revoke", PUBLISHER | APPROVER),
    _keep("apply-repair", WRITERS),
    _keep("decide-repair", PUBLISHER | APPROVER),
    Page("decision-watch"),
    Page("decision-list", lambda things: ("late",)),
    Page("decision-repeated"),
    Page("decision-files"),
    Page("decision-files-make", door=WRITERS, get=False, post=True, posts_agency=True,
         data=(*GOVERNMENT, ("kind", "penalty"), ("template", "national"))),
    Page("decision-file", _send_out, of_agency=True),
    Page("decision-file-take", _send_out, door=WRITERS, of_agency=True),
    Page("decision-totals"),
    Page("decision-totals-csv"),
    Page("decision-totals-enter", door=DRAFTER, get=False, post=True, data=(*GOVERNMENT, ("year", "2021")), posts_agency=True),
    Page("sheets"),
    Page("sheet-return", door=DRAFTER | SUPERVISOR, post=True, data=GOVERNMENT, posts_agency=True, done=200),
    Page("sheet-opening", door=DRAFTER, post=True, data=GOVERNMENT, posts_agency=True, done=200),
    Page("sheet-settlement", door=DRAFTER, post=True, data=(*GOVERNMENT, ("into", "x")), posts_agency=True, done=200),
    Page("sheet-scan", _sheet(), of_agency=True),
    _decide("accept", REVIEWERS | APPROVER | SUPERVISOR),
    _decide("send-back", REVIEWERS | APPROVER | SUPERVISOR),
    _decide("withdraw", DRAFTER | SUPERVISOR),
)  # fmt: skip
OPEN = {"login": (200, 200), "logout": (405, 302)}
"""Without an account: answers to GET and POST."""


def desk_routes() -> set[str]:
    """Every named address of the desk."""
    desk = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "desk")
    return {pattern.name for pattern in desk.url_patterns}


def test_every_address_of_the_desk_is_in_the_table() -> None:
    assert desk_routes() == {page.route for page in PAGES} | set(OPEN)


@pytest.fixture
def things(cast: Cast, tmp_path: Path) -> Things:
    cast.on(date(2022, 3, 1))
    Counter(cast, cast.government).under_review()
    clerk = cast.act(Role.DRAFTER, who="录入员")
    ledger = write_csv(tmp_path / "ledger.csv", [penalty(cast.government, "温政罚〔2022〕1号")])
    import_decisions(act=clerk, agency=cast.government, kind="penalty", path=ledger)
    upload = upload_ledger(
        act=clerk.at(SystemClock()), agency=cast.government, kind="penalty", file_name="ledger.csv", size=1,
        content=[ledger.read_bytes()],
    )  # fmt: skip
    vault.put(rejects_name(upload), [])
    cast.on(date(2022, 3, 2))
    sent = make_send_out(
        act=clerk, agency=cast.government, kind=Kind.PENALTY, template="national", calendar=packaged_calendar()
    )
    cast.on(date(2023, 1, 12))
    writer = cast.act(Role.DRAFTER, who="另一拟稿人")
    report = begin_report(act=writer, agency=cast.government, year=2022)
    sheet = enter_opening(
        act=writer, agency=cast.government, year=2022, source="2021年年报",
        values={"table3.carried_in.natural_person": 2}, scan_name="盖章.pdf", scan=b"%PDF-1.7",
    )  # fmt: skip
    assert sheet.kind == SheetKind.OPENING
    return Things(
        public_id(report.id), public_id(sheet.id), public_id(Receipt.objects.get().id), public_id(upload.pk),
        public_id(PenaltyRecord.objects.get().pk), public_id(sent.pk),
    )  # fmt: skip


def expected(page: Page, method: str, role: Role | None, is_foreign: bool) -> int:
    """What the table says about one officer at one address."""
    if page.door is not ANY and role not in page.door:
        return 403
    if not (page.get if method == "GET" else page.post):
        return 405
    if is_foreign and (page.of_agency or (page.posts_agency and method == "POST")):
        return 404
    if method == "GET":
        return 200
    return page.done if page.acts is ANY or role in page.acts else 403


def answer(client: Client, method: str, address: str, data: tuple[tuple[str, str], ...] = ()) -> HttpResponse:
    """Ask, and take back whatever the answer changed."""
    with transaction.atomic():
        found: HttpResponse = client.get(address) if method == "GET" else client.post(address, dict(data))
        transaction.set_rollback(True)
    return found


def officers(cast: Cast) -> Iterator[tuple[Role | None, bool, Officer]]:
    for is_foreign, agency in ((False, cast.office), (True, cast.neighbour)):
        for role in (None, *Role):
            yield role, is_foreign, cast.officer(*([role] if role else []), agency=agency)


def test_every_officer_gets_at_every_address_what_the_table_says(cast: Cast, things: Things) -> None:
    wrong = []
    for role, is_foreign, officer in officers(cast):
        client = Client()
        client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
        for page in PAGES:
            address = reverse(f"desk:{page.route}", args=page.arguments(things))
            for method in ("GET", "POST"):
                wanted = expected(page, method, role, is_foreign)
                got = answer(client, method, address, page.data).status_code
                if wanted != got:
                    wrong.append((address, method, role and role.name, is_foreign, wanted, got))
    assert wrong == [], "\n".join(map(str, wrong))


def test_whoever_is_not_signed_in_is_led_to_the_door(things: Things) -> None:
    client = Client()
    for page in PAGES:
        address = reverse(f"desk:{page.route}", args=page.arguments(things))
        for method in ("GET", "POST"):
            found = answer(client, method, address)
            assert (found.status_code, found["Location"]) == (302, f"/desk/login/?next={address}")


@pytest.mark.parametrize("route", OPEN)
def test_the_door_itself_is_open(db: None, route: str) -> None:
    client = Client()
    assert (
        client.get(reverse(f"desk:{route}")).status_code,
        client.post(reverse(f"desk:{route}")).status_code,
    ) == OPEN[route]


def test_an_account_that_was_closed_is_led_to_the_door(cast: Cast, things: Things) -> None:
    officer = cast.officer(Role.DRAFTER)
    client = Client()
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/").status_code == 200
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302


def test_a_post_without_its_token_is_refused(cast: Cast, things: Things) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer(Role.APPROVER), "django.contrib.auth.backends.ModelBackend")
    for page in PAGES:
        if page.post:
            assert client.post(reverse(f"desk:{page.route}", args=page.arguments(things))).status_code == 403, (
                page.route
            )


@pytest.mark.parametrize("wrong", ["0000000000000", "zzzzzzzzzzzzz", "x", "1"])
def test_an_id_that_names_nothing_is_not_found(cast: Cast, things: Things, wrong: str) -> None:
    client = Client()
    client.force_login(cast.officer(Role.SUPERVISOR), "django.contrib.auth.backends.ModelBackend")
    for page in PAGES:
        if page.of_agency and page.get and page.door is ANY:
            address = reverse(f"desk:{page.route}", args=[
                wrong if argument in astuple(things) else argument
                for argument in page.arguments(things)
            ])  # fmt: skip
            assert client.get(address).status_code == 404, address
