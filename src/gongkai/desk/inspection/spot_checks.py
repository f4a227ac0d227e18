"""Spot checks: draw a sample, record what was found at each account, publish the result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.desk.inspection.board import government_of
from gongkai.inspection.selectors import checks_of, spot_check_for, spot_checks_for
from gongkai.inspection.usecases.spot_check import ITEMS, draw_sample, publish_result, record_check
from gongkai.newmedia.selectors import accounts_for
from gongkai.numbering.keys import key_of, public_id


@officer_view()
@require_safe
def checks(request: HttpRequest, act: Act) -> HttpResponse:
    return show(
        request, act, "desk/inspection/spot_checks.html", checks=list(spot_checks_for(act)[:40]),
        quarter=(act.today.month + 2) // 3, may=Role.SUPERVISOR in act.roles,
    )  # fmt: skip


@officer_view(Role.SUPERVISOR)
@require_POST
def draw(request: HttpRequest, act: Act) -> HttpResponse:
    return given.done(
        request,
        lambda: draw_sample(
            act=act, agency=government_of(act), year=given.whole(request, "year", "年度"),
            quarter=given.whole(request, "quarter", "季度"), seed=given.text(request, "seed"),
            share=given.whole(request, "share", "抽查比例"),
        ),
        "已抽样，样本和种子随结果公布。", reverse("desk:spot-checks"),
    )  # fmt: skip


@officer_view()
@require_safe
def check(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The sample account by account: what was found, and a form for those not looked at yet."""
    spot = spot_check_for(act, given.key(public))
    accounts = {public_id(one.pk): one for one in accounts_for(act).filter(pk__in=[key_of(one) for one in spot.sample])}
    found = {public_id(one.account_id): one for one in checks_of(spot)}
    return show(
        request, act, "desk/inspection/spot_check.html", spot=spot, accounts=accounts, found=found, items=ITEMS,
        may=Role.SUPERVISOR in act.roles,
    )  # fmt: skip


@officer_view()
@require_POST
def record(request: HttpRequest, act: Act, public: str, account: str) -> HttpResponse:
    spot = spot_check_for(act, given.key(public))
    account_id = given.key(account)
    return given.done(
        request,
        lambda: record_check(
            act=act, account_id=account_id, answers=answers_in(request), note=given.text(request, "note"), spot_check_id=spot.pk
        ),
        "已记录检查情况。", reverse("desk:spot-check", args=[public]),
    )  # fmt: skip


@officer_view()
@require_POST
def publish(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    spot = spot_check_for(act, given.key(public))
    return given.done(
        request, lambda: publish_result(act=act, spot_check_id=spot.pk), "抽查结果已在门户公布。",
        reverse("desk:spot-check", args=[public]),
    )  # fmt: skip


def answers_in(request: HttpRequest) -> dict[str, bool]:
    return {name: request.POST[name] == "yes" for name in ITEMS if request.POST.get(name) in ("yes", "no")}
