"""The first page of 互动交流: what one can do here, and what is newest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.editions.selectors import public_list
from gongkai.engagement.usecases.answer_letter import COLUMN as LETTERS
from gongkai.portal.engagement.letters import figures_shown
from gongkai.portal.engagement.pages import HOME, page
from gongkai.portal.site import today


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return page(
        request, "home.html", HOME[1], figures=figures_shown(today().year),
        letters=public_list(columns=(LETTERS,), size=8).items,
    )  # fmt: skip
