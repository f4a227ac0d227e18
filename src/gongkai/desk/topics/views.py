"""The list of topics, and one topic: everything about it on one page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.audit.acts import Act
from gongkai.catalogue.columns import TOPICS
from gongkai.catalogue.kinds import TOPIC
from gongkai.catalogue.models import Item
from gongkai.desk import given
from gongkai.desk.documents.afterwards import named
from gongkai.desk.documents.forms import day_of
from gongkai.desk.documents.frame import is_written_by, opened, require_own, tried
from gongkai.desk.entry import officer_view, show
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.numbering.keys import public_id
from gongkai.topics.models import Topic
from gongkai.topics.selectors import counts_of, topic_items
from gongkai.topics.usecases.arrange import add_section, drop_section, gather, plan_closing, take_off
from gongkai.topics.usecases.close_topic import close_topic, reopen_topic
from gongkai.topics.usecases.release_gathered import release_gathered

ROWS = 50


@officer_view()
@require_safe
def topics(request: HttpRequest, act: Act) -> HttpResponse:
    start = int(text) if (text := request.GET.get("from", "")).isdecimal() and len(text) < 6 else 0
    found = list(topic_items(act)[start : start + ROWS + 1])
    kept = {one.item_id: one for one in Topic.objects.filter(item__in=found)}
    counts = counts_of(found)
    rows = [(item, kept.get(item.id), *counts.get(item.id, (0, 0))) for item in found[:ROWS]]
    return show(
        request, act, "desk/topics/list.html", rows=rows, start=start, kind=TOPIC, column=TOPICS,
        following=start + ROWS if len(found) > ROWS else None,
    )  # fmt: skip


@officer_view()
@require_safe
def topic(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Sections with what is gathered; what waits says who added it, so that another may release it."""
    item = _opened(act, public)
    kept = Topic.objects.filter(item=item).first()
    entries = (
        list(
            kept.entries.select_related("publication__agency", "added_by").order_by("-publication__first_published_at")
        )
        if kept
        else []
    )
    sections = list(kept.sections.select_related("added_by").order_by("place")) if kept else []
    me = int(act.actor_id)
    waiting = [one for one in (*sections, *entries) if one.released_at is None]
    return show(
        request, act, "desk/topics/topic.html", item=item, topic=kept, own=is_written_by(act, item),
        sections=[(one, [entry for entry in entries if entry.section_id == one.id]) for one in sections],
        waiting=len(waiting), mine=sum(one.added_by_id == me for one in waiting), content_address=content_address,
    )  # fmt: skip


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    item = _opened(act, public)
    require_own(act, item)
    post = request.POST
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "section": ("已增加专题栏目，待其他发布员放行。", lambda: add_section(act=act, item_id=item.id, name=post.get("name", ""))),
        "drop": ("专题栏目已删除。", lambda: drop_section(act=act, item_id=item.id, section_id=_key(post.get("section", "")))),
        "gather": ("已收入，待其他发布员放行。", lambda: gather(
            act=act, item_id=item.id, section_id=_key(post.get("section", "")), publication=_publication(post.get("named", "")))),
        "take-off": ("已移出专题。", lambda: take_off(act=act, item_id=item.id, entry_id=_key(post.get("entry", "")))),
        "release": ("已放行，专题页面随即更新。", lambda: release_gathered(act=act, item_id=item.id)),
        "plan": ("计划归档日期已保存。", lambda: plan_closing(
            act=act, item_id=item.id, closes_on=day_of("closes_on", "计划归档日期", post.get("closes_on", "")))),
        "close": ("专题已归档，页面保留并注明。", lambda: close_topic(act=act, item_id=item.id)),
        "reopen": ("专题已重新开放。", lambda: reopen_topic(act=act, item_id=item.id)),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    text, call = calls[verb]
    tried(request, call, text)
    return HttpResponseRedirect(reverse("desk:topic", args=[public_id(item.id)]))


def _opened(act: Act, public: str) -> Item:
    item = opened(act, public)
    if item.kind != TOPIC:
        raise NotFound([Reason("item", "这条信息不是专题")])
    return item


def _key(text: str) -> int:
    refuse_if([] if text else [Reason("section", "请先选择专题栏目")])
    return given.key(text)


def _publication(text: str) -> Publication | None:
    """What is public under an address, a desk address or an index number, of whatever unit."""
    item = Item.objects.filter(pk=named(text)).select_related("publication").first()
    return item.publication if item else None
