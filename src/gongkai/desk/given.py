"""What a form or an address gave: a record's key, a day, a whole number; and how a use case's answer becomes a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import resolve

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.desk.entry import tell_reasons
from gongkai.desk.refill import TOKEN, refilled
from gongkai.numbering.keys import key_of

A_WORD = 14  # a public id has 13 characters, a day 10


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
    """Do it and go on to ``to`` with a sentence; refused, that page with everything that stands against it and everything typed."""
    try:
        call()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return again(request, refused, to)
    messages.success(request, says)
    return HttpResponseRedirect(to)


def again(request: HttpRequest, refused: Refused, to: str) -> HttpResponse:
    """The page ``to`` once more, as the answer to a refused form: each reason, and the form as it was sent (422).

    Where somebody else was faster and the form is not on the page any more, what was typed stands above it, to be copied.
    """
    typed = {name: [str(one) for one in values] for name, values in request.POST.lists()}
    tell_reasons(request, refused)
    if request.FILES:
        messages.info(request, "其余内容已保留；文件需要重新选择。")
    answer = _opened(request, to)
    if answer.status_code != HTTPStatus.OK:
        return answer
    before = answer.content.decode()
    page = refilled(before, request.path, typed)
    if page == before and (texts := _worth_keeping(typed)):
        tell_reasons(request, refused)
        for text in texts:
            messages.warning(request, f"您填写的内容没有保存：{text}")
        answer = _opened(request, to)
        page = answer.content.decode()
    answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    answer.content = page.encode()
    return answer


def _worth_keeping(typed: Mapping[str, Sequence[str]]) -> list[str]:
    """Texts somebody wrote: no keys, no days, no choices."""
    return [text for name, texts in typed.items() if name != TOKEN for text in texts if len(text.strip()) > A_WORD]


def _opened(request: HttpRequest, to: str) -> HttpResponse:
    """The page at ``to`` as this officer would see it now, made within the same request."""
    address, _, query = to.partition("?")
    page = copy(request)
    page.method, page.path, page.path_info = "GET", address, address
    page.GET, page.POST = QueryDict(query), QueryDict()
    found = resolve(address)
    answer = found.func(page, *found.args, **found.kwargs)
    assert isinstance(answer, HttpResponse)  # a page, never a stream
    return answer
