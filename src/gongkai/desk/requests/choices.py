"""What the forms of the acts offer to choose from, taken from the case."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.audit.acts import Act
from gongkai.law.applicants import ApplicantCategory
from gongkai.law.fees import FEE_METHODS
from gongkai.law.masks import mask_person_name
from gongkai.requests.models import Assistance, Consultation, InformationRequest, OutgoingLetter, Reply
from gongkai.requests.repeats import earlier_by_same_applicant, place_in_month
from gongkai.requests.replies import last_sent, reply_in_work
from gongkai.requests.selectors import CaseView
from gongkai.requests.working import colleagues

CONFIRMED_BY = (("agency", "本机关确认收到"), ("both", "与申请人双方确认（如电话）"))
ANSWERS = (("AGREES", "同意公开"), ("OBJECTS", "不同意公开"))
METHODS = tuple((method.key, method.label_zh) for method in FEE_METHODS.values())
PASSED = (("yes", "审核通过"), ("no", "退回修改"))
SIGNED = (("yes", "签发"), ("no", "退回修改"))
DELIVERIES = tuple(Reply.Delivery.choices)
CATEGORIES = tuple((category.value, category.label_zh) for category in ApplicantCategory)


def colleagues_of(act: Act, case: CaseView) -> Iterator[tuple[str, str]]:
    for officer in colleagues(case.request, act.today):
        yield str(officer.pk), f"{officer.name}（{officer.post or officer.agency.short_name}）"


def units_known(act: Act, case: CaseView) -> list[tuple[str, str]]:
    """Units that handled cases of this agency before, to pick from; any other may be typed."""
    rows = InformationRequest.objects.filter(agency_id=case.request.agency_id).exclude(handling_unit="")
    names = rows.order_by("handling_unit").values_list("handling_unit", flat=True).distinct()[:50]
    return [(name, name) for name in names]


def opinions_waiting(act: Act, case: CaseView) -> Iterator[tuple[str, str]]:
    for one in Consultation.objects.filter(request=case.request, answer="").order_by("id"):
        name = mask_person_name(one.name) if one.party == "THIRD_PARTY" and len(one.name) < 5 else one.name
        yield one.ref, f"{one.ref}　{name}"


def letters_waiting(act: Act, case: CaseView) -> Iterator[tuple[str, str]]:
    for one in (
        OutgoingLetter.objects.filter(request=case.request, received_on__isnull=True).defer("content").order_by("id")
    ):
        yield str(one.pk), f"{one.get_kind_display()}　{one.number}"


def assistances(act: Act, case: CaseView) -> Iterator[tuple[str, str]]:
    for one in Assistance.objects.filter(request=case.request, answered_on__isnull=True):
        yield str(one.pk), f"{one.unit}（{one.due} 前反馈）"


def earlier_cases(act: Act, case: CaseView) -> Iterator[tuple[str, str]]:
    """The applicant's earlier requests, those with the same text first, with the reply each got."""
    yield "", "（不是重复申请）"
    found = sorted(
        earlier_by_same_applicant(case.request)[:30],
        key=lambda one: one.description_index != case.request.description_index,
    )
    for one in found:
        reply = last_sent(one)
        same = "文字相同　" if one.description_index == case.request.description_index else ""
        answered = f"　答复 {reply.number} {reply.made_on}" if reply else "　尚未答复"
        yield str(one.pk), f"{same}{one.number}　{one.subject}{answered}"


def excess_facts(act: Act, case: CaseView) -> str:
    return f"申请人本月向本机关提出的第{place_in_month(case.request)}件申请。"


def reply_outcome(act: Act, case: CaseView) -> str:
    reply = reply_in_work(case.request)
    return reply.outcome if reply else ""


def reply_text(act: Act, case: CaseView) -> str:
    reply = reply_in_work(case.request)
    return reply.content if reply else ""
