"""What the screens of this room share: the record an address names, and a verb tried with its refusals told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Item
from gongkai.catalogue.selectors import item_for
from gongkai.desk.entry import tell_reasons
from gongkai.numbering.keys import key_of, public_id

T = TypeVar("T")


def key_in(public: str) -> int:
    """The key an address names; 404 for what is none."""
    try:
        return key_of(public)
    except ValueError as error:
        raise Http404 from error


def opened(act: Act, public: str) -> Item:
    return item_for(act, key_in(public))


def is_written_by(act: Act, item: Item) -> bool:
    return item.agency_id in ids_written_for(act)


def require_own(act: Act, item: Item) -> None:
    """A supervisor reads the area's items; only the own agency acts on them."""
    if not is_written_by(act, item):
        raise NotAllowed([Reason("agency", "只能办理本单位的事项")])


def to_item(item_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:document", args=[public_id(item_id)]))


def tried(request: HttpRequest, call: Callable[[], T], done: str) -> T | None:
    """Do it and say so; what is refused is told with all its reasons. A missing role or record stays a refusal page."""
    try:
        made = call()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return None
    if done:
        messages.success(request, done)
    return made


def by_field(reasons: Iterable[Reason]) -> dict[str, list[str]]:
    """Reasons beside their inputs."""
    found: dict[str, list[str]] = {}
    for reason in reasons:
        found.setdefault(reason.field, []).append(str(reason))
    return found
