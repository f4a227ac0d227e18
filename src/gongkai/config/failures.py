"""Pages of the whole site that no room owns: too many wrong passwords, a form that expired, too much sent, an error of the program.

They import no screen when they are loaded, so that the rooms live without them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render


def locked_out(request: HttpRequest, *details: object, **more: object) -> HttpResponse:
    """Too many wrong passwords: a page says so, and for how long."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    text = f"密码连续输错次数过多，该账号在本机暂停登录 {minutes} 分钟；请稍后再试，或者联系本单位系统管理员。"
    return render(request, "desk/stopped.html", {"title": "暂停登录", "text": text}, status=429)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: sent from another site, after signing in anew, or with cookies switched off. Citizens get the portal's
    page, with everything they typed."""
    if not request.path.startswith("/desk/"):
        from gongkai.portal import expired  # noqa: PLC0415  (the rooms live without screens; this answer is one of the portal)

        return expired.form_expired(request)
    text = "页面已过期（例如在另一个窗口重新登录过），刚才的操作没有保存。请返回上一页，刷新后重新提交；浏览器需要允许使用 Cookie。"
    return render(request, "desk/stopped.html", {"title": "操作没有保存", "text": text}, status=403)


def not_taken(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A form the server cannot take: too much text (413), too many fields or files, or damaged on its way (400)."""
    if isinstance(exception, RequestDataTooBig):
        _read_off(request)
        most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1024**2
        text = f"填写的文字超过 {most} MB，没有保存。请缩短后重新提交；材料较多的，请作为附件上传。"
        return render(request, "desk/stopped.html", {"title": "内容过长", "text": text}, status=413)
    text = "提交的内容不完整或者无法识别，没有保存。请返回上一页，刷新后重新提交。"
    return render(request, "desk/stopped.html", {"title": "没有提交成功", "text": text}, status=400)


def _read_off(request: HttpRequest) -> None:
    """What is left of the body: closed before it was read, a connection breaks and the browser shows no answer at all.

    ``RefuseLargeRequests`` bounds how much that is.
    """
    with suppress(UnreadablePostError):
        while request.read(64 * 1024):
            pass


def failed(request: HttpRequest) -> HttpResponse:
    """An error of the program: a plain page that needs neither database nor session."""
    text = "系统出现错误，刚才的操作没有保存。请稍后重试；如果仍然出现，请把时间和页面告诉系统管理员。"
    return render(request, "desk/stopped.html", {"title": "系统出现错误", "text": text}, status=500)


class RefuseLargeRequests:
    """A body over the limit is refused by what its head says, before anything of it is read, kept in memory or on disk.

    A body without a length is no way round it: Django reads none of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST_MB * 1024 * 1024:
            text = (
                f"一次上传的内容共 {int(length) / 1024**2:.0f} MB，最大 {settings.LARGEST_REQUEST_MB} MB，没有保存。"
                "请压缩图片、拆分文件或分几次上传。"
            )
            answer = render(request, "desk/stopped.html", {"title": "上传内容过大", "text": text}, status=413)
            answer["Connection"] = "close"
            return answer
        return self._next(request)
