"""The applicant says how content they are, once, after a reply."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.audit.acts import Act
from gongkai.requests.models import Rating
from gongkai.requests.proceedings import conclude, is_applicant, opened
from gongkai.requests.replies import last_sent


def rate(*, act: Act, request_id: int, grade: str) -> Rating:
    """``grade`` is SATISFIED, FAIR or DISSATISFIED; it changes nothing of the case."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        if not is_applicant(act):
            raise NotAllowed([Reason("", "满意度由申请人本人评价")])
        problems = []
        if grade not in Rating.Grade.values:
            problems.append(Reason("grade", f"请选择：{'、'.join(map(str, Rating.Grade.labels))}"))
        if last_sent(proceeding.request) is None:
            problems.append(Reason("", "收到答复后才能评价"))
        if Rating.objects.filter(request=proceeding.request).exists():
            problems.append(Reason("", "您已经评价过，感谢您的反馈"))
        refuse_if(problems)
        rating = Rating.objects.create(request=proceeding.request, grade=grade, given_at=proceeding.act.now)
        conclude(proceeding, "rated", {"grade": grade})
    return rating
