"""What the pages of 互动交流 share: their place in the menu, the acting citizen, whose mailbox it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime

from gongkai.agencies.models import Agency
from gongkai.agencies.settings import SETTINGS, chosen
from gongkai.audit.acts import Act
from gongkai.editions.models import Publication
from gongkai.engagement.letter_figures import LetterFigures, letter_figures
from gongkai.numbering.keys import key_of, public_id
from gongkai.portal.guard import Limits
from gongkai.portal.site import column_tags, show, today

HOME = ("/hdjl/", "互动交流")
ABOUT = "写信、意见征集、在线访谈、调查问卷"


@dataclass(frozen=True, slots=True)
class Published:
    """What a page of its own is about, for the tags of an article."""

    title: str
    at: datetime
    source: str

    @classmethod
    def of(cls, found: Publication | None) -> Published | None:
        return cls(found.title, found.first_published_at, found.agency.name) if found is not None else None


def writing_act() -> Act:
    """Somebody on the portal who sends something: no account, no role, no name in the log."""
    return Act("citizen", "网民", None, "", source="portal")


def page(
    request: HttpRequest, template: str, title: str, *, crumbs: tuple[tuple[str, str], ...] = (),
    about: Published | None = None, **context: Any,
) -> HttpResponse:  # fmt: skip
    """A page of this column; ``crumbs`` stand between the column and the page itself. ``about``: what was published, for the tags of an article."""
    trail = [HOME, *crumbs, ("", title)] if title != HOME[1] else [("", HOME[1])]
    column = crumbs[-1][1] if about is not None and crumbs else title
    tags = [*column_tags(column, ABOUT, "互动交流"), *(_article(about, column) if about is not None else ())]
    return show(request, f"portal/engagement/{template}", title, section=HOME[0], crumbs=trail, tags=tags, **context)


def _article(about: Published, column: str) -> list[tuple[str, str]]:
    return [
        ("ArticleTitle", about.title),
        ("PubDate", localtime(about.at).strftime("%Y-%m-%d %H:%M")),
        ("ContentSource", about.source),
        ("Keywords", column),
        ("Description", about.title),
    ]


def government() -> Agency:
    """The government whose portal this is. Raises Http404 before any agency exists."""
    found = Agency.objects.order_by("path").first()
    if found is None:
        raise Http404
    return found


def form_limits() -> Limits:
    """How often one sender may fill in a form in an hour, as the government has chosen for today."""
    limits = _chosen("forms.sum_after", "forms.refused_after")
    return Limits(asked_after=limits["forms.sum_after"], refused_after=limits["forms.refused_after"])


def lookup_limits() -> Limits:
    """How often one sender may try a number and a code in an hour."""
    return Limits(refused_after=_chosen("forms.lookups")["forms.lookups"])


def _chosen(*names: str) -> dict[str, int]:
    found = chosen(government(), names, today())
    return {name: int(found.get(name, SETTINGS[name].default)) for name in names}


def key_in(public: str) -> int:
    """The key in an address. Raises Http404 for what is none."""
    try:
        return key_of(public)
    except ValueError as error:
        raise Http404 from error


def figures_of(agency: Agency, year: int) -> LetterFigures:
    return letter_figures([agency.id], year)


def cursor(day: date | None, key: int) -> str:
    """The place in a list that is sorted by a day and a key."""
    return f"{day}-{public_id(key)}" if day else ""


def read_cursor(text: str) -> tuple[date, int] | None:
    """None for what is no cursor: the list starts anew."""
    try:
        return date.fromisoformat(text[:10]), key_of(text[11:])
    except ValueError:
        return None
