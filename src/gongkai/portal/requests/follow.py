"""Follow a request: the door by number and query code, the page of progress, and what the applicant does there.

The session remembers which request was opened, for half an hour; the address never tells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.errors import NotFound, Refused
from gongkai.audit.acts import Act
from gongkai.clock import SystemClock
from gongkai.portal.requests.ask import HOME, TAGS
from gongkai.portal.site import show, today
from gongkai.requests.applicant_view import applicant_act, followed, reply_days
from gongkai.requests.guessing import must_wait, was_wrong
from gongkai.requests.models import InformationRequest, Rating
from gongkai.requests.models.case import PERSONAL_FIELDS
from gongkai.requests.once import claim, new_token
from gongkai.requests.selectors import tracked
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.rate import rate
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.withdraw import withdraw

FOLLOWED = "followed"  # of the session: which request is open, and since when
OPEN_FOR = timedelta(minutes=30)
_WRONG = "申请编号或者查询码不正确，请核对登记回执后重试。"
_WAIT = "查询码输错次数过多，请 15 分钟后再试；也可以持有效证件到受理机关查询。"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Number and code, by POST only; a wrong one is told in the same words whether the number exists or not."""
    if request.method != "POST":
        return _door(request, "", 200)
    number = "".join(unicodedata.normalize("NFKC", request.POST.get("number", "")).split()).upper()[:60]
    code = request.POST.get("code", "")[:40]
    address, now = request.META.get("REMOTE_ADDR", ""), SystemClock().now()
    if must_wait(address, number, now):
        return _door(request, _WAIT, 429, number)
    try:
        found = tracked(number, code)
    except NotFound:
        was_wrong(address, number, now)
        return _door(request, _WRONG, 400, number)
    request.session.cycle_key()
    request.session[FOLLOWED] = [found.pk, now.timestamp()]
    return HttpResponseRedirect(reverse("portal:request-progress"))


def _door(request: HttpRequest, problem: str, status: int, number: str = "") -> HttpResponse:
    return show(
        request, "portal/requests/door.html", "查询办理进度", section=HOME[0], crumbs=[HOME, ("", "查询办理进度")], tags=TAGS,
        status=status, problem=problem, number=number,
    )  # fmt: skip


def opened(request: HttpRequest) -> InformationRequest | None:
    """The request this browser opened with its code within the last half hour."""
    kept = request.session.get(FOLLOWED)
    if not kept or SystemClock().now().timestamp() - kept[1] > OPEN_FOR.total_seconds():
        return None
    rows = InformationRequest.objects.select_related("agency").defer(*PERSONAL_FIELDS)
    return rows.filter(pk=kept[0]).first()


@never_cache
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("portal:request-door"))
    return show(
        request, "portal/requests/progress.html", "办理进度", section=HOME[0], crumbs=[HOME, ("", "办理进度")], tags=TAGS,
        made=found, case=followed(found, today()), days=reply_days(), token=new_token(), grades=Rating.Grade,
    )  # fmt: skip


@never_cache
@require_POST
def act_on(request: HttpRequest, verb: str) -> HttpResponse:
    """Confirm, correct, withdraw, acknowledge, rate; each form counts once."""
    if verb == "leave":
        request.session.pop(FOLLOWED, None)
        return HttpResponseRedirect(reverse("portal:how-to-ask"))
    found = opened(request)
    if found is None:
        messages.warning(request, "查询已超时，刚才的操作没有保存，请重新输入申请编号和查询码。")
        return HttpResponseRedirect(reverse("portal:request-door"))
    if verb not in _STEPS:
        raise Http404
    act = applicant_act(found)
    said, do = _STEPS[verb]
    try:
        with transaction.atomic():
            claim(request.POST.get("token", ""), act.now)
            do(request, act, found)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason))
        if verb == "correct":  # nothing typed is lost
            return _corrected_again(request, found)
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("portal:request-progress"))


def _corrected_again(request: HttpRequest, found: InformationRequest) -> HttpResponse:
    return show(
        request, "portal/requests/progress.html", "办理进度", section=HOME[0], crumbs=[HOME, ("", "办理进度")], tags=TAGS,
        status=400, made=found, case=followed(found, today()), days=reply_days(), token=new_token(), grades=Rating.Grade,
        typed=request.POST.get("description", ""),
    )  # fmt: skip


def _correct(request: HttpRequest, act: Act, found: InformationRequest) -> None:
    """What was corrected takes the place of the description; the notice's receipt is put on record with it."""
    case = followed(found, act.today)
    for letter in case.letters:
        if letter.kind == "CORRECTION" and letter.received_on is None:
            record_received(act=act, request_id=found.pk, letter_id=letter.pk, proof="网上查收")
    text = request.POST.get("description", "").replace("\r\n", "\n").replace("\x00", "").strip()
    receive_correction(act=act, request_id=found.pk, description=text)


def _receive(request: HttpRequest, act: Act, found: InformationRequest) -> None:
    letter = next(
        (one for one in followed(found, act.today).letters if str(one.pk) == request.POST.get("letter")), None
    )
    if letter is None:
        raise Http404
    record_received(act=act, request_id=found.pk, letter_id=letter.pk, proof="网上查收")


_Do = Callable[[HttpRequest, Act, InformationRequest], object]
_STEPS: dict[str, tuple[str, _Do]] = {
    "confirm": (
        "您已确认提交。受理机关也确认收到之日，为收到申请之日。",
        lambda request, act, found: confirm_receipt(act=act, request_id=found.pk, by="applicant"),
    ),
    "correct": ("补正材料已收到，答复期限自今天起重新计算。", _correct),
    "withdraw": ("申请已撤回。", lambda request, act, found: withdraw(act=act, request_id=found.pk)),
    "received": ("已登记您收到该文书。", _receive),
    "acknowledge": (
        "已登记您收到答复书。",
        lambda request, act, found: deliver(act=act, request_id=found.pk, proof="网上确认收到"),
    ),
    "rate": (
        "感谢您的评价。",
        lambda request, act, found: rate(act=act, request_id=found.pk, grade=request.POST.get("grade", "")),
    ),
}
