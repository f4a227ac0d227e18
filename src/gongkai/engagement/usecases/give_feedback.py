"""Adoption feedback: one person drafts what became of the opinions, another publishes it (OBE 62)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.editions.publish import publish
from gongkai.engagement.models import AdoptionFeedback, FeedbackPoint, FeedbackPublished, PublicConsultation
from gongkai.engagement.open_work import CONSULTATION
from gongkai.engagement.personal_traces import personal_traces
from gongkai.engagement.public_page import public_page
from gongkai.engagement.usecases.consult_public import COLUMN, lock_consultation, tell

State = PublicConsultation.State


@dataclass(frozen=True, slots=True)
class Point:
    """One opinion (or several alike) in words that name nobody, whether it was adopted, and why not."""

    opinion: str
    adoption: str
    reason: str = ""


def draft_feedback(*, act: Act, consultation_id: int, summary: str, points: Sequence[Point]) -> AdoptionFeedback:
    """Write the feedback of a closed consultation; drafting again before publication replaces the points."""
    with transaction.atomic():
        consultation = lock_consultation(consultation_id)
        require(act, Role.DRAFTER, agency_id=consultation.agency_id)
        refuse_if(_draft_reasons(consultation, summary, points))
        feedback, _ = AdoptionFeedback.objects.update_or_create(
            consultation=consultation,
            defaults={"summary": summary, "drafted_by": act.actor_id, "drafted_at": act.now},
        )
        feedback.points.all().delete()
        FeedbackPoint.objects.bulk_create(
            FeedbackPoint(
                feedback=feedback, place=place, opinion=point.opinion, adoption=point.adoption, reason=point.reason
            )
            for place, point in enumerate(points, 1)
        )
        take(act, CONSULTATION, consultation.pk)
        tell(act, consultation, "feedback_drafted", {"points": len(points)})
    return feedback


def publish_feedback(*, act: Act, consultation_id: int) -> AdoptionFeedback:
    """Publish the drafted feedback. Never by the person who drafted it."""
    with transaction.atomic():
        consultation = lock_consultation(consultation_id)
        act = act.at_one_moment()
        require(act, Role.PUBLISHER, Role.APPROVER, agency_id=consultation.agency_id)
        feedback = AdoptionFeedback.objects.filter(consultation=consultation).first()
        refuse_if(_publication_reasons(act, consultation, feedback))
        assert feedback is not None
        feedback.published_by, feedback.published_on = act.actor_id, act.today
        feedback.publication = publish(
            act=act, subject_kind="adoption_feedback", subject_id=feedback.id, agency=consultation.agency,
            column=COLUMN, title=_title(consultation), payload=_payload(consultation, feedback, act.today),
        )  # fmt: skip
        feedback.save(update_fields=["published_by", "published_on", "publication"])
        consultation.state = State.FEEDBACK_PUBLISHED
        consultation.save(update_fields=["state"])
        FeedbackPublished.objects.create(
            consultation=consultation, agency_id=consultation.agency_id, happened_on=act.today, recorded_at=act.now
        )
        tell(act, consultation, "feedback_published")
    return feedback


def _draft_reasons(consultation: PublicConsultation, summary: str, points: Sequence[Point]) -> Iterator[Reason]:
    if consultation.state != State.CLOSED:
        label = PublicConsultation.State(consultation.state).label
        yield Reason("state", f"意见征集现为“{label}”，结束后、反馈公布前才能起草采纳情况反馈")
    if not summary.strip():
        yield Reason("summary", "请填写意见收集总体情况；没有收到意见也要说明")
    yield from personal_traces(summary, "summary")
    if not points and consultation.opinions.exists():
        yield Reason("points", "收到了意见，请逐条说明采纳情况")
    for place, point in enumerate(points, 1):
        field = f"points.{place}"
        if not point.opinion.strip():
            yield Reason(field, f"第{place}条没有意见概述")
        if point.adoption not in FeedbackPoint.Adoption.values:
            yield Reason(field, f"第{place}条的采纳情况只能是：{'、'.join(FeedbackPoint.Adoption.labels)}")
        elif point.adoption != FeedbackPoint.Adoption.ADOPTED and not point.reason.strip():
            yield Reason(field, f"第{place}条未（完全）采纳，须说明理由", "OBE 62")
        yield from personal_traces(point.opinion, field)
        yield from personal_traces(point.reason, field)


def _publication_reasons(
    act: Act, consultation: PublicConsultation, feedback: AdoptionFeedback | None
) -> Iterator[Reason]:
    if feedback is None:
        yield Reason("feedback", "尚未起草采纳情况反馈")
    elif feedback.drafted_by == act.actor_id:
        yield Reason("published_by", "采纳情况反馈由拟稿人以外的人发布")
    if consultation.state != State.CLOSED:
        label = PublicConsultation.State(consultation.state).label
        yield Reason("state", f"意见征集现为“{label}”，不能公布采纳情况反馈")


def _title(consultation: PublicConsultation) -> str:
    return f"关于“{consultation.title}”的采纳情况反馈"


def _payload(consultation: PublicConsultation, feedback: AdoptionFeedback, day: date) -> dict[str, object]:
    points = [
        {"opinion": point.opinion, "adoption": FeedbackPoint.Adoption(point.adoption).label, "reason": point.reason}
        for point in feedback.points.order_by("place")
    ]
    received = consultation.opinions.count()
    sections = (
        ("征集时间", f"{consultation.starts_on}至{consultation.ends_on}"),
        ("意见收集情况", f"共收到意见{received}条。\n{feedback.summary}"),
        *(
            (f"意见{place}", "\n".join(filter(None, (point["opinion"], point["adoption"], point["reason"]))))
            for place, point in enumerate(points, 1)
        ),
    )
    return {
        **public_page(
            agency=consultation.agency, column_zh="意见征集", title=_title(consultation), day=day, sections=sections
        ),
        "consultation": consultation.title,
        "period": [consultation.starts_on, consultation.ends_on],
        "opinions": received,
        "summary": feedback.summary,
        "points": points,
    }
