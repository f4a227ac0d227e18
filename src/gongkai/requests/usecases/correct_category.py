"""Correct the applicant category of a request: receipt and closing are superseded together, so that every column still adds up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.law.applicants import ApplicantCategory
from gongkai.requests.models import Closing, InformationRequest, Receipt
from gongkai.requests.proceedings import conclude, opened


def correct_category(*, act: Act, request_id: int, category: str, because: str) -> InformationRequest:
    """``category`` is a code of ``law.applicants``. Earlier figures keep the old one; ``because`` explains the next report's X-1."""
    known = {code.value: code for code in ApplicantCategory}
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER, Role.OFFICE_HEAD)
        problems = []
        if category not in known:
            labels = "、".join(code.label_zh for code in ApplicantCategory)
            problems.append(Reason("category", f"请从列表中选择申请人类别：{labels}"))
        elif known[category].column == proceeding.request.category:
            problems.append(Reason("category", "申请人类别没有变化"))
        if not because.strip():
            problems.append(Reason("because", "请写明更正的理由"))
        refuse_if(problems)
        column = known[category].column
        proceeding.change(category=column)
        moment = proceeding.act.now  # one for all: no day is left without the request, or with two
        for facts in (Receipt, Closing):
            for fact in facts.objects.current().filter(request=proceeding.request):
                _supersede(fact, column, moment)
        conclude(proceeding, "category_corrected", {"category": column}, {"because": because})
    return proceeding.request


def _supersede(fact: Receipt | Closing, column: str, moment: datetime) -> None:
    """The old row stays with the day it ceased to hold; its copy holds from the same moment."""
    type(fact).objects.filter(pk=fact.pk).update(superseded_at=moment)
    values = {
        field.attname: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if not field.primary_key and field.attname not in ("superseded_at", "recorded_at", "category")
    }
    type(fact).objects.create(**values, category=column, recorded_at=moment)
