"""Who may open which address of the desk: every address that exists, every role, both methods, one table.

The addresses are taken from the URL resolver; one that is not in the table (``matrix/``, a module a room) makes the test
fail. ``OWN`` officers work at the government's office and so for the government whose records these are, ``FOREIGN`` ones at
another county's government.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from tests.edge.matrix import (
    archive,
    audits,
    completeness,
    consultations,
    decisions,
    documents,
    inspection,
    interviews,
    letters,
    messages,
    moving,
    newmedia,
    notices,
    oversight,
    remedies,
    reports,
    requests,
    returns,
    search,
    settings,
    severing,
    surveys,
    targets,
    topics,
)
from tests.edge.matrix.page import ANY, Page, Things

from gongkai.agencies.models import Officer
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast

ROOMS = (
    topics,
    completeness,
    surveys,
    archive,
    interviews,
    search,
    audits,
    reports,
    decisions,
    messages,
    moving,
    newmedia,
    letters,
    notices,
    severing,
    remedies,
    documents,
    consultations,
    inspection,
    oversight,
    returns,
    requests,
    targets,
    settings,
)
PAGES: tuple[Page, ...] = tuple(page for room in ROOMS for page in room.PAGES)
OPEN = {"login": (200, 200), "logout": (405, 302)}
"""Without an account: answers to GET and POST."""


def desk_routes() -> set[str]:
    """Every named address of the desk."""
    desk = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "desk")
    return {pattern.name for pattern in desk.url_patterns}


def test_every_address_of_the_desk_is_in_the_table() -> None:
    assert desk_routes() == {page.route for page in PAGES} | set(OPEN)


@pytest.fixture(params=ROOMS, ids=lambda room: room.__name__.rpartition(".")[2])
def room(request: pytest.FixtureRequest) -> ModuleType:
    """Each room on its own: the tests below run once a room."""
    found: ModuleType = request.param
    return found


@pytest.fixture
def things(cast: Cast, room: ModuleType, tmp_path: Path) -> Things:
    made: Things = room.things(cast, tmp_path)
    return made


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


Seat = tuple[Role | None, bool]
"""A role, and whether its officer belongs to another county."""

EVERYBODY: tuple[Seat, ...] = tuple((role, foreign) for foreign in (False, True) for role in (None, *Role))


def some(pages: tuple[Page, ...]) -> tuple[Seat, ...]:
    """Officers who between them get every answer the table has for these pages, chosen one by one by how many they add.

    Who may is decided before a database is asked, and the embedded run asks everybody; on PostgreSQL each kind of answer is asked for once.
    """
    answers = {
        seat: {(page.route, page.arguments, method, expected(page, method, *seat), seat[1]) for page in pages for method in ("GET", "POST")}
        for seat in EVERYBODY
    }  # fmt: skip
    missing, chosen = set().union(*answers.values()), []
    while missing:
        chosen.append(max(answers, key=lambda seat: len(answers[seat] & missing)))
        missing -= answers[chosen[-1]]
    return tuple(chosen)


def asked(pages: tuple[Page, ...]) -> tuple[Seat, ...]:
    return some(pages) if connection.vendor == "postgresql" else EVERYBODY


def test_the_few_get_every_answer_everybody_gets() -> None:
    """And are few: a row that only the auditor may open brings the auditor."""
    pages = (
        Page("one", door=frozenset({Role.AUDITOR})),
        Page("two", get=False, post=True, acts=frozenset({Role.DRAFTER}), of_agency=True),
    )
    seats = some(pages)
    assert {(Role.AUDITOR, False), (Role.DRAFTER, False)} <= set(seats)
    assert any(foreign for _, foreign in seats)
    assert len(seats) < 7
    assert {expected(pages[1], "POST", *seat) for seat in seats} == {302, 403, 404}


def test_every_officer_gets_at_every_address_what_the_table_says(cast: Cast, room: ModuleType, things: Things) -> None:
    wrong = []
    for role, is_foreign in asked(room.PAGES):
        officer = cast.officer(*([role] if role else []), agency=cast.neighbour if is_foreign else cast.office)
        client = Client()
        client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
        for page in room.PAGES:
            address = reverse(f"desk:{page.route}", args=page.arguments(things))
            for method in ("GET", "POST"):
                wanted = expected(page, method, role, is_foreign)
                got = answer(client, method, address, page.data).status_code
                if wanted != got and (wanted, got) != (302, 422):
                    wrong.append((address, method, role and role.name, is_foreign, wanted, got))
    assert wrong == [], "\n".join(map(str, wrong))


def test_whoever_is_not_signed_in_is_led_to_the_door(room: ModuleType, things: Things) -> None:
    client = Client()
    for page in room.PAGES:
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


def test_an_account_that_was_closed_is_led_to_the_door(cast: Cast) -> None:
    officer = cast.officer(Role.DRAFTER)
    client = Client()
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/").status_code == 200
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302


def test_a_post_without_its_token_is_refused(cast: Cast, room: ModuleType, things: Things) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer(Role.APPROVER), "django.contrib.auth.backends.ModelBackend")
    for page in room.PAGES:
        if page.post:
            assert client.post(reverse(f"desk:{page.route}", args=page.arguments(things))).status_code == 403, (
                page.route
            )


def test_an_id_that_names_nothing_is_not_found(cast: Cast, room: ModuleType, things: Things) -> None:
    client = Client()
    client.force_login(cast.officer(Role.SUPERVISOR), "django.contrib.auth.backends.ModelBackend")
    for wrong in ("0000000000000", "zzzzzzzzzzzzz", "x", "1"):
        for page in room.PAGES:
            if page.of_agency and page.get and page.door is ANY:
                address = reverse(f"desk:{page.route}", args=[
                    wrong if argument in things.values() else argument
                    for argument in page.arguments(things)
                ])  # fmt: skip
                assert client.get(address).status_code == 404, address
