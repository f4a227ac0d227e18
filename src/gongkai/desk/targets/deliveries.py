"""How things stand at a target: entries by state, retry, fill, tables made and packages to take, addresses there."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.documents.frame import key_in, tried
from gongkai.desk.entry import officer_view, show
from gongkai.numbering.keys import public_id
from gongkai.targets.adapters import CannotDeliver, package, table
from gongkai.targets.contents import NotMapped
from gongkai.targets.models import Target, TargetEntry
from gongkai.targets.selectors import entry_for, target_for
from gongkai.targets.usecases.deliver import make_table, note_address, retry, take_receipts
from gongkai.targets.usecases.set_up import fill_target

PAGE, RECENT = 50, 20
WORKERS = (Role.PUBLISHER, Role.SYSTEM_ADMIN)


@officer_view()
@require_safe
def target(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Entries of one state, the latest change first; ``before`` is the key of the last one of the page before."""
    found = target_for(act, key_in(public))
    state = request.GET.get("state", "")
    rows = found.entries.filter(state=state) if state in TargetEntry.State.values else found.entries.all()
    before = request.GET.get("before", "")
    if before:
        rows = rows.filter(pk__lt=key_in(before))
    page = list(rows.select_related("publication__agency").order_by("-id")[: PAGE + 1])
    return show(
        request, act, "desk/targets/target.html", target=found, rows=page[:PAGE], state=state, is_first=not before,
        before=public_id(page[PAGE - 1].pk) if len(page) > PAGE else "",
        states=[(key, label, getattr(found, f"n_{key.lower()}")) for key, label in TargetEntry.State.choices],
        files=found.files.order_by("-id")[:RECENT], is_table=found.kind == Target.Kind.TABLE,
        may_work=Role.PUBLISHER in act.roles, may_change=Role.SYSTEM_ADMIN in act.roles,
        place=str(package.folder(found)) if Role.SYSTEM_ADMIN in act.roles else "",
    )  # fmt: skip


@officer_view(*WORKERS)
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """``retry`` one or all that failed, ``fill`` with what is public, ``table`` of what waits, ``receipts`` with addresses."""
    found = target_for(act, key_in(public))
    given = request.FILES.get("file")
    entry = key_in(request.POST["entry"]) if request.POST.get("entry") else None
    calls = {
        "retry": ("已重新报送。", lambda: retry(act=act, target_id=found.pk, entry_id=entry)),
        "fill": ("已把现有公开信息列入报送。", lambda: fill_target(act=act, target_id=found.pk) + 1),
        "table": ("已生成表格。", lambda: make_table(act=act, target_id=found.pk)),
        "receipts": ("已登记对方网址。", lambda: take_receipts(act=act, target_id=found.pk, content=given.read() if given else b"")),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    text, call = calls[verb]
    tried(request, call, text)
    return HttpResponseRedirect(reverse("desk:target", args=[public]))


@officer_view(Role.PUBLISHER)
@require_POST
def note(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = entry_for(act, key_in(public))
    address = request.POST.get("address", "")
    tried(request, lambda: note_address(act=act, entry_id=found.pk, address=address), "已登记对方网址。")
    return HttpResponseRedirect(reverse("desk:target", args=[public_id(found.target_id)]))


@officer_view(*WORKERS)
@require_safe
def take_file(request: HttpRequest, act: Act, public: str, file: str) -> FileResponse:
    """A table as it was made."""
    found = target_for(act, key_in(public))
    made = found.files.filter(pk=key_in(file), removed_at__isnull=True).select_related("target").first()
    if made is None or not table.place_of(made).is_file():
        raise NotFound([Reason("file", "没有这个表格，或者其中有内容已彻底清除，表格已随之删除")])
    return FileResponse(table.place_of(made).open("rb"), as_attachment=True, filename=made.name)


@officer_view(*WORKERS)
@require_safe
def take_package(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """One package as a ZIP, made anew from what is public now."""
    found = entry_for(act, key_in(public))
    out = io.BytesIO()
    name = package.name_of(found, found.publication)
    try:
        with ZipFile(out, "w", ZIP_DEFLATED) as packed:
            for part, content in package.contents(found.target, found, found.publication):
                packed.writestr(f"{name}/{part}", content)
    except (NotMapped, CannotDeliver) as error:
        raise NotFound([Reason("entry", str(error))]) from error
    answer = HttpResponse(out.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return answer
