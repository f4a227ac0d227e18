"""审核路径: which path each kind takes at an agency, and which unit reviews for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_administered
from gongkai.agencies.roles import Role
from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import Act
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.reviewing import choose_paths, setting_of_own
from gongkai.desk.documents.frame import tried
from gongkai.desk.entry import officer_view, show
from gongkai.review.lending import PATHS_CHOSEN
from gongkai.review.paths import CHOOSABLE


@officer_view(Role.OFFICE_HEAD, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
def paths(request: HttpRequest, act: Act) -> HttpResponse:
    """From today on; a sheet that is under way keeps its stages. The county's office chooses for a unit of its area that is short of people."""
    agencies = {agency.code: agency for agency in agencies_administered(act)}
    asked = request.POST.get("agency") or request.GET.get("agency") or act.agency_code
    agency = agencies.get(asked)
    if agency is None:
        raise NotFound([Reason("agency", "没有这个单位，或者不是本单位")])
    if request.method == "POST":
        given = {key: request.POST.get(f"path-{key}", kind.path) for key, kind in KINDS.items()}
        tried(request, lambda: choose_paths(
            act=act, agency=agency, paths=given, reviewed_by=request.POST.get("reviewed_by", "").strip(), since=act.today,
        ), "审核路径已保存，自今天起送审的按新路径办理。")  # fmt: skip
        return HttpResponseRedirect(f"{reverse('desk:review-paths')}?agency={agency.code}")
    return show(
        request, act, "desk/documents/paths.html", agency=agency, agencies=agencies.values(), kinds=KINDS, choices=CHOOSABLE,
        chosen=setting_of(agency, PATHS_CHOSEN, act.today), reviewed_by=setting_of_own(agency, act.today),
        others=Agency.objects.exclude(pk=agency.pk).order_by("path"),
    )  # fmt: skip
