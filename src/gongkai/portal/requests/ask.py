"""The form: first what is wanted of whom, then who asks; then the receipt. Two pages and a button, without JavaScript.

Against floods: a field people do not see must stay empty, and one address hands in at most so many an hour. A form counts
once (``requests.once``): a second click shows the receipt of the first.
"""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.errors import Reason, Refused
from gongkai.agencies.models import Agency
from gongkai.audit.acts import Act
from gongkai.law.applicants import ApplicantCategory
from gongkai.portal.requests.forms import PERSON, WANTED, Filled, missing, read
from gongkai.portal.requests.proofs import keep, kept_file
from gongkai.portal.requests.suggest import published_like
from gongkai.portal.site import column_tags, show, today
from gongkai.requests.applicant_messages import tell_registered
from gongkai.requests.applicant_view import applicant_act, followed, reply_days
from gongkai.requests.applicants import ID_TYPES, WANTED_DELIVERIES, WANTED_FORMS, faults, wanted_faults
from gongkai.requests.guessing import too_many_handed_in, was_handed_in
from gongkai.requests.models import InformationRequest
from gongkai.requests.once import AlreadySent, claim, is_token, new_token, outcome_of, settle
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.register import PORTAL, register

HOME = ("/zfxxgk/ysqgk/", "依申请公开")
SENT = "request_forms"  # of the session: the tokens of the forms sent from this browser


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The page of the form that comes next, with everything typed so far."""
    filled = read(request.POST)
    if request.method != "POST":
        filled.values["agency"] = request.GET.get("agency", "")[:60]
        return _first(request, filled)
    match request.POST.get("go", ""):
        case "send":
            return _send(request, filled)
        case "back":
            return _first(request, filled)
        case _:
            return _to_second(request, filled)


def _to_second(request: HttpRequest, filled: Filled) -> HttpResponse:
    _check_wanted(filled)
    return _first(request, filled) if filled.wrong else _second(request, filled)


def _check_wanted(filled: Filled) -> Agency | None:
    agency = asked_agencies().filter(code=filled["agency"]).first()
    if agency is None:
        filled.add(Reason("agency", "请选择受理机关"))
    for reason in wanted_faults(filled.application(None, None)):
        filled.add(reason)
    return agency


def _send(request: HttpRequest, filled: Filled) -> HttpResponse:
    """Register, confirm for the applicant where they ticked it, and lead to the receipt."""
    token, address = request.POST.get("token", ""), request.META.get("REMOTE_ADDR", "")
    act = Act("citizen", "网上申请人", None, "", source=PORTAL)
    agency = _check_wanted(filled)
    if request.POST.get("website"):
        filled.add(Reason("website", "“网址”一栏请留空"))
    if too_many_handed_in(address, act.now):
        filled.add(Reason("", "来自您所在网络的申请过于频繁，请一小时后再试，或者当面、邮寄、传真递交"))
    if agency is not None:
        _keep_files(request, act, agency, filled)
    for reason in (*faults(filled.application(None, None), act.today, complete=True), *missing(filled)):
        filled.add(reason)
    if not filled.wrong and agency is not None:
        try:
            _register(act, agency, filled, token)
        except AlreadySent:
            pass
        except Refused as refused:
            filled.add_all(refused)
        else:
            was_handed_in(address, act.now)
    if filled.wrong:
        return _first(request, filled) if set(filled.wrong) & set(WANTED) else _second(request, filled)
    if is_token(token):
        request.session[SENT] = [*request.session.get(SENT, [])[-4:], token]
    return HttpResponseRedirect(reverse("portal:request-receipt"))


def _register(act: Act, agency: Agency, filled: Filled, token: str) -> None:
    """One transaction: the form's token, the request, and the applicant's own confirmation (REG 31)."""
    with transaction.atomic():
        form = claim(token, act.now)
        application = filled.application(kept_file(filled["proof_kept"]), kept_file(filled["attorney_kept"]))
        done = register(act=act, agency=agency, channel="INTERNET", application=application, submitted_at=act.now)
        if filled["confirmed"]:
            confirm_receipt(act=applicant_act(done.request), request_id=done.request.id, by="applicant")
        tell_registered(act, done.request, done.query_code)
        settle(form, done.request, done.query_code)


def _keep_files(request: HttpRequest, act: Act, agency: Agency, filled: Filled) -> None:
    """A file that came with a form that has to be mended stays: its signed key travels on in the form."""
    for upload, kept in (("identity_proof", "proof_kept"), ("power_of_attorney", "attorney_kept")):
        file = request.FILES.get(upload)
        if isinstance(file, UploadedFile) and file.size:
            try:
                filled.values[kept] = keep(act, agency, file)
            except Refused as refused:
                for reason in refused.reasons:
                    filled.add(Reason(upload, reason.text))
        elif filled[kept] and kept_file(filled[kept]) is None:
            filled.values[kept] = ""


@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """登记回执 of the form sent last from this browser: number, query code, what happens next; for a day."""
    tokens = request.session.get(SENT, [])
    act = Act("citizen", "网上申请人", None, "", source=PORTAL)
    found = [form for token in reversed(tokens) if (form := outcome_of(token, act.now)) is not None]
    if not found:
        return HttpResponseRedirect(reverse("portal:request-door"))
    form = found[0]
    made = form.request
    assert isinstance(made, InformationRequest)
    return show(
        request, "portal/requests/receipt.html", "登记回执", section=HOME[0], crumbs=[HOME, ("", "登记回执")], tags=TAGS,
        made=made, case=followed(made, today()), query_code=form.query_code, days=reply_days(),
    )  # fmt: skip


def asked_agencies() -> QuerySet[Agency]:
    """Whom one may ask: every agency that exists (REG 27)."""
    return Agency.objects.filter(abolished_on__isnull=True).order_by("path")


TAGS = column_tags("依申请公开", "向行政机关申请公开政府信息", "依申请公开")


def _titled(filled: Filled) -> str:
    """A reader hears the title first: it says that something has to be mended."""
    return "有误，请修改：网上申请" if filled.wrong else "网上申请"


def _first(request: HttpRequest, filled: Filled) -> HttpResponse:
    return show(
        request, "portal/requests/ask_what.html", _titled(filled), section=HOME[0], crumbs=[HOME, ("", "网上申请")], tags=TAGS,
        status=400 if filled.wrong else 200, filled=filled, agencies=asked_agencies(), wanted_forms=WANTED_FORMS,
        deliveries=WANTED_DELIVERIES, carried=filled.carried(PERSON),
    )  # fmt: skip


def _second(request: HttpRequest, filled: Filled) -> HttpResponse:
    token = request.POST.get("token", "")
    request.session.setdefault(SENT, [])  # the session begins here, so that two clicks share it
    return show(
        request, "portal/requests/ask_who.html", _titled(filled), section=HOME[0], crumbs=[HOME, ("", "网上申请")], tags=TAGS,
        status=400 if filled.wrong else 200, filled=filled, categories=ApplicantCategory, id_types=ID_TYPES,
        carried=filled.carried(WANTED), token=token if is_token(token) else new_token(),
        agency=asked_agencies().filter(code=filled["agency"]).first(), similar=published_like(filled["subject"]),
    )  # fmt: skip
