"""Letters of other systems on the desk: the file, the headings it uses, what earlier files brought."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import agencies_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.engagement.letter_columns import FIELDS, SOURCES
from gongkai.engagement.models import LetterImport
from gongkai.engagement.usecases.import_letters import import_letters, mapping_of


@officer_view(Role.REQUEST_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, act: Act) -> HttpResponse:
    """Upload a file of one source; headings that are not the usual ones are named once and kept."""
    agencies = agencies_written_for(act)
    asked = request.POST if request.method == "POST" else request.GET
    source = asked.get("source", SOURCES[0].name)
    agency = next((one for one in agencies if one.code == asked.get("agency", agencies[0].code)), None)
    if agency is None:
        raise NotFound([Reason("agency", "没有这个单位，或者不能以它的名义导入")])
    mapping = mapping_of(agency, source)
    status = 200
    if request.method == "POST":
        mapping = {field.name: request.POST.get(field.name, "").strip()[:60] for field in FIELDS}
        uploaded = request.FILES.get("file")
        try:
            if uploaded is None:
                raise Refused([Reason("file", "请选择要导入的 XLSX 文件")])
            batch = import_letters(
                act=act,
                agency=agency,
                source=source,
                name=uploaded.name or "",
                content=uploaded.read(),
                mapping=mapping,
            )
        except NotAllowed:
            raise
        except Refused as refused:
            tell_reasons(request, refused)
            status = 422
        else:
            messages.success(request, f"已导入：新登记{batch.new}件，此前已登记{batch.known}件（不重复计算）。")
            return HttpResponseRedirect(f"{reverse('desk:letter-import')}?source={source}&agency={agency.code}")
    return show(
        request, act, "desk/engagement/letter_import.html", status=status, agencies=agencies, agency=agency, source=source,
        sources=SOURCES, fields=FIELDS, mapping=mapping,
        earlier=LetterImport.objects.filter(agency__in=agencies).select_related("agency").order_by("-id")[:20],
    )  # fmt: skip
