"""The board: the four lists, colours by remaining working days, filters."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.asked import KEY, words_of, words_posted
from gongkai.desk.entry import show, signed_in
from gongkai.law.applicants import Channel
from gongkai.requests.board import LISTS, WARNINGS, Filter, board, counts
from gongkai.requests.models import InformationRequest
from gongkai.requests.working import WORKERS, officers_of

_KEPT = ("list", "agency", "unit", "mine", "channel", KEY, "due", "within")


@officer_view()
@words_posted("number")
def listed(request: HttpRequest, act: Act) -> HttpResponse:
    agencies = list(Agency.objects.filter(pk__in=visible_agency_ids(act)).order_by("path"))
    wish = wish_of(request, act, agencies)
    page = board(act, wish, request.GET.get("after", ""))
    kept = {name: value for name in _KEPT if (value := request.GET.get(name, "").strip())}
    units = InformationRequest.objects.filter(agency_id__in=[one.pk for one in agencies]).exclude(handling_unit="")
    return show(
        request, act, "desk/requests/board.html", page=page, wish=wish, lists=LISTS, warnings=WARNINGS, agencies=agencies,
        counts=counts(act, Filter(agency_id=wish.agency_id, unit=wish.unit, mine=wish.mine, channel=wish.channel)),
        channels=Channel, units=list(units.order_by("handling_unit").values_list("handling_unit", flat=True).distinct()[:100]),
        kept=kept, address=lambda **changes: _address(kept, changes), may_register=Role.REQUEST_OFFICER in act.roles,
        colleagues=officers_of(act) if act.roles & set(WORKERS) else [], is_head=Role.OFFICE_HEAD in act.roles,
        following=_address(kept, {"after": page.after}) if page.after else "",
    )  # fmt: skip


def wish_of(request: HttpRequest, act: Act, agencies: list[Agency]) -> Filter:
    """Everything wrong in an address means the usual."""
    code, day = request.GET.get("agency", ""), request.GET.get("due", "")
    listed = request.GET.get("list", "running")
    within = request.GET.get("within", "")
    return Filter(
        listed=listed if listed in LISTS else "running",
        agency_id=next((one.pk for one in agencies if one.code == code), None),
        unit=request.GET.get("unit", "").strip()[:80],
        mine=signed_in(request).pk if request.GET.get("mine") else None,
        channel=request.GET.get("channel", "") if request.GET.get("channel") in Channel.__members__ else "",
        number=words_of(request).upper()[:60],
        due=_day(day),
        within=-1 if within == "-1" else int(within) if within in map(str, WARNINGS) else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _address(kept: dict[str, str], changes: dict[str, object]) -> str:
    """The address of the board with changes; leaving a value empty takes the filter away."""
    asked = {name: str(value) for name, value in {**kept, **changes}.items() if value not in ("", None)}
    return "?" + urlencode(asked)
