"""The way in: sign-in, the act of the signed-in officer, the page frame, and how refusals are answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import Officer
from gongkai.agencies.rights import act_of
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.menu import menu_of
from gongkai.desk.todo import counts_of

View = Callable[..., HttpResponseBase]


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "用户名或密码不正确，请检查大小写后重试；忘记密码请联系本单位系统管理员。",
        "inactive": "该账号已停用，请联系本单位系统管理员。",
    }


class SignIn(LoginView):
    template_name = "desk/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """POST only, as Django has it."""


def officer_view(*roles: Role) -> Callable[[View], View]:
    """Let a signed-in officer in and hand the view ``request`` and ``act``; with ``roles``, only officers who hold one.

    What a use case refuses becomes a plain page: 404 for what is not there or not the officer's, 403 for a missing role.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            act = act_of(signed_in(request))
            if roles and not act.roles.intersection(roles):
                needed = "、".join(role.label for role in roles)
                return refusal(request, act, 403, f"此页面供以下角色使用：{needed}。")
            try:
                answer = view(request, act, *args, **kwargs)
            except NotFound as gone:
                return refusal(request, act, 404, str(gone) or "没有找到这条记录，或者它不属于本单位。")
            except NotAllowed as denied:
                return refusal(request, act, 403, str(denied))
            if isinstance(answer, HttpResponseNotAllowed):
                return refusal(request, act, 405, "这个地址只接收表单，不能直接打开；请从页面上的按钮办理。")
            return answer

        return entered

    return wrap


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back. A form sent after the session ended leads back to its page, not to where it was sent."""
    back = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        messages.warning(request, "登录已超时，刚才的操作没有保存，请重新登录后再办理。")
        came_from = urlsplit(request.headers.get("referer", ""))
        back = came_from.path if came_from.netloc == request.get_host() else back
    return redirect_to_login(back)


def signed_in(request: HttpRequest) -> Officer:
    officer = request.user
    assert isinstance(officer, Officer)  # officer_view let only officers through
    return officer


def show(request: HttpRequest, act: Act, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """Render a desk page inside the frame: menu by role, the officer's name, messages."""
    frame = {
        "officer": signed_in(request),
        "menu": menu_of(act, counts_of(act.for_own()), request.path),
        "act": act,
        "Role": Role,
    }
    return render(request, template, {**frame, **context}, status=status)


def refusal(request: HttpRequest, act: Act, status: int, text: str) -> HttpResponse:
    title = "没有找到" if status == 404 else "不能继续"
    return show(request, act, "desk/refusal.html", status=status, title=title, text=text)


def tell_reasons(request: HttpRequest, refused: Refused) -> None:
    """Every reason of a refused use case as a message of its own."""
    for reason in refused.reasons:
        messages.error(request, str(reason))
