"""Write a document: choose its kind, fill in the form, keep what is typed, learn in time that somebody else saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import agencies_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.body_pictures import part, places_in
from gongkai.catalogue.comparing import compared
from gongkai.catalogue.content import attachments_of
from gongkai.catalogue.fields import ItemFields
from gongkai.catalogue.html import lines_of
from gongkai.catalogue.kinds import FIELD_LABELS, KINDS
from gongkai.catalogue.models import Autosave, Column, Disclosure, Item
from gongkai.catalogue.services import AUDIENCES, SUBJECTS
from gongkai.catalogue.usecases.determine_attribute import check_attribute, propose_attribute
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.catalogue.usecases.edit_item import edit_item
from gongkai.catalogue.usecases.keep_typed import forget_typed, keep_typed
from gongkai.catalogue.usecases.reclassify_item import asked_anew, reclassify_item
from gongkai.desk.documents import forms
from gongkai.desk.documents.frame import by_field, opened, require_own, to_item, tried
from gongkai.desk.documents.pictures import save_with_pictures
from gongkai.desk.documents.previews import shown_body
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.law.exemptions import EXEMPTION_GROUNDS

EDITING_NOW = timedelta(minutes=10)


@officer_view(Role.DRAFTER)
def new(request: HttpRequest, act: Act) -> HttpResponse:
    """Kind, column and title are enough to begin; everything else may follow."""
    problems: dict[str, list[str]] = {}
    given = request.POST if request.method == "POST" else request.GET
    if request.method == "POST":
        agencies = {agency.code: agency for agency in agencies_written_for(act)}
        chosen = agencies.get(given.get("agency", ""))
        try:
            if chosen is None:
                raise NotFound([Reason("agency", "请选择发布单位")])
            made = draft_item(
                act=act, kind=given.get("kind", ""), column=given.get("column", ""), agency_id=chosen.id,
                title=given.get("title", ""),
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            problems = by_field(refused.reasons)
        else:
            return _to_form(made)
    return show(
        request, act, "desk/documents/new.html", kinds=KINDS, columns=_columns(act), agencies=agencies_written_for(act),
        given=given, problems=problems, labels=FIELD_LABELS,
    )  # fmt: skip


def _to_form(item: Item) -> HttpResponse:
    answer = to_item(item.id)
    answer["Location"] += "edit/"
    return answer


def _columns(act: Act) -> list[Column]:
    rows = Column.objects.filter(closed_on__isnull=True).order_by("place")
    own = [agency.id for agency in agencies_written_for(act)]
    return [row for row in rows if row.agency_id is None or row.agency_id in own]


@officer_view(Role.DRAFTER)
def edit(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The form. What is refused is shown again as it was typed; a save by somebody else in between is shown beside it."""
    item = opened(act, public)
    require_own(act, item)
    if request.method != "POST":
        return _form(request, act, item, *_begin(request, act, item))
    given = forms.typed(request.POST)
    if "forget" in request.POST:
        forget_typed(act=act, item_id=item.id)
        return _to_form(item)
    try:
        saved = _save(request, act, item, _version(request), given)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        changed = any(reason.field == "version" for reason in refused.reasons)
        return _form(request, act, item, given, by_field(refused.reasons), conflict=changed)
    messages.success(request, f"已保存（第 {saved.version} 版）。")
    return to_item(saved.id) if "close" in request.POST else _to_form(saved)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _save(request: HttpRequest, act: Act, item: Item, version: int, given: Mapping[str, str]) -> Item:
    """Fields, the pictures the text carries and the proposed attribute together, or nothing."""
    fields, terms, attribute = forms.fields_from(given), forms.terms_of(given), forms.attribute_of(given)

    def save(version: int, body_html: str) -> Item:
        with transaction.atomic():
            whole: ItemFields = {**fields, "body_html": body_html} if "body_html" in fields else fields
            saved = edit_item(act=act, item_id=item.id, version=version, terms=terms, **whole)
            old = Attribute(saved.attribute, saved.ground, saved.ground_kind, saved.attribute_reason)
            if attribute.value and attribute != old:
                saved = propose_attribute(act=act, item_id=item.id, attribute=attribute)
        return saved

    return save_with_pictures(request, act, item, version, part(fields.get("body_html", "")), save)


def _begin(request: HttpRequest, act: Act, item: Item) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Start from what is saved, or from the officer's own unsaved typing when that is newer."""
    given = forms.as_typed(item)
    kept = Autosave.objects.filter(item=item, officer_id=int(act.actor_id), version=item.version).first()
    if kept is not None and kept.saved_at >= item.changed_at:
        messages.warning(request, f"已恢复您 {kept.saved_at.astimezone():%m-%d %H:%M} 自动保存、尚未提交的内容。")
        given |= kept.typed
    return given, {}


def _form(
    request: HttpRequest, act: Act, item: Item, given: Mapping[str, str], problems: Mapping[str, list[str]],
    *, conflict: bool = False,
) -> HttpResponse:  # fmt: skip
    if not item.is_editable:
        raise NotAllowed([Reason("state", f"信息当前为“{item.standing_zh}”，不能修改")])
    others = item.autosaves.exclude(officer_id=int(act.actor_id)).filter(saved_at__gt=act.now - EDITING_NOW)
    return show(
        request, act, "desk/documents/edit.html", item=item, given=given, problems=problems, files=attachments_of(item),
        editor_body=shown_body(given.get("body_html", "")), others=list(others.select_related("officer")),
        conflict=compared(lines_of(given.get("body_html", "")), lines_of(item.body_html)) if conflict else None,
        disclosure=Disclosure, grounds=EXEMPTION_GROUNDS, required=item.rules.required, places=places_in(item.body_html), marks=_marks(item), audiences=AUDIENCES, subjects=SUBJECTS,
        status=409 if conflict else 200,
    )  # fmt: skip


def _marks(item: Item) -> list[object]:
    """Proof-reading marks of the round that came back."""
    return list(item.sheet.marks.order_by("at")) if item.sheet is not None else []


@officer_view(Role.DRAFTER)
def reclassify(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Another kind or column for a draft; what the new kind asks for is told at once."""
    item = opened(act, public)
    require_own(act, item)
    given = {"kind": item.kind, "column": item.column_id} | request.POST.dict()
    problems: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            changed = reclassify_item(
                act=act, item_id=item.id, version=_version(request), kind=given["kind"], column=given["column"]
            )
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            tell_reasons(request, refused)
            problems = by_field(refused.reasons)
        else:
            messages.success(request, f"已改为{changed.rules.label_zh}，栏目“{changed.column.name}”。")
            for text in asked_anew(changed):
                messages.warning(request, text)
            return _to_form(changed)
    return show(
        request, act, "desk/documents/reclassify.html", item=item, kinds=KINDS, columns=_columns(act), given=given, problems=problems,
        labels=FIELD_LABELS,
    )  # fmt: skip


@officer_view(Role.DRAFTER)
@require_POST
def autosave(request: HttpRequest, act: Act, public: str) -> JsonResponse:
    """Told to the page's script: saved when, and whether somebody has saved a newer version meanwhile."""
    item = opened(act, public)
    require_own(act, item)
    given = forms.typed(request.POST)
    try:
        kept = keep_typed(act=act, item_id=item.id, version=_version(request), typed=given)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return JsonResponse({"problem": str(refused)}, status=409)
    problem = "" if kept.version == item.version else "他人已保存新的版本，请先复制您的改动再重新打开"
    return JsonResponse({"at": f"{kept.saved_at.astimezone():%H:%M:%S}", "problem": problem})


@officer_view(Role.OFFICE_HEAD)
@require_POST
def attribute(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The disclosure office confirms the proposed attribute, or puts its own in its place."""
    item = opened(act, public)
    require_own(act, item)
    own = forms.attribute_of(forms.typed(request.POST)) if "change" in request.POST else None
    tried(request, lambda: check_attribute(act=act, item_id=item.id, attribute=own), "公开属性已核定。")
    return to_item(item.id)
