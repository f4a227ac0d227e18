"""规章、规范性文件: the register by validity, what ends soon, repeal, relations, documents of earlier years, clean-up runs."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason, Refused
from gongkai.agencies.rights import agencies_written_for, ids_written_for, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.in_force import (
    days_warned,
    documents_ended,
    documents_ending_soon,
    documents_in_force,
    documents_of,
    validity_zh,
)
from gongkai.catalogue.models import CleanUp, CleanUpLine, DocumentEnded
from gongkai.catalogue.terms import Terms
from gongkai.catalogue.usecases.clean_up import conclude_clean_up, draft_list, judge_documents, open_clean_up
from gongkai.catalogue.usecases.record_inherited_document import record_inherited_document
from gongkai.catalogue.usecases.relate_documents import relate_documents
from gongkai.catalogue.usecases.repeal_document import repeal_document
from gongkai.desk.documents import forms
from gongkai.desk.documents.afterwards import named
from gongkai.desk.documents.frame import key_in, opened, require_own, to_item, tried
from gongkai.desk.entry import officer_view, show, signed_in
from gongkai.numbering.keys import public_id

TABS = {"": "现行有效", "soon": "即将到期", "ended": "废止、失效", "all": "全部"}
ROWS = 50


@officer_view()
@require_safe
def documents(request: HttpRequest, act: Act) -> HttpResponse:
    seen, tab = visible_agency_ids(act), request.GET.get("tab", "")
    warned = days_warned(signed_in(request).agency, act.today)
    soon = documents_ending_soon(seen, act.today, warned)
    tabs = {"soon": soon, "ended": documents_ended(seen, act.today), "": documents_in_force(seen, act.today)}
    rows = tabs.get(tab, documents_of(seen))
    words = request.GET.get("words", "").strip()[:60]
    if words:
        rows = rows.filter(item__title__contains=words)
    start = int(text) if (text := request.GET.get("from", "")).isdecimal() and len(text) < 6 else 0
    shown = list(rows[start : start + ROWS + 1])
    ends = {
        end.document_id: end for end in DocumentEnded.objects.current().filter(document__in=[row.id for row in shown])
    }
    lines = [(row, ends.get(row.id), validity_zh(row, ends.get(row.id), act.today)) for row in shown[:ROWS]]
    return show(
        request, act, "desk/documents/normative.html", lines=lines, tabs=TABS, tab=tab, words=words, start=start,
        following=start + ROWS if len(shown) > ROWS else None, soon=soon.count(), warned=warned,
        runs=list(CleanUp.objects.filter(agency_id__in=seen).select_related("agency").order_by("-opened_at")[:10]),
        agencies=agencies_written_for(act),
    )  # fmt: skip


@officer_view(Role.OFFICE_HEAD)
@require_POST
def inherit(request: HttpRequest, act: Act) -> HttpResponse:
    """A document of the years before this system, with its own day and where that is known from."""
    given = request.POST

    def record() -> object:
        day = forms.day_of("issued_on", "制发日期", given.get("issued_on", ""))
        ends = forms.day_of("expires_on", "失效日期", given.get("expires_on", ""))
        if day is None:
            raise Refused([Reason("issued_on", "请填写制发日期")])
        return record_inherited_document(
            act=act, kind=given.get("kind", "normative_document"), title=given.get("title", ""),
            document_number=given.get("document_number", ""), issued_on=day, source=given.get("source", ""), terms=Terms(expires_on=ends),
        )  # fmt: skip

    tried(request, record, "已登记。")
    return HttpResponseRedirect(reverse("desk:normative"))


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """Repeal a document, or say how it relates to another."""
    item = opened(act, public)
    require_own(act, item)
    given = request.POST
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "repeal": ("已登记废止。", lambda: repeal_document(
            act=act, item_id=item.id, on=forms.day_of("on", "废止日期", given.get("on", "")) or act.today,
            basis=given.get("basis", ""))),
        "relate": ("已登记文件关系。", lambda: relate_documents(
            act=act, item_id=item.id, kind=given.get("kind", ""), other_id=named(given.get("other", "")) or None,
            other_title=given.get("other", ""))),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    text, call = calls[verb]
    tried(request, call, text)
    return to_item(item.id)


@officer_view(Role.OFFICE_HEAD)
@require_POST
def clean_up_open(request: HttpRequest, act: Act) -> HttpResponse:
    agencies = {agency.code: agency for agency in agencies_written_for(act)}
    chosen = agencies.get(request.POST.get("agency", ""))
    if chosen is None:
        raise NotFound([Reason("agency", "没有这个单位，或者不是本单位")])
    run = tried(request, lambda: open_clean_up(
        act=act, agency_id=chosen.id, title=request.POST.get("title", ""), basis=request.POST.get("basis", ""),
    ), "已发起清理，列入全部现行有效文件。")  # fmt: skip
    return _to(run) if run else HttpResponseRedirect(reverse("desk:normative"))


@officer_view()
@require_safe
def clean_up(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    run = _run(act, public)
    lines = list(run.lines.select_related("document__item").order_by("document__issued_on", "id"))
    counts = [(result.label, sum(line.result == result for line in lines)) for result in CleanUpLine.Result]
    return show(
        request, act, "desk/documents/clean_up.html", run=run, lines=lines, results=CleanUpLine.Result, counts=counts,
        own=run.agency_id in ids_written_for(act), undecided=sum(not line.result for line in lines),
        is_opener=run.officer_id == int(act.actor_id),
    )  # fmt: skip


@officer_view()
@require_POST
def clean_up_act(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    run = _run(act, public)
    given = request.POST
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "judge": ("已保存清理结果。", lambda: judge_documents(act=act, clean_up_id=run.id, results={
            line.id: (given.get(f"result-{public_id(line.id)}", ""), given.get(f"note-{public_id(line.id)}", ""))
            for line in run.lines.all()})),
        "conclude": ("清理已办结，废止、失效已登记。", lambda: conclude_clean_up(
            act=act, clean_up_id=run.id, on=forms.day_of("on", "生效日期", given.get("on", "")) or act.today)),
        "list": ("清理目录已拟成文稿，请送审后公布。", lambda: draft_list(act=act, clean_up_id=run.id)),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    text, call = calls[verb]
    tried(request, call, text)
    return _to(run)


def _run(act: Act, public: str) -> CleanUp:
    run = (
        CleanUp.objects.filter(pk=key_in(public), agency_id__in=visible_agency_ids(act))
        .select_related("agency")
        .first()
    )
    if run is None:
        raise NotFound([Reason("clean_up", "没有这次清理，或者它不属于本单位")])
    return run


def _to(run: CleanUp) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("desk:clean-up", args=[public_id(run.id)]))
