"""What a form or an address gave: a record's key, a day, a whole number; and how a use case's answer becomes a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.desk.entry import tell_reasons
from gongkai.numbering.keys import key_of


def key(public: str) -> int:
    """The key of a public id. Raises NotFound for what is none."""
    try:
        return key_of(public)
    except ValueError:
        raise NotFound([]) from None


def text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


def day(request: HttpRequest, name: str, label: str = "日期") -> date:
    """A day of the form. Raises Refused with the spelling that is accepted."""
    given = text(request, name)
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Refused([Reason(name, f"{label}“{given[:20]}”不是日期，请按 2022-06-30 的格式填写")]) from None


def whole(request: HttpRequest, name: str, label: str) -> int:
    """A whole number of the form. Raises Refused."""
    given = text(request, name)
    if not given.isdecimal() or len(given) > 9:
        raise Refused([Reason(name, f"{label}“{given[:20]}”应为整数")])
    return int(given)


def agency(act: Act, code: str) -> Agency:
    """An agency this officer sees. Raises NotFound."""
    found = Agency.objects.filter(code=code, pk__in=visible_agency_ids(act)).first()
    if found is None:
        raise NotFound([])
    return found


def year_asked(request: HttpRequest, act: Act, first: int = 2019) -> int:
    """The year in the address, this one by default. Raises NotFound for one that is none."""
    given = request.GET.get("year", "") or str(act.today.year)
    if not given.isdecimal() or len(given) != 4 or not first <= int(given) <= act.today.year + 1:
        raise NotFound([Reason("year", f"年度应为{first}至{act.today.year + 1}")])
    return int(given)


def done(request: HttpRequest, call: Callable[[], object], says: str, to: str) -> HttpResponse:
    """Do it and go on to ``to`` with a sentence, or with everything that stands against it."""
    try:
        call()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, says)
    return HttpResponseRedirect(to)
