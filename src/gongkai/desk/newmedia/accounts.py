"""The register of accounts: apply, and one account with its history and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for, ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.desk.inspection.spot_checks import answers_in
from gongkai.inspection.usecases.spot_check import ITEMS, record_check
from gongkai.law.masks import mask_phone
from gongkai.newmedia.account_states import TRANSITIONS, AccountState
from gongkai.newmedia.models import AccountRole, NewMediaAccount, Platform, Post
from gongkai.newmedia.selectors import account_for, accounts_for, history_of, last_post_days
from gongkai.newmedia.usecases.apply_account import People, apply_for_account, approve_account
from gongkai.newmedia.usecases.import_posts import import_posts
from gongkai.newmedia.usecases.release_post import bind_wechat
from gongkai.newmedia.usecases.run_account import (
    cancel_account,
    close_account,
    file_account,
    rectify_account,
    run_account,
    suspend_account,
)
from gongkai.numbering.keys import public_id

SHOWN, PROBLEMS = 300, 30


@officer_view()
@require_safe
def register(request: HttpRequest, act: Act) -> HttpResponse:
    rows = list(accounts_for(act).order_by("agency__path", "platform", "id")[:SHOWN])
    return show(
        request, act, "desk/newmedia/register.html", accounts=rows, last=last_post_days(act), platforms=Platform,
        roles=AccountRole, own=agencies_written_for(act), states=AccountState,
        may_apply=bool(act.roles & {Role.DRAFTER, Role.OFFICE_HEAD}),
    )  # fmt: skip


@officer_view()
@require_POST
def apply(request: HttpRequest, act: Act) -> HttpResponse:
    """An application; a second account on a platform is warned of."""
    place = given.agency(act, given.text(request, "agency"))
    people = People(
        *(given.text(request, name) for name in ("person", "person_phone", "administrator", "administrator_phone"))
    )
    try:
        made = apply_for_account(
            act=act, agency=place, supervising_agency=_authority(place), platform=given.text(request, "platform"),
            name=given.text(request, "name"), identifier=given.text(request, "identifier"),
            account_role=given.text(request, "account_role"), main_function=given.text(request, "main_function"),
            people=people, operator=given.text(request, "operator"), certified=request.POST.get("certified") == "yes",
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return given.again(request, refused, reverse("desk:accounts"))
    for warning in made.warnings:
        messages.warning(request, str(warning))
    messages.success(request, "申请已提交，等待主管部门审批。")
    return HttpResponseRedirect(reverse("desk:account", args=[public_id(made.account.pk)]))


def _authority(place: Agency) -> Agency:
    """主管单位: the government above, or the agency itself at the top."""
    return place if place.is_government or place.parent is None else place.parent


@officer_view()
@require_safe
def account(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    row = account_for(act, given.key(public))
    posts = Post.objects.current().filter(account=row).order_by("-published_at", "-id")
    is_own = row.agency_id in ids_written_for(act)
    return show(
        request, act, "desk/newmedia/account.html", account=row, history=list(history_of(row)), posts=list(posts[:20]),
        post_count=posts.count(), phones=(mask_phone(row.person_in_charge_phone), mask_phone(row.administrator_phone)),
        offered=[one for one in TRANSITIONS if row.state in one.before and _may(act, row, one.act)], items=ITEMS,
        may_import=is_own and row.opened_on is not None and bool(act.roles & {Role.DRAFTER, Role.PUBLISHER}),
        may_file=is_own and Role.OFFICE_HEAD in act.roles and row.state not in ("CLOSED", "CANCELLED"),
        may_bind=is_own and row.platform == Platform.WECHAT and bool(act.roles & {Role.OFFICE_HEAD, Role.SYSTEM_ADMIN}),
        binding=getattr(row, "binding", None), checks=list(row.checks.order_by("-checked_on", "-id")[:5]),
        is_supervisor=Role.SUPERVISOR in act.roles, states=AccountState,
    )  # fmt: skip


def _may(act: Act, row: NewMediaAccount, doing: str) -> bool:
    if doing in ("approve", "rectify"):
        return Role.SUPERVISOR in act.roles and not (doing == "approve" and row.applied_by == act.actor_id)
    return row.agency_id in ids_written_for(act) and Role.OFFICE_HEAD in act.roles


@officer_view()
@require_POST
def account_act(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """Move the account along its states, file it, bind its interface, record a check."""
    row = account_for(act, given.key(public))
    key, reason = row.pk, given.text(request, "reason")
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "approve": ("已同意开设。", lambda: approve_account(act=act, account_id=key, note=reason)),
        "run": ("账号已投入运行。", lambda: run_account(
            act=act, account_id=key, on=_day(request), filing_number=given.text(request, "filing_number"))),
        "file": ("备案号已登记。", lambda: file_account(act=act, account_id=key, filing_number=given.text(request, "filing_number"))),
        "rectify": ("已责令整改。", lambda: rectify_account(act=act, account_id=key, reason=reason)),
        "suspend": ("账号已暂停。", lambda: suspend_account(act=act, account_id=key, reason=reason, on=_day(request))),
        "close": ("账号已关停。", lambda: close_account(act=act, account_id=key, reason=reason, on=_day(request))),
        "cancel": ("账号已注销。", lambda: cancel_account(act=act, account_id=key, reason=reason, on=_day(request))),
        "bind": ("接口已绑定。", lambda: bind_wechat(
            act=act, account_id=key, app_id=given.text(request, "app_id"), secret=given.text(request, "secret"))),
        "check": ("已记录检查情况。", lambda: record_check(
            act=act, account_id=key, answers=answers_in(request), note=given.text(request, "note"))),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    says, call = calls[verb]
    return given.done(request, call, says, reverse("desk:account", args=[public]))


def _day(request: HttpRequest) -> date | None:
    return given.day(request, "on") if given.text(request, "on") else None


@officer_view()
@require_POST
def posts_file(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Posts from a platform's export: tried first, or taken over; every wrong row is told."""
    row = account_for(act, given.key(public))
    back = reverse("desk:account", args=[public])
    upload = request.FILES.get("file")
    try:
        refuse_if([] if upload else [Reason("file", "请选择平台后台导出的文件（CSV）")])
        assert upload is not None
        result = import_posts(
            act=act, account_id=row.pk, file_name=str(upload.name), content=upload.read(),
            dry_run=request.POST.get("mode") == "dry",
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return given.again(request, refused, back)
    for problem in result.rejected[:PROBLEMS]:
        messages.error(request, f"第{problem.row}行 {problem.field} {problem.value}：{problem.reason}")
    counted = f"共{result.rows}行：新增{result.new}，变化{result.changed}，相同{result.unchanged}，不能导入{len(result.rejected)}"
    done = "已导入" if result.imported else "未导入任何内容" if result.rejected else "核对完成，尚未导入"
    messages.info(request, f"{done}。{counted}。")
    return HttpResponseRedirect(back)
