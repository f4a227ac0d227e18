"""One decision on the desk: found by number, shown masked with its periods; corrected, revoked, its credit repaired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused, refuse_if
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.decisions.columns import COLUMNS
from gongkai.decisions.lines import detail, line
from gongkai.decisions.models import DecisionVersion, Kind, Revocation
from gongkai.decisions.publicity_end import publicity_end
from gongkai.decisions.rights import allow
from gongkai.decisions.seen import numbered, own_ids, record_seen_by
from gongkai.decisions.selectors import publicity_due, revocation_of, withdrawal_due
from gongkai.decisions.usecases.correct_decision import IDENTITY, correct_decision
from gongkai.decisions.usecases.repair_credit import applications_of, apply_for_repair, decide_repair
from gongkai.decisions.usecases.revoke_decision import revoke_decision
from gongkai.desk.asked import words_of, words_posted
from gongkai.desk.decisions.ledgers import key_in, kind_in
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.numbering.keys import public_id

ROLES: dict[str, tuple[Role, ...]] = {
    "correct": (Role.DRAFTER, Role.PUBLISHER),
    "revoke": (Role.PUBLISHER, Role.APPROVER),
    "apply-repair": (Role.DRAFTER, Role.PUBLISHER),
    "decide-repair": (Role.PUBLISHER, Role.APPROVER),
}


@officer_view()
@words_posted("number")
def find(request: HttpRequest, act: Act) -> HttpResponse:
    """By exact document number, among the agencies the officer sees."""
    number, chosen = words_of(request), request.GET.get("kind", "") or Kind.PENALTY.value
    kind = kind_in(chosen)
    rows = [(row, line(row)) for row in numbered(act, kind, number)] if number else []
    return show(request, act, "desk/decisions/find.html", kinds=Kind, kind=kind, number=number, rows=rows)


@officer_view()
@require_safe
def record(request: HttpRequest, act: Act, kind: str, public: str) -> HttpResponse:
    """The record masked, its days with their articles, and what this officer may do with it."""
    row = record_seen_by(act, kind_in(kind), key_in(public))
    calendar, revoked = working_calendar(), revocation_of(row)
    is_own = row.agency_id in own_ids(act)
    return show(
        request, act, "desk/decisions/record.html", row=row, kind=Kind(kind), detail=detail(row), revoked=revoked,
        due=publicity_due(row, calendar), withdraw=withdrawal_due(revoked, calendar) if revoked else None,
        end=publicity_end(row), repairs=applications_of(row) if row.KIND is Kind.PENALTY else [],
        fields=[column for column in COLUMNS[row.KIND] if column.attr not in IDENTITY], grounds=Revocation.Ground,
        may={verb: is_own and bool(act.roles.intersection(roles)) for verb, roles in ROLES.items()},
    )  # fmt: skip


@officer_view()
@require_POST
def act_on(request: HttpRequest, act: Act, kind: str, public: str, verb: str) -> HttpResponse:
    """Correct, revoke, register or decide a repair; everything that stands against it is told at once."""
    row = record_seen_by(act, kind_in(kind), key_in(public))
    if verb not in ROLES:
        raise NotFound([])
    allow(act, row.agency, *ROLES[verb])
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "correct": ("已更正，原内容保留在历史版本中。", lambda: _corrected(request, act, row)),
        "revoke": ("已登记撤销，公示信息即时撤回。", lambda: _revoked(request, act, row)),
        "apply-repair": ("已登记信用修复申请，由另一人作出决定。", lambda: _applied(request, act, row)),
        "decide-repair": ("已登记信用修复决定。", lambda: _decided(request, act, row)),
    }
    text, call = calls[verb]
    try:
        made = call()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, text)
        row = made if isinstance(made, DecisionVersion) else row
    return HttpResponseRedirect(reverse("desk:decision", args=[kind, public_id(row.pk)]))


def _corrected(request: HttpRequest, act: Act, row: DecisionVersion) -> DecisionVersion:
    attr = request.POST.get("attr", "")
    return correct_decision(
        act=act, agency=row.agency, kind=row.KIND, document_number=row.document_number,
        counterparty_index=row.counterparty_index, changes={attr: request.POST.get("value", "")} if attr else {},
        reason=request.POST.get("reason", ""),
    )  # fmt: skip


def _revoked(request: HttpRequest, act: Act, row: DecisionVersion) -> object:
    return revoke_decision(
        act=act, agency=row.agency, kind=row.KIND, document_number=row.document_number,
        counterparty_index=row.counterparty_index, ground=request.POST.get("ground", ""),
        reason=request.POST.get("reason", ""), on=_day(request),
    )  # fmt: skip


def _applied(request: HttpRequest, act: Act, row: DecisionVersion) -> object:
    refuse_if([] if row.KIND is Kind.PENALTY else [Reason("kind", "只有行政处罚信息可以申请信用修复")])
    return apply_for_repair(
        act=act, agency=row.agency, document_number=row.document_number, counterparty_index=row.counterparty_index,
        evidence=request.POST.get("evidence", ""), on=_day(request),
    )  # fmt: skip


def _decided(request: HttpRequest, act: Act, row: DecisionVersion) -> object:
    waiting = [one for one in applications_of(row) if not hasattr(one, "decision")]
    refuse_if([] if waiting else [Reason("", "没有等待决定的信用修复申请")])
    granted = request.POST.get("granted", "")
    refuse_if([] if granted in ("yes", "no") else [Reason("granted", "请选择：同意，终止公示，或者不予修复")])
    return decide_repair(
        act=act, application_id=waiting[0].pk, granted=granted == "yes",
        reason=request.POST.get("reason", ""), on=_day(request),
    )  # fmt: skip


def _day(request: HttpRequest) -> date:
    """The day of the form. Raises Refused with the spelling that is accepted."""
    text = request.POST.get("on", "").strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused([Reason("on", f"“{text[:20]}”不是日期，请按 2022-06-30 的格式填写")]) from None
