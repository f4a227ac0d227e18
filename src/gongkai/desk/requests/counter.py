"""The counter: register what came on paper, by fax, in person, by word of mouth or e-mail, with a look at what was asked before."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import agencies_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk.answering import officer_view
from gongkai.desk.entry import show
from gongkai.desk.requests.given import Given
from gongkai.law.applicants import ApplicantCategory, Channel
from gongkai.law.states import State
from gongkai.requests.applicants import ID_TYPES, WANTED_DELIVERIES, WANTED_FORMS, Agent, Applicant, Application, Wanted
from gongkai.requests.models import SentForm
from gongkai.requests.once import AlreadySent, claim, is_token, new_token, outcome_of, settle
from gongkai.requests.repeats import Alike, alike
from gongkai.requests.typed import number_typed
from gongkai.requests.usecases.add_note import add_note
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.confirm_receipt import confirm_receipt
from gongkai.requests.usecases.register import register

ORAL = "口头申请，由受理员代为填写并向申请人核对。"
REPEATED = 0.5  # texts this alike are shown as a possible repeat; ours, since the law leaves it to judgement


@never_cache
@officer_view(Role.REQUEST_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, act: Act) -> HttpResponse:
    """The form; sent, the receipt with number and query code, the same for a second sending."""
    if request.method != "POST":
        return _form(request, act, [], [])
    given = Given(request.POST, [])
    agency, token = _agency(act, given.text("agency")), given.text("token")
    if (sent := outcome_of(token, act.now)) is not None:  # a second click: the receipt again
        return _receipt(request, act, sent)
    found = _before(agency, given)
    if found and not given.ticked("looked"):
        return _form(request, act, [], found)
    try:
        _register(act, agency, given, token)
    except AlreadySent:
        pass
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return _form(request, act, list(refused.reasons), found)
    return _receipt(request, act, outcome_of(token, act.now))


def _agency(act: Act, code: str) -> Agency:
    agencies = agencies_written_for(act)
    found = next((one for one in agencies if one.code == code), None)
    if found is None:
        raise NotFound([Reason("agency", "请从列表中选择单位")])
    return found


def _register(act: Act, agency: Agency, given: Given, token: str) -> None:
    """One transaction: the request, the confirmation and the handing to a unit where they were entered along."""
    on = given.day("on", "收到日期")
    given.check()
    with transaction.atomic():
        form = claim(token, act.now)
        done = register(act=act, agency=agency, channel=given.text("channel"), application=_application(given), on=on)
        made = done.request
        if given.ticked("both") and made.state == State.AWAITING_CONFIRMATION:
            made = confirm_receipt(act=act, request_id=made.pk, on=on)
        if given.text("handling_unit"):
            problem = Reason("handling_unit", "双方确认收到后才能转承办单位；请先勾选“已与申请人确认”，或者留空")
            refuse_if([problem] if made.state != State.REGISTERED else [])
            begin_review(act=act, request_id=made.pk, handling_unit=given.text("handling_unit"))
        if given.ticked("oral"):
            add_note(act=act, request_id=made.pk, text=ORAL)
        settle(form, made, done.query_code)


def _application(given: Given) -> Application:
    one = given.text("category") in ("", ApplicantCategory.NATURAL_PERSON)
    applicant = Applicant(
        category=given.text("category") or ApplicantCategory.NATURAL_PERSON, name=given.text("name"), contact=given.text("contact"),
        id_type=given.text("id_type") if one and given.text("id_number") else "", id_number=number_typed(given.text("id_number")) if one else "",
        address=given.text("address"), uscc="" if one else number_typed(given.text("uscc")),
        handling_person="" if one else given.text("handling_person"),
    )  # fmt: skip
    agent = Agent(given.text("agent_name"), number_typed(given.text("agent_id_number")), given.text("agent_contact"))
    wanted = Wanted(
        given.text("subject"),
        given.text("description"),
        given.text("form") or "PAPER",
        given.text("delivery") or "POST",
    )
    return Application(applicant, wanted, agent)


def _before(agency: Agency, given: Given) -> list[Alike]:
    """Earlier requests to look at; nothing while the form says too little to compare."""
    if not given.text("name") or not given.text("description"):
        return []
    application = _application(given)
    applicant = application.applicant
    if applicant.category not in ApplicantCategory.__members__:
        return []
    found = alike(agency.pk, applicant.index, given.text("description"), application.wanted.index)
    return [one for one in found if one.likeness >= REPEATED]


def _form(request: HttpRequest, act: Act, wrong: list[Reason], found: list[Alike]) -> HttpResponse:
    token = request.POST.get("token", "")
    problems: dict[str, list[str]] = {}
    for reason in wrong:
        problems.setdefault(reason.field, []).append(str(reason))
    return show(
        request, act, "desk/requests/new.html", status=400 if wrong else 200, agencies=agencies_written_for(act), problems=problems,
        channels=Channel, categories=ApplicantCategory, id_types=ID_TYPES, forms=WANTED_FORMS, deliveries=WANTED_DELIVERIES,
        typed=request.POST, found=found, token=token if is_token(token) else new_token(),
    )  # fmt: skip


def _receipt(request: HttpRequest, act: Act, form: SentForm | None) -> HttpResponse:
    if form is None or form.request is None:
        raise NotFound([])
    return show(request, act, "desk/requests/receipt.html", made=form.request, query_code=form.query_code)
