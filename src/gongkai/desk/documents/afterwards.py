"""After publication: correct, withdraw, restore, merge, compare two editions; and publication at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import make_aware
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.comparing import compared
from gongkai.catalogue.fields import CORRECTABLE
from gongkai.catalogue.html import lines_of
from gongkai.catalogue.models import Item
from gongkai.catalogue.services import AUDIENCES, SUBJECTS, lines_of_service
from gongkai.catalogue.usecases.correct_item import correct_item, draft_correction
from gongkai.catalogue.usecases.merge_item import merge_item
from gongkai.catalogue.usecases.restore_item import restore_item
from gongkai.catalogue.usecases.schedule_item import cancel_schedule, schedule_item
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.desk.documents import forms
from gongkai.desk.documents.frame import by_field, is_written_by, key_in, opened, require_own, to_item, tried
from gongkai.desk.documents.previews import shown_body
from gongkai.desk.documents.subjects import LABELS
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.editions.models import Edition
from gongkai.numbering.keys import key_of


@officer_view(Role.DRAFTER)
def correction(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The same form with what is public now; only what differs becomes the correction."""
    item = opened(act, public)
    require_own(act, item)
    given, problems = forms.as_typed(item), {}
    if request.method == "POST":
        given |= forms.typed(request.POST)
        try:
            changed = _changed(item, given)
            draft_correction(act=act, item_id=item.id, note=request.POST.get("note", ""), **changed)
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            tell_reasons(request, refused)
            problems = by_field(refused.reasons)
        else:
            return to_item(item.id)
    return show(
        request, act, "desk/documents/correct.html", item=item, given=given, problems=problems, required=item.rules.required,
        editor_body=shown_body(given["body_html"]), audiences=AUDIENCES, subjects=SUBJECTS, note=request.POST.get("note", ""),
    )  # fmt: skip


def _changed(item: Item, given: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = dict(forms.fields_from(given))
    return {name: value for name, value in fields.items() if name in CORRECTABLE and value != getattr(item, name)}


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    item = opened(act, public)
    require_own(act, item)
    given = request.POST
    reason = given.get("reason", "")
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "correct": ("更正已发布。", lambda: correct_item(act=act, correction_id=key_in(given.get("correction", "")))),
        "withdraw": ("已撤稿。", lambda: withdraw_item(act=act, item_id=item.id, kind=given.get("kind", ""), reason=reason)),
        "restore": ("已恢复发布。", lambda: restore_item(act=act, item_id=item.id, reason=reason)),
        "merge": ("已合并，原网址转到保留的信息。", lambda: merge_item(
            act=act, item_id=item.id, into_id=named(given.get("into", "")))),
        "schedule": ("已定时。", lambda: schedule_item(act=act, item_id=item.id, publish_at=_moment(given.get("publish_at", "")))),
        "unschedule": ("已取消定时。", lambda: cancel_schedule(act=act, item_id=item.id)),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    text, call = calls[verb]
    tried(request, call, text)
    return to_item(item.id)


@officer_view()
@require_safe
def editions(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Any two editions side by side, field by field."""
    item = opened(act, public)
    rows = list(Edition.objects.filter(publication_id=item.publication_id).order_by("number"))
    if not rows:
        raise Http404
    by_number = {row.number: row for row in rows}
    new = by_number.get(_number(request, "new"), rows[-1])
    old = by_number.get(_number(request, "old"), by_number.get(new.number - 1, rows[0]))
    fields = {**LABELS, "title": "标题", "attachments": "附件", "document": "文件效力"}
    pairs = [(label, compared(_words(old, name), _words(new, name))) for name, label in fields.items()]
    return show(
        request, act, "desk/documents/editions.html", item=item, rows=rows, old=old, new=new, own=is_written_by(act, item),
        changes=[(label, changes) for label, changes in pairs if any(change.how != "same" for change in changes)],
    )  # fmt: skip


def _words(edition: Edition, name: str) -> list[str]:
    value = edition.payload.get(name)
    if name == "body_html":
        return lines_of(value or "")
    if name == "attachments":
        return [f"{row['label']}（{row['size']} 字节，{row['sha256'][:12]}）" for row in value or []]
    if name == "service":
        return lines_of_service(value or {})
    if isinstance(value, dict):
        return [f"{key}：{one}" for key, one in value.items() if one]
    if isinstance(value, list):
        return ["、".join(map(str, value))] if value else []
    return [str(value)] if value else []


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def named(text: str) -> int:
    """An item named by its public address, its desk address or its index number."""
    text = text.strip()
    for part in text.replace(".html", "").split("/"):
        try:
            key = key_of(part)
        except ValueError:
            continue
        found = Item.objects.filter(publication_id=key).first() or Item.objects.filter(pk=key).first()
        if found is not None:
            return found.id
    by_index = Item.objects.filter(index_number=text).exclude(index_number="").first()
    return by_index.id if by_index else 0


def _moment(text: str) -> datetime:
    try:
        return make_aware(datetime.fromisoformat(text.strip()))
    except ValueError:
        raise Refused([Reason("publish_at", f"“{text[:20]}”不是时间，请按 2022-06-30T09:00 的格式填写")]) from None
