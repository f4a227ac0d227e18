"""Who may open which address of the desk: every address that exists, every role, both methods, one table.

The addresses are taken from the URL resolver; one that is not in the table (``matrix/``, a module a room) makes the test
fail. ``OWN`` officers work at the government's office and so for the government whose records these are, ``FOREIGN`` ones at
another county's government.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.db import transaction
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


def officers(cast: Cast) -> Iterator[tuple[Role | None, bool, Officer]]:
    for is_foreign, agency in ((False, cast.office), (True, cast.neighbour)):
        for role in (None, *Role):
            yield role, is_foreign, cast.officer(*([role] if role else []), agency=agency)


def test_every_officer_gets_at_every_address_what_the_table_says(cast: Cast, room: ModuleType, things: Things) -> None:
    wrong = []
    for role, is_foreign, officer in officers(cast):
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


@pytest.mark.parametrize("wrong", ["0000000000000", "zzzzzzzzzzzzz", "x", "1"])
def test_an_id_that_names_nothing_is_not_found(cast: Cast, room: ModuleType, things: Things, wrong: str) -> None:
    client = Client()
    client.force_login(cast.officer(Role.SUPERVISOR), "django.contrib.auth.backends.ModelBackend")
    for page in room.PAGES:
        if page.of_agency and page.get and page.door is ANY:
            address = reverse(f"desk:{page.route}", args=[
                wrong if argument in things.values() else argument
                for argument in page.arguments(things)
            ])  # fmt: skip
            assert client.get(address).status_code == 404, address
