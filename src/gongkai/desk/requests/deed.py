"""One act on a case: its form with the article, the effect on the clock and what is needed; posted, it is the use case.

What was typed stays on an error, each reason beside its field. A form counts once; a second sending is told so.
"""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused, refuse_if
from gongkai.agencies.usecases.describe import ADMINISTRATORS
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show
from gongkai.desk.requests.deeds import DEEDS
from gongkai.desk.requests.fields import shown, too_long
from gongkai.desk.requests.given import Given
from gongkai.desk.requests.opening import case_in
from gongkai.desk.requests.warned import warnings_of
from gongkai.law.errors import LawError
from gongkai.law.fees import FEE_METHODS, fee
from gongkai.law.outcomes import OUTCOMES
from gongkai.numbering.keys import public_id
from gongkai.requests.applicant_messages import tell_news
from gongkai.requests.models import Reply
from gongkai.requests.offers import MOVE, offers_of
from gongkai.requests.once import claim, is_token, new_token
from gongkai.requests.repeats import place_in_month
from gongkai.requests.replies import last_sent, reply_in_work
from gongkai.requests.selectors import CaseView

# What the applicant is told of by message, in the transaction of the act.
NEWS = {
    "confirm": "已由受理机关确认收到",
    "ask-correction": "已发出补正告知书",
    "ask-reason": "已发出说明理由告知书",
    "extend": "已发出延期告知书",
    "delay": "已发出延迟答复告知书",
    "fee": "已发出收费通知",
    "send": "已作出答复",
}


@officer_view()
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """The form, or the act."""
    if verb not in DEEDS:
        raise NotFound([])
    if not act.roles & MOVE[verb].roles:
        needed = "、".join(sorted(role.label for role in MOVE[verb].roles))
        raise NotAllowed([Reason("", f"此操作需要以下角色之一：{needed}")])
    case = case_in(act, public)
    if not offers_of(act, case):
        raise NotFound([])
    if request.method != "POST" or request.POST.get("go") == "try":
        return _form(request, act, case, verb, [])
    deed = DEEDS[verb]
    try:
        with transaction.atomic():
            refuse_if(too_long(deed.fields, request.POST))
            claim(request.POST.get("token", ""), act.now)
            deed.do(act, case, Given(request.POST, []))
            if verb in NEWS:
                tell_news(act, case.request, NEWS[verb])
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return _form(request, act, case, verb, list(refused.reasons))
    messages.success(request, deed.done)
    return HttpResponseRedirect(reverse("desk:request", args=[public]))


def _form(request: HttpRequest, act: Act, case: CaseView, verb: str, wrong: list[Reason]) -> HttpResponse:
    deed = DEEDS[verb]
    given = request.POST if request.method == "POST" else None
    token = request.POST.get("token", "")
    fields = shown(deed.fields, act, case, given, wrong)
    beside = {one.field.name for one in fields}
    offer = next(offer for offer in offers_of(act, case) if offer.move.verb == verb)
    return show(
        request, act, "desk/requests/deed.html", status=400 if wrong else 200, case=case, made=case.request, verb=verb,
        offer=offer, fields=fields, deed=deed, warnings=warnings_of(act, case, offer),
        may_mend=bool(act.roles.intersection(ADMINISTRATORS)),
        loose=[str(reason) for reason in wrong if reason.field not in beside], extra=_extra(deed.extra, request, case),
        token=token if is_token(token) else new_token(), address=reverse("desk:request", args=[public_id(case.request.pk)]),
    )  # fmt: skip


def _extra(kind: str, request: HttpRequest, case: CaseView) -> dict[str, object]:
    """What a form explains beside its fields."""
    match kind:
        case "fee":
            return {"place": place_in_month(case.request), "sums": _sums(request, case), "methods": FEE_METHODS}
        case "draft":
            return {"outcomes": [one for one in OUTCOMES.values() if one.is_reply]}
        case "reply":
            reply: Reply | None = reply_in_work(case.request) or last_sent(case.request)
            return {"reply": reply, "outcome": OUTCOMES[reply.outcome] if reply else None}
    return {}


def _sums(request: HttpRequest, case: CaseView) -> dict[str, object] | None:
    """The calculation of what was typed, or of this request's place in the month."""
    method = request.POST.get("method", "item")
    text = request.POST.get("quantity", "") or str(place_in_month(case.request))
    try:
        return fee(method, int(text)) if text.isascii() and text.isdecimal() and len(text) < 10 else None
    except LawError:
        return None
