"""What every letter of an agency prints: how the disclosure office is reached, and the real names in the remedies paragraph."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_administered
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.agencies.usecases.describe import ADMINISTRATORS, CONTACTS, LONGEST, describe_agency
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.notices.make import contacts_of
from gongkai.requests.remedy_names import REMEDY_NAMES, chosen_names, keys_for

HINTS = {
    "same_level_government.office": "部门的答复向本级人民政府申请复议，申请书交给它，如：温县司法局",
    "county_government.office": "乡镇、街道的答复向县级人民政府申请复议，申请书交给它，如：温县司法局",
    "upper_level_government": "本级人民政府的答复向它申请复议，如：焦作市人民政府",
    "upper_authority": "税务等垂直领导的机关的答复向它申请复议，如：国家税务总局焦作市税务局",
    "upper_justice_department": "司法行政部门的答复也可以向它申请复议，如：焦作市司法局",
    "court.basic": "部门、乡镇、街道的答复向它起诉，如：温县人民法院；实行异地管辖的填写指定的法院",
    "court.intermediate": "县级以上人民政府的答复向它起诉，如：焦作市中级人民法院（《行政诉讼法》第十五条）",
    "court_after_reconsideration": "复议后起诉的法院与上面不同的才填写",
    "online_channel": "以互联网方式送达答复书的，应当同时告知（《行政复议法》第二十二条），写明名称和网址",
}


@officer_view(*ADMINISTRATORS)
def places(request: HttpRequest, act: Act) -> HttpResponse:
    """The form for one agency of those this officer administers; names hold from today on, letters already sent stay."""
    agencies = {agency.code: agency for agency in agencies_administered(act)}
    asked = request.POST.get("agency") or request.GET.get("agency") or next(iter(agencies))
    agency = agencies.get(asked)
    if agency is None:
        raise NotFound([Reason("agency", "没有这个单位，或者不由本单位管理")])
    keys = keys_for(agency, act.today)
    if request.method == "POST":
        try:
            _save(act, agency, request.POST, keys)
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            tell_reasons(request, refused)
            return _page(request, act, agency, agencies, keys, request.POST, status=400)
        messages.success(request, f"已保存{agency.name}的文书联系方式和救济机关。")
        return HttpResponseRedirect(f"{reverse('desk:letter-places')}?agency={agency.code}")
    return _page(request, act, agency, agencies, keys, on_file(act, agency))


def on_file(act: Act, agency: Agency) -> dict[str, str]:
    names = chosen_names(agency, act.today)
    names.setdefault("court.basic", names.pop("court", ""))
    contacts = contacts_of(agency)
    own = str((agency.contact or {}).get("disclosure_office", ""))
    return names | {
        "phone": contacts["contact_phone"],
        "address": contacts["contact_address"],
        "disclosure_office": own,
    }


def _save(act: Act, agency: Agency, given: Mapping[str, str], keys: Mapping[str, str]) -> None:
    names = {key: " ".join(given.get(key, "").split()) for key in keys}
    refuse_if(
        Reason(key, f"{keys[key]}有 {len(name)} 个字，最多 {LONGEST} 个字")
        for key, name in names.items()
        if len(name) > LONGEST
    )
    before = chosen_names(agency, act.today)
    kept = {key: name for key, name in before.items() if key not in keys and key != "court"}
    wanted = kept | {key: name for key, name in names.items() if name}
    with transaction.atomic():
        describe_agency(act=act, agency=agency, contact={name: given.get(name, "") for name in CONTACTS})
        if wanted != before:
            choose_setting(act=act, agency=agency, name=REMEDY_NAMES.name, value=wanted, since=act.today)


def _page(
    request: HttpRequest, act: Act, agency: Agency, agencies: Mapping[str, Agency], keys: Mapping[str, str],
    typed: Mapping[str, str], status: int = 200,
) -> HttpResponse:  # fmt: skip
    return show(
        request, act, "desk/notices/places.html", status=status, agency=agency, agencies=agencies.values(), keys=keys, typed=typed,
        contacts=CONTACTS, hints=HINTS, usual=f"{agency.name}政府信息公开工作机构", longest=LONGEST,
    )  # fmt: skip
