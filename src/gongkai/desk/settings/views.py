"""The list of settings, and one setting with its past and a form: the use case decides who may choose and what is accepted."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_administered
from gongkai.agencies.roles import Role
from gongkai.agencies.setting_history import Standing, history_of, standing_of, standings
from gongkai.agencies.settings import LIMIT_SETTINGS, SETTINGS, Setting
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.desk.settings.words import ELSEWHERE, grouped, means, shown

CHOOSERS = (Role.OFFICE_HEAD, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
LONGEST = 20_000


@officer_view(*CHOOSERS)
@require_safe
def settings(request: HttpRequest, act: Act) -> HttpResponse:
    agencies = agencies_administered(act)
    agency = _agency(agencies, request.GET.get("agency", ""))
    found = {one.setting.name: one for one in standings(agency, act.today)}
    groups = [(title, [found[name] for name in names]) for title, names in grouped()]
    return show(
        request, act, "desk/settings/list.html", agency=agency, agencies=agencies, groups=groups, shown=shown, means=means,
        chosen=sum(one.source is not None for one in found.values()), conventions=LIMIT_SETTINGS,
    )  # fmt: skip


@officer_view(*CHOOSERS)
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest, act: Act, name: str) -> HttpResponse:
    """What was typed and refused comes back beside its reasons."""
    agencies = agencies_administered(act)
    asked = request.POST.get("agency", "") if request.method == "POST" else request.GET.get("agency", "")
    agency = _agency(agencies, asked)
    if name not in SETTINGS:
        raise NotFound([Reason("name", f"没有名为“{name[:60]}”的设置")])
    if request.method != "POST":
        return _page(request, act, agency, agencies, standing_of(agency, name, act.today), [])
    try:
        _choose(request, act, agency, SETTINGS[name])
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        standing = standing_of(agency, name, act.today)
        return _page(request, act, agency, agencies, standing, [str(reason) for reason in refused.reasons])
    return HttpResponseRedirect(f"{reverse('desk:setting', args=[name])}?agency={agency.code}")


def _choose(request: HttpRequest, act: Act, agency: Agency, chosen: Setting) -> None:
    if chosen.name in ELSEWHERE:
        raise Refused([Reason("name", f"“{chosen.label_zh}”在“{ELSEWHERE[chosen.name][1]}”中设置")])
    since = given.day(request, "since", "起始日期")
    value = _value(chosen, request.POST.get("value", ""))
    choose_setting(act=act, agency=agency, name=chosen.name, value=value, since=since)
    messages.success(request, f"已设定：{agency.name}的“{chosen.label_zh}”自 {since} 起为“{shown(chosen, value)}”。")
    if since < act.today:
        messages.warning(request, "起始日期早于今天：此前已经算出、已经发出的期限和文书不会自动改动。")


def _page(
    request: HttpRequest, act: Act, agency: Agency, agencies: list[Agency], standing: Standing, wrong: list[str]
) -> HttpResponse:
    value = standing.value
    typed = request.POST.get("value") if wrong else None
    return show(
        request, act, "desk/settings/setting.html", status=422 if wrong else 200, agency=agency, agencies=agencies, standing=standing,
        setting=standing.setting, history=history_of(agency, standing.setting.name), means=means(standing.setting), shown=shown, wrong=wrong,
        is_convention=standing.setting.name in LIMIT_SETTINGS, elsewhere=ELSEWHERE.get(standing.setting.name),
        kind=type(standing.setting.default).__name__, typed=_written(value) if typed is None else typed,
        since=request.POST.get("since", "") if wrong else act.today.isoformat(),
    )  # fmt: skip


def _agency(agencies: list[Agency], code: str) -> Agency:
    """The one asked for; the first of the own area without a wish. NotFound for one that is not administered here."""
    found = next((one for one in agencies if not code or one.code == code), None)
    if found is None:
        raise NotFound([Reason("agency", "没有这个单位，或者不由本单位管理")])
    return found


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, indent=1 if isinstance(value, dict) else None)


def _value(chosen: Setting, text: str) -> Any:
    """What was typed, in the setting's own kind. Raises Refused with what is accepted."""
    text = text.strip()
    wrong = ""
    match chosen.default:
        case bool():
            if text in ("true", "false"):
                return text == "true"
            wrong = "请选择“是”或者“否”"
        case int():
            if text.isascii() and text.isdecimal() and len(text) < 10:
                return int(text)
            wrong = f"应为正整数，例如 {chosen.default}；所填：{text[:40]}"
        case str():
            return text
        case _:
            try:
                return json.loads(text[:LONGEST])
            except ValueError as error:
                place = (
                    f"（第 {error.lineno} 行第 {error.colno} 个字符）"
                    if isinstance(error, json.JSONDecodeError)
                    else ""
                )
                wrong = f"不是 JSON{place}；例如 {_written(chosen.default)}"
            except RecursionError:
                wrong = "括号层数过多"
    raise Refused([Reason("value", f"“{chosen.label_zh}”{wrong}")])
