"""Severance: one page of a file at a time, its marks, a form of coordinates in percent, a search by words, the copy.

The script beside it only fills the form while the pointer is dragged; everything works from the keyboard without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import require
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show, tell_reasons
from gongkai.desk.given import again
from gongkai.desk.notices.case import PDF, download, request_in
from gongkai.files.severing.marks import Box
from gongkai.files.severing.work import page_picture
from gongkai.files.store import read
from gongkai.files.uploads import Upload
from gongkai.law.exemptions import EXEMPTION_GROUNDS
from gongkai.numbering.keys import key_of, public_id
from gongkai.requests.models import Severance
from gongkai.requests.severances import areas_of, severance_of, withheld_in
from gongkai.requests.usecases.open_letter import READERS
from gongkai.requests.usecases.sever import ROLES, finish_severance, mark_area, mark_words, open_severance, unmark


@officer_view(*READERS)
def of_case(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The severed files of a case, and a form to begin one."""
    found = request_in(act, public)
    require(act, *READERS, agency_id=found.agency_id)
    if request.method == "POST":
        require(act, *ROLES, agency_id=found.agency_id)
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise Refused([Reason("file", "请选择文件：PDF、图片、Word、Excel 或者文本")])
            made = open_severance(
                act=act,
                request_id=found.pk,
                title=request.POST.get("title", ""),
                name=upload.name or "",
                content=cast(Upload, upload),
            )
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            tell_reasons(request, refused)
        else:
            return HttpResponseRedirect(reverse("desk:severance", args=[public_id(made.pk)]))
    lines = [(one, public_id(one.pk), one.marks.count()) for one in Severance.objects.filter(request=found)]
    return show(
        request, act, "desk/severing/case.html", case=found, public=public, lines=lines,
        may_write=bool(act.roles.intersection(ROLES)) and found.archived_on is None,
    )  # fmt: skip


@officer_view(*READERS)
@never_cache
@require_safe
def page(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    severance = _severance(act, public)
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 1 <= int(asked) <= severance.page_count else 1
    return show(
        request, act, "desk/severing/page.html", severance=severance, public=public, number=number,
        withheld=withheld_in(severance), grounds=EXEMPTION_GROUNDS, case_public=public_id(severance.request_id),
        may_write=bool(act.roles.intersection(ROLES)) and severance.finished_at is None,
    )  # fmt: skip


@officer_view(*READERS)
@never_cache
@require_safe
def picture(request: HttpRequest, act: Act, public: str, number: int) -> HttpResponse:
    severance = _severance(act, public)
    if not 1 <= number <= severance.page_count:
        raise NotFound([Reason("page", "没有这一页")])
    return HttpResponse(page_picture(read(severance.pages), number, areas_of(severance)), content_type="image/png")


@officer_view(*READERS)
@never_cache
@require_safe
def copy(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    severance = _severance(act, public)
    if severance.copy is None:
        raise NotFound([Reason("", "副本还没有生成")])
    return download(read(severance.copy), PDF, severance.copy.name)


@officer_view(*ROLES)
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    severance = _severance(act, public)
    if verb not in _VERBS:
        raise NotFound([Reason("", "没有这一操作")])
    at = request.POST.get("page", "1")
    to = f"{reverse('desk:severance', args=[public])}?page={at if at.isdecimal() else 1}"
    try:
        said = _VERBS[verb](request, act, severance)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return again(request, refused, to)
    messages.success(request, said)
    return HttpResponseRedirect(to)


def _area(request: HttpRequest, act: Act, severance: Severance) -> str:
    page = request.POST.get("page", "")
    mark_area(
        act=act, severance_id=severance.pk, page=int(page) if page.isdecimal() else 0, box=_box(request),
        ground=request.POST.get("ground", ""), note=request.POST.get("note", ""),
    )  # fmt: skip
    return "已标记。"


def _words(request: HttpRequest, act: Act, severance: Severance) -> str:
    count = mark_words(
        act=act, severance_id=severance.pk, words=request.POST.get("words", ""), ground=request.POST.get("ground", ""),
        note=request.POST.get("note", ""),
    )  # fmt: skip
    return f"已标记 {count} 处。"


def _unmark(request: HttpRequest, act: Act, severance: Severance) -> str:
    unmark(act=act, severance_id=severance.pk, mark_id=_key(request.POST.get("mark", "")))
    return "已取消这处标记。"


def _finish(request: HttpRequest, act: Act, severance: Severance) -> str:
    finish_severance(act=act, severance_id=severance.pk)
    return "副本已生成：标记的内容已从副本中去除，不能恢复。"


_VERBS: dict[str, Callable[[HttpRequest, Act, Severance], str]] = {
    "area": _area, "words": _words, "unmark": _unmark, "finish": _finish,
}  # fmt: skip


def _box(request: HttpRequest) -> Box:
    shares = []
    for name in ("left", "top", "right", "bottom"):
        text = request.POST.get(name, "").strip()
        try:
            shares.append(float(text) / 100)
        except ValueError:
            raise Refused([Reason(name, f"区域的数值“{text}”不是数字，请填写 0 至 100 的百分数")]) from None
    return Box(*shares)


def _severance(act: Act, public: str) -> Severance:
    severance = severance_of(act, _key(public))
    require(act, *READERS, agency_id=severance.request.agency_id)
    return severance


def _key(public: str) -> int:
    try:
        return key_of(public)
    except ValueError:
        raise NotFound([Reason("", "没有找到这份材料，或者它不属于本单位")]) from None
