"""Which targets there are, a new one, and what a target calls fields and columns."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for, agency_written_for
from gongkai.agencies.roles import Role
from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Column
from gongkai.desk.documents.frame import key_in
from gongkai.desk.entry import officer_view, show
from gongkai.desk.given import again
from gongkai.numbering.keys import public_id
from gongkai.outbox.models import Delivery
from gongkai.targets.contents import FIELDS, usual_fields
from gongkai.targets.models import Target
from gongkai.targets.selectors import target_for, targets_for
from gongkai.targets.usecases.set_up import add_target, change_target

SPARE = 4


@officer_view()
@require_safe
def targets(request: HttpRequest, act: Act) -> HttpResponse:
    """The own portal first: on or off by the settings, and whether pages wait to be written."""
    top = Agency.objects.order_by("path").first()
    portal = {
        "on": bool(setting_of(top, "portal.own", act.today)) if top else True,
        "external": str(setting_of(top, "portal.external", act.today)) if top else "",
        "waiting": Delivery.objects.filter(consumer="pages", due_at__isnull=False).count(),
    }  # fmt: skip
    return show(
        request, act, "desk/targets/targets.html", targets=targets_for(act), portal=portal, kinds=Target.Kind,
        agencies=agencies_written_for(act) if Role.SYSTEM_ADMIN in act.roles else (),
    )  # fmt: skip


@officer_view(Role.SYSTEM_ADMIN)
@require_POST
def add(request: HttpRequest, act: Act) -> HttpResponse:
    agency = agency_written_for(act, request.POST.get("agency", ""))
    try:
        made = add_target(
            act=act, agency=agency, code=request.POST.get("code", "").strip(), kind=request.POST.get("kind", ""),
            name=request.POST.get("name", ""), site=request.POST.get("site", ""),
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return again(request, refused, reverse("desk:targets"))
    messages.success(request, "已建立发布目标；请写明对应关系。")
    return HttpResponseRedirect(reverse("desk:target-change", args=[public_id(made.pk)]))


@officer_view(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The mapping as a form: headings in order, names of columns there."""
    found = target_for(act, key_in(public))
    columns = list(Column.objects.filter(closed_on__isnull=True).order_by("code"))
    if request.method == "POST":
        said = request.POST
        pairs = zip(said.getlist("heading"), said.getlist("field"), strict=False)
        try:
            change_target(
                act=act, target_id=found.pk, name=said.get("name", ""), site=said.get("site", ""), is_active="is_active" in said,
                format=said.get("format", ""), only=said.getlist("only"),
                fields=[(" ".join(heading.split()), name) for heading, name in pairs if heading.strip() or name],
                columns={column.code: said.get(f"column-{column.code}", "") for column in columns},
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            return again(request, refused, reverse("desk:target-change", args=[public]))
        messages.success(request, "已保存；因对应关系没有送达的会重新报送。")
        if found.kind == Target.Kind.TABLE and "id" not in said.getlist("field"):
            messages.warning(request, "对应关系中没有“编号”：对方的回执按编号登记，没有编号就只能逐条登记网址。")
        return HttpResponseRedirect(reverse("desk:target", args=[public]))
    lines = [*(found.fields or usual_fields()), *[["", ""]] * SPARE]
    return show(
        request,
        act,
        "desk/targets/change.html",
        target=found,
        columns=columns,
        lines=lines,
        fields=FIELDS,
        formats=Target.Format,
    )
