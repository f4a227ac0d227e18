"""The same box as the portal's over the rows of the own agency."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from gongkai.audit.acts import Act
from gongkai.desk.asked import words_of, words_posted
from gongkai.desk.entry import officer_view, show
from gongkai.search.own import LONGEST, MOST, find_own

ROUTES = {
    "document": "desk:document", "request": "desk:request", "letter": "desk:letter", "consultation": "desk:consultation",
    "interview": "desk:interview", "case": "desk:case",
}  # fmt: skip
"""Pages of a row by its kind; a kind whose screens are not there yet is shown without a link."""


@officer_view()
@words_posted("q")
def search(request: HttpRequest, act: Act) -> HttpResponse:
    answer = find_own(act, words_of(request))
    groups = [(group, [(row, _address(group.kind, row.public)) for row in group.rows]) for group in answer.groups]
    return show(request, act, "desk/search/own.html", answer=answer, groups=groups, most=MOST, longest=LONGEST)


def _address(kind: str, public: str) -> str:
    try:
        return reverse(ROUTES[kind], args=[public])
    except NoReverseMatch:
        return ""
