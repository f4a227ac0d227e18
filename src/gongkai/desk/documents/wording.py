"""错敏词: the lexicon and its versions, and the work list of what stands in the published stock."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import ids_written_for, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.models import StockFinding
from gongkai.catalogue.stock_check import KIND
from gongkai.catalogue.usecases.change_lexicon import change_lexicon, keep_finding
from gongkai.desk.documents.frame import key_in, tried
from gongkai.desk.entry import officer_view, show
from gongkai.jobs.models import Job
from gongkai.jobs.works import start
from gongkai.wording.lexicon import current_lexicon
from gongkai.wording.lexicon_file import write_lexicon
from gongkai.wording.models import Category, LexiconVersion, Severity

ROWS, ENTRIES = 50, 200


@officer_view()
@require_safe
def findings(request: HttpRequest, act: Act) -> HttpResponse:
    """The gravest first, by key; entries of the own unit, of the area for the competent authority."""
    rows = StockFinding.objects.filter(agency_id__in=visible_agency_ids(act), state=StockFinding.State.OPEN)
    after = request.GET.get("after", "")
    if after.count("-") == 1 and all(part.isdecimal() and len(part) < 20 for part in after.split("-")):
        rank, key = map(int, after.split("-"))
        rows = rows.filter(rank__gte=rank).exclude(rank=rank, id__lte=key)
    found = list(rows.select_related("item", "agency").defer("item__body_html").order_by("rank", "id")[: ROWS + 1])
    last = found[ROWS - 1] if len(found) > ROWS else None
    return show(
        request, act, "desk/documents/wording.html", rows=found[:ROWS], after=f"{last.rank}-{last.id}" if last else "",
        is_first=not after, own=ids_written_for(act), severities=Severity, lexicon=current_lexicon(),
        job=Job.objects.filter(kind=KIND).order_by("-created_at").first(),
    )  # fmt: skip


@officer_view()
@require_POST
def keep(request: HttpRequest, act: Act, finding: str) -> HttpResponse:
    key = key_in(finding)
    if not StockFinding.objects.filter(pk=key, agency_id__in=visible_agency_ids(act)).exists():
        raise NotFound([Reason("finding", "没有这条记录，或者它不属于本单位")])
    tried(request, lambda: keep_finding(act=act, finding_id=key, reason=request.POST.get("reason", "")), "已核实保留。")
    return HttpResponseRedirect(reverse("desk:wording"))


@officer_view()
@require_safe
def lexicon(request: HttpRequest, act: Act) -> HttpResponse:
    """The version in force, its entries by a word, and earlier versions."""
    current, words = current_lexicon(), request.GET.get("words", "").strip()[:40]
    entries = [entry for entry in current.entries if words in entry.wrong or words in entry.right]
    return show(
        request, act, "desk/documents/lexicon.html", lexicon=current, entries=entries[:ENTRIES], total=len(entries), words=words,
        versions=list(LexiconVersion.objects.order_by("-number")[:20]), severities=Severity, categories=Category,
        has_leaders=any(entry.category == Category.LEADERS for entry in current.entries),
    )  # fmt: skip


@officer_view()
@require_safe
def lexicon_csv(request: HttpRequest, act: Act) -> HttpResponse:
    """The version in force as a table: to be added to and imported again."""
    current = current_lexicon()
    answer = HttpResponse(write_lexicon(current.entries), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="lexicon-{current.number}.csv"'
    return answer


@officer_view(Role.SUPERVISOR)
@require_POST
def lexicon_import(request: HttpRequest, act: Act) -> HttpResponse:
    upload = request.FILES.get("file")
    made = tried(request, lambda: change_lexicon(
        act=act, name=upload.name or "" if upload else "", content=upload.read() if upload else b"",
        note=request.POST.get("note", ""),
    ), "词库已导入，正在检查全部已发布信息。")  # fmt: skip
    if made is not None:
        transaction.on_commit(lambda: start(made[1]))
    return HttpResponseRedirect(reverse("desk:lexicon"))
