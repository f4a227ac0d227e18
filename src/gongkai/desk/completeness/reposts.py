"""政策转载: policies of superiors with what each unit has done, and the unit's own answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound
from gongkai.agencies.rights import ids_written_for, visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Item
from gongkai.completeness.models import PolicyToRepost, RepostTask
from gongkai.completeness.reposts import open_tasks, repost_due, standing, tasks_of
from gongkai.completeness.usecases.register_policy import begin_repost, decline_repost, register_policy, tie_repost
from gongkai.desk import given
from gongkai.desk.completeness.fiscal import KEEPERS
from gongkai.desk.completeness.frame import TABS, table_file, units_in_sight
from gongkai.desk.documents.afterwards import named
from gongkai.desk.documents.frame import to_item, tried
from gongkai.desk.entry import officer_view, show

ROWS = 50


@officer_view()
@require_safe
def board(request: HttpRequest, act: Act) -> HttpResponse:
    """What is open first; ``all`` shows what is settled too."""
    seen, everything = visible_agency_ids(act), request.GET.get("all") == "1"
    start = int(text) if (text := request.GET.get("from", "")).isdecimal() and len(text) < 6 else 0
    found = list((tasks_of(seen) if everything else open_tasks(seen))[start : start + ROWS + 1])
    return show(
        request, act, "desk/completeness/reposts.html", tabs=TABS, everything=everything, start=start,
        rows=[(task, repost_due(task.policy, task.agency), standing(task, act.today)) for task in found[:ROWS]],
        following=start + ROWS if len(found) > ROWS else None, own=ids_written_for(act), units=units_in_sight(act),
        may=bool(act.roles & KEEPERS),
    )  # fmt: skip


@officer_view()
@require_safe
def board_file(request: HttpRequest, act: Act, ending: str) -> HttpResponse:
    lines = []
    for task in tasks_of(visible_agency_ids(act))[:5000]:
        policy, how = task.policy, standing(task, act.today)
        lines.append((
            policy.title, policy.document_number, policy.issuer, str(policy.published_on), policy.source_address, task.agency.name,
            str(repost_due(policy, task.agency).day), how.label_zh if how else f"不需转载：{task.not_needed}",
            str(task.item.published_on or "") if task.item else "",
        ))  # fmt: skip
    head = ("政策名称", "文号", "发布机关", "发布日期", "原文网址", "转载单位", "期限", "状态", "转载日期")
    return table_file(act, "上级政策转载情况", head, lines, ending, "reposts")


@officer_view()
@require_POST
def register(request: HttpRequest, act: Act) -> HttpResponse:
    def keep() -> PolicyToRepost:
        return register_policy(
            act=act, title=given.text(request, "title"), issuer=given.text(request, "issuer"),
            document_number=given.text(request, "document_number"), source_address=given.text(request, "source_address"),
            published_on=given.day(request, "published_on", "发布日期"),
            agencies=[given.agency(act, code) for code in request.POST.getlist("agency")],
        )  # fmt: skip

    return given.done(request, keep, "已登记，转载任务已列入各单位待办。", reverse("desk:completeness-reposts"))


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    task = RepostTask.objects.filter(pk=given.key(public), agency_id__in=visible_agency_ids(act)).first()
    if task is None:
        raise NotFound([])
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "begin": ("已起草转载信息，请补充正文后送审。", lambda: begin_repost(act=act, task_id=task.pk)),
        "tie": ("已对应到现有信息。", lambda: tie_repost(
            act=act, task_id=task.pk, item_id=named(given.text(request, "item")))),
        "decline": ("已登记为不需转载。", lambda: decline_repost(
            act=act, task_id=task.pk, reason=given.text(request, "reason"))),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    made = tried(request, calls[verb][1], calls[verb][0])
    return to_item(made.id) if isinstance(made, Item) else HttpResponseRedirect(reverse("desk:completeness-reposts"))
