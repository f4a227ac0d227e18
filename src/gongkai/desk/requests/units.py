"""Units without accounts whose requests the competent authority registers and answers (代办单位): who they are, begin, end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.agencies.answering import answerer_of, has_counter
from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tree import area_ids
from gongkai.agencies.usecases.entrust import entrust_requests
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show, signed_in, tell_reasons


@officer_view(Role.OFFICE_HEAD, Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest, act: Act) -> HttpResponse:
    """The units of the authority's area; posted, ``unit`` is entrusted or given back."""
    authority = signed_in(request).agency
    if request.method != "POST":
        return _page(request, act, authority)
    unit = next((one for one in _area(authority) if one.code == request.POST.get("unit")), None)
    if unit is None:
        raise NotFound([Reason("unit", "请从列表中选择单位")])
    is_entrusted = request.POST.get("go") == "begin"
    try:
        entrust_requests(act=act, unit=unit, is_entrusted=is_entrusted)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(
            request, f"{unit.name}的申请{'自今天起由本单位代为登记、答复' if is_entrusted else '不再由本单位代办'}。"
        )
    return HttpResponseRedirect(reverse("desk:requests-units"))


def _area(authority: Agency) -> list[Agency]:
    if authority.supervises is None:
        return []
    beside = (authority.pk, authority.supervises.pk)
    return list(Agency.objects.filter(pk__in=area_ids(authority.supervises)).exclude(pk__in=beside).order_by("path"))


def _page(request: HttpRequest, act: Act, authority: Agency) -> HttpResponse:
    rows = [(unit, has_counter(unit), answerer_of(unit, act.today)) for unit in _area(authority)]
    return show(request, act, "desk/requests/units.html", rows=rows, authority=authority)
