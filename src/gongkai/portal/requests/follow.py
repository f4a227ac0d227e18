"""Follow a request: the door by number and query code, the page of progress, and what the applicant does there.

A signed cookie remembers which request was opened, for half an hour and below this address only; no address ever tells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.messages import get_messages
from django.core import signing
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.errors import NotFound, Refused
from gongkai.audit.acts import Act
from gongkai.clock import SystemClock
from gongkai.portal.requests.ask import HOME, TAGS
from gongkai.portal.requests.proofs import keep, kept_file
from gongkai.portal.site import STYLES, show, today
from gongkai.requests.applicant_view import applicant_act, followed, reply_days
from gongkai.requests.guessing import must_wait, was_wrong
from gongkai.requests.models import InformationRequest, Rating
from gongkai.requests.models.case import PERSONAL_FIELDS
from gongkai.requests.once import claim, new_token
from gongkai.requests.selectors import tracked, version_of
from gongkai.requests.typed import cleaned
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.rate import rate
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.withdraw import withdraw

FOLLOWED = "followed"  # the signed cookie that says which request was opened
OPEN_SECONDS = 30 * 60
SECONDS_KEPT = 60
# Marks in a page that is kept; only who knows the server's key could write them into a text.
_TOKEN, _CSRF = (f"{name}-{salted_hmac('mark of a kept page', name).hexdigest()}" for name in ("form", "csrf"))
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
    answer = HttpResponseRedirect(reverse("portal:request-progress"))
    answer.set_cookie(
        FOLLOWED, signing.dumps(found.pk, salt=FOLLOWED), max_age=OPEN_SECONDS, path=HOME[0], httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return answer


def _door(request: HttpRequest, problem: str, status: int, number: str = "") -> HttpResponse:
    return show(
        request, "portal/requests/door.html", "查询办理进度", section=HOME[0], crumbs=[HOME, ("", "查询办理进度")], tags=TAGS,
        status=status, problem=problem, number=number,
    )  # fmt: skip


def opened(request: HttpRequest) -> InformationRequest | None:
    """The request this browser opened with its code within the last half hour."""
    key = opened_key(request)
    if key is None:
        return None
    rows = InformationRequest.objects.select_related("agency").defer(*PERSONAL_FIELDS)
    return rows.filter(pk=key).first()


def opened_key(request: HttpRequest) -> int | None:
    try:
        key: int = signing.loads(request.COOKIES.get(FOLLOWED, ""), salt=FOLLOWED, max_age=OPEN_SECONDS)
    except signing.BadSignature:
        return None
    return key


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """The page as it was last made while nothing on the case moved; people look often, cases move rarely."""
    key = opened_key(request)
    version = version_of(key) if key else None
    if key is None or version is None:
        return HttpResponseRedirect(reverse("portal:request-door"))
    if len(get_messages(request)):
        return _answer(request, _page(request, key))
    styles = [value for name in STYLES if (value := request.COOKIES.get(name)) in STYLES[name]]
    place = f"progress-{key}-{version}-{today().toordinal()}-{'-'.join(filter(None, styles))}"
    made = cache.get(place)
    if made is None:
        made = _page(request, key)
        cache.set(place, made, SECONDS_KEPT)
    return _answer(request, made)


def _answer(request: HttpRequest, page: str, status: int = 200) -> HttpResponse:
    """The page with this look's own tokens; nobody in between keeps it."""
    if _TOKEN in page:
        page = page.replace(_TOKEN, new_token()).replace(_CSRF, get_token(request))
    answer = HttpResponse(page, status=status)
    answer["Cache-Control"] = "no-store, private"
    return answer


def _page(request: HttpRequest, key: int, typed: str = "") -> str:
    """The page with a mark where the form's tokens go: those differ from one look to the next."""
    made = InformationRequest.objects.select_related("agency").defer(*PERSONAL_FIELDS).get(pk=key)
    answer = show(
        request, "portal/requests/progress.html", "办理进度", section=HOME[0], crumbs=[HOME, ("", "办理进度")], tags=TAGS,
        made=made, case=followed(made, today()), days=reply_days(), token=_TOKEN, csrf=_CSRF, grades=Rating.Grade, typed=typed,
    )  # fmt: skip
    return answer.content.decode()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act_on(request: HttpRequest, verb: str) -> HttpResponse:
    """Confirm, correct, withdraw, acknowledge, rate; each form counts once. Withdrawing and rating have a page of their own."""
    if verb == "leave":
        answer = HttpResponseRedirect(reverse("portal:how-to-ask"))
        answer.delete_cookie(FOLLOWED, path=HOME[0])
        return answer
    found = opened(request)
    if found is None:
        messages.warning(request, "查询已超时，刚才的操作没有保存，请重新输入申请编号和查询码。")
        return HttpResponseRedirect(reverse("portal:request-door"))
    if verb not in _STEPS:
        raise Http404
    if request.method != "POST":
        return _ask(request, found, verb) if verb in _ASKED else HttpResponseNotAllowed(["POST"])
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
            typed = request.POST.get("description", "")
            return _answer(request, _page(request, found.pk, typed), 400)
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("portal:request-progress"))


def _ask(request: HttpRequest, found: InformationRequest, verb: str) -> HttpResponse:
    """Whether to withdraw; how content one is."""
    title = _ASKED[verb]
    return show(
        request, "portal/requests/step.html", title, section=HOME[0],
        crumbs=[HOME, (reverse("portal:request-progress"), "办理进度"), ("", title)], tags=TAGS, made=found, verb=verb,
        token=new_token(), grades=Rating.Grade,
    )  # fmt: skip


def _correct(request: HttpRequest, act: Act, found: InformationRequest) -> None:
    """What was corrected takes the place of the description; the notice's receipt is put on record with it."""
    case = followed(found, act.today)
    for letter in case.letters:
        if letter.kind == "CORRECTION" and letter.received_on is None:
            record_received(act=act, request_id=found.pk, letter_id=letter.pk, proof="网上查收")
    receive_correction(
        act=act,
        request_id=found.pk,
        description=cleaned(request.POST.get("description", "")),
        identity_proof_id=_paper(request, act, found, "identity_proof"),
        power_of_attorney_id=_paper(request, act, found, "power_of_attorney"),
    )


def _paper(request: HttpRequest, act: Act, found: InformationRequest, name: str) -> int | None:
    file = request.FILES.get(name)
    return kept_file(keep(act, found.agency, file)) if isinstance(file, UploadedFile) and file.size else None


def _receive(request: HttpRequest, act: Act, found: InformationRequest) -> None:
    letter = next(
        (one for one in followed(found, act.today).letters if str(one.pk) == request.POST.get("letter")), None
    )
    if letter is None:
        raise Http404
    record_received(act=act, request_id=found.pk, letter_id=letter.pk, proof="网上查收")


_ASKED = {"withdraw": "撤回申请", "rate": "评价办理情况"}
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
