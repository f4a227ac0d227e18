"""The way in: sign-in, the act of the signed-in officer, the page frame, and how refusals are answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import Officer
from gongkai.agencies.rights import act_of
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act

View = Callable[..., HttpResponseBase]

# Menu entries: route name, label, roles that see it (empty: every officer).
MENU: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("desk:home", "首页", frozenset()),
    ("desk:reports", "年度报告", frozenset()),
    ("desk:log", "操作日志", frozenset({Role.AUDITOR})),
)


class SignIn(LoginView):
    template_name = "desk/login.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """POST only, as Django has it."""


def officer_view(*roles: Role) -> Callable[[View], View]:
    """Let a signed-in officer in and hand the view ``request`` and ``act``; with ``roles``, only officers who hold one.

    What a use case refuses becomes a plain page: 404 for what is not there or not the officer's, 403 for a missing role.
    """

    def wrap(view: View) -> View:
        @login_required
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            act = act_of(signed_in(request))
            if roles and not act.roles.intersection(roles):
                needed = "、".join(role.label for role in roles)
                return refusal(request, act, 403, f"此页面供以下角色使用：{needed}。")
            try:
                return view(request, act, *args, **kwargs)
            except NotFound as gone:
                return refusal(request, act, 404, str(gone) or "没有找到这条记录，或者它不属于本单位。")
            except NotAllowed as denied:
                return refusal(request, act, 403, str(denied))

        return entered

    return wrap


def signed_in(request: HttpRequest) -> Officer:
    officer = request.user
    assert isinstance(officer, Officer)  # login_required let only officers through
    return officer


def show(request: HttpRequest, act: Act, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Render a desk page inside the frame: menu by role, the officer's name, messages."""
    menu = [(reverse(name), label) for name, label, roles in MENU if not roles or act.roles & roles]
    frame = {"officer": signed_in(request), "menu": menu, "act": act, "Role": Role}
    return render(request, template, {**frame, **context}, status=status)


def refusal(request: HttpRequest, act: Act, status: int, text: str) -> HttpResponse:
    return show(request, act, "desk/refusal.html", status=status, text=text)


def tell_reasons(request: HttpRequest, refused: Refused) -> None:
    """Every reason of a refused use case as a message of its own."""
    for reason in refused.reasons:
        messages.error(request, str(reason))
