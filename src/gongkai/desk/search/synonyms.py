"""同义词表: what is used when citizens search, switched and added here. Every change is in the log."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.search.synonym_table import LONGEST, rows
from gongkai.search.usecases.change_synonyms import EDITORS, MOST_TERMS, add_synonyms, use_synonyms

SOURCES = {"own": "本站添加", "file": "安装配置文件", "packaged": "系统自带"}


@officer_view(*EDITORS)
@require_safe
def table(request: HttpRequest, act: Act) -> HttpResponse:
    return _table(request, act)


def _table(request: HttpRequest, act: Act, given: str = "", problems: tuple[str, ...] = ()) -> HttpResponse:
    return show(
        request, act, "desk/search/synonyms.html", status=400 if problems else 200, rows=rows(), sources=SOURCES, given=given,
        problems=problems, longest=LONGEST, most=MOST_TERMS,
    )  # fmt: skip


@officer_view(*EDITORS)
@require_POST
def add(request: HttpRequest, act: Act) -> HttpResponse:
    given = request.POST.get("terms", "")
    try:
        group = add_synonyms(act=act, terms=given)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return _table(request, act, given, tuple(map(str, refused.reasons)))
    messages.success(request, f"已添加“{group.terms}”，下一次检索即生效。")
    return HttpResponseRedirect(reverse("desk:synonyms"))


@officer_view(*EDITORS)
@require_POST
def switch(request: HttpRequest, act: Act) -> HttpResponse:
    is_used = request.POST.get("use") == "1"
    try:
        group = use_synonyms(act=act, terms=request.POST.get("terms", ""), is_used=is_used)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, f"“{group.terms}”已{'启用' if is_used else '停用'}。")
    return HttpResponseRedirect(reverse("desk:synonyms"))
