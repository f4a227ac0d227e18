"""The first page of 互动交流: what one can do here, what is open now, and what is newest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.editions.selectors import public_list
from gongkai.engagement.selectors import public_consultations, public_interviews
from gongkai.engagement.usecases.answer_letter import COLUMN as LETTERS
from gongkai.portal.engagement.letters import figures_shown
from gongkai.portal.engagement.pages import HOME, page
from gongkai.portal.site import today


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    day = today()
    return page(
        request, "home.html", HOME[1], figures=figures_shown(day.year),
        letters=public_list(columns=(LETTERS,), size=8).items,
        open=public_consultations().filter(state="OPEN", ends_on__gte=day)[:8],
        coming=public_interviews().filter(state="ANNOUNCED")[:4],
    )  # fmt: skip
