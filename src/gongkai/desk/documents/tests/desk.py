"""Officers of the office at their browsers: pages are opened and forms sent as the screens send them."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Item
from gongkai.numbering.keys import public_id


class Desk:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._clients: dict[int, Client] = {}

    def client(self, *roles: Role, who: str = "", agency: Agency | None = None) -> Client:
        officer = self.cast.officer(*roles, who=who, agency=agency)
        if officer.id not in self._clients:
            client = Client()
            client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
            self._clients[officer.id] = client
        return self._clients[officer.id]

    def get(self, address: str, *roles: Role, who: str = "", agency: Agency | None = None) -> HttpResponse:
        return self.client(*roles, who=who, agency=agency).get(address)

    def post(
        self, address: str, *roles: Role, who: str = "", agency: Agency | None = None, **data: Any
    ) -> HttpResponse:
        return self.client(*roles, who=who, agency=agency).post(address, data)


def said(answer: HttpResponse) -> str:
    """The messages an answer leaves for the next page."""
    return "\n".join(str(message) for message in get_messages(answer.wsgi_request))


def address_of(item: Item, tail: str = "") -> str:
    return f"/desk/documents/{public_id(item.id)}/{tail}"
