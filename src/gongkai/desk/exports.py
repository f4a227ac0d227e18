"""The report taken along from the desk: one address per format, as of a day or of a frozen version."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from gongkai.annual_report.document import document_of, from_payload
from gongkai.annual_report.exports.by_format import FORMATS, file_name
from gongkai.annual_report.exports.json import report_json
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view
from gongkai.desk.reports import opened, standing_on


@officer_view()
@require_safe
def export(request: HttpRequest, act: Act, public: str, ending: str) -> HttpResponseBase:
    """``version=N`` gives the frozen version N; else the report as it stands on ``as_of``."""
    annual = opened(act, public)
    number = request.GET.get("version", "")
    if number.isdecimal() and ending in FORMATS:
        version = annual.versions.filter(number=int(number)).first()
        if version is None:
            raise Http404
        document = from_payload(version.document)
    else:
        standing = standing_on(request, act, annual)
        if ending == "json":
            return JsonResponse(
                report_json(standing.report, standing.findings), json_dumps_params={"ensure_ascii": False, "indent": 1}
            )
        document = document_of(standing.report, standing.texts)
    if ending not in FORMATS:
        raise Http404
    chosen = FORMATS[ending]
    return FileResponse(
        BytesIO(chosen.write(document)), content_type=chosen.media_type, as_attachment=ending not in ("html", "pdf"),
        filename=file_name(document, ending),
    )  # fmt: skip
