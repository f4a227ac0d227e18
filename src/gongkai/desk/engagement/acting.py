"""What the desks of 互动交流 do alike: keys and days of a form, a list by pages, a draft in an agency's name, one act and its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for
from gongkai.audit.acts import Act
from gongkai.desk.entry import tell_reasons
from gongkai.numbering.keys import key_of, public_id

SHOWN = 50
Calls = Mapping[str, tuple[str, Callable[[], object]]]
"""What may be asked of a record: verb -> what is said when it is done, and the use case with the form's values."""

Row = TypeVar("Row", bound=Model)


def key(public: str, what: str) -> int:
    """The key in an address. Raises NotFound for what is no record's id."""
    try:
        return key_of(public)
    except ValueError:
        raise NotFound([Reason("record", f"没有{what}，或者它不属于本单位")]) from None


def day_in(text: str, field: str) -> date | None:
    """A day of a form; None when nothing was typed. Raises Refused with the spelling that is accepted."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise Refused([Reason(field, f"“{text[:20]}”不是日期，请按 2022-06-30 的格式填写")]) from None


def newest(request: HttpRequest, rows: QuerySet[Row]) -> tuple[list[Row], str, bool]:
    """A page of a list, the newest first: its rows, the cursor of the next page, whether it is the first."""
    after = request.GET.get("after", "")
    rows = rows.order_by("-id")
    with suppress(ValueError):  # a broken cursor starts anew
        rows = rows.filter(pk__lt=key_of(after)) if after else rows
    found = list(rows[: SHOWN + 1])
    return found[:SHOWN], public_id(found[SHOWN - 1].pk) if len(found) > SHOWN else "", not after


def drafted(
    request: HttpRequest, act: Act, doing: str, route: str, make: Callable[[Agency], Any],
    says: Callable[[Any], str], form: Callable[[tuple[Agency, ...], int], HttpResponse],
) -> HttpResponse:  # fmt: skip
    """A new record in the name of an agency the officer writes for; ``form`` shows the form, empty or with everything typed.

    ``make`` gives the record, ``says`` what the officer is told of it on its own page ``route``.
    """
    agencies = agencies_written_for(act)
    if request.method != "POST":
        return form(agencies, 200)
    agency = next((one for one in agencies if one.code == request.POST.get("agency", "")), None)
    if agency is None:
        raise NotFound([Reason("agency", f"没有这个单位，或者不能以它的名义{doing}")])
    try:
        made = make(agency)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return form(agencies, 422)
    messages.success(request, says(made))
    return HttpResponseRedirect(reverse(route, args=[public_id(made.pk)]))


def carried_out(
    request: HttpRequest, calls: Calls, verb: str, to: str, again: Callable[[], HttpResponse]
) -> HttpResponse:
    """One act of the table, then on ``to`` its page; refused, ``again`` shows the page with everything typed and every reason."""
    if verb not in calls:
        raise NotFound([])
    says, call = calls[verb]
    try:
        call()
    except NotAllowed:
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return again()
    messages.success(request, says)
    return HttpResponseRedirect(to)
