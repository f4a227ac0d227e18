"""A consultation from its draft to its end: draft, open, close, cancel. Opinions and feedback have their own files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, Refused, reasons_of_state, refuse_if, too_far, too_long
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.editions.publish import correct, publish
from gongkai.engagement.consultation_periods import earliest_end
from gongkai.engagement.models import ConsultationOpened, PublicConsultation
from gongkai.engagement.open_work import CONSULTATION
from gongkai.engagement.public_page import public_page
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add

COLUMN = "hdjl-consultations"
State = PublicConsultation.State


def draft_consultation(
    *, act: Act, agency: Agency, kind: str, title: str, draft_text: str, explanation: str, contact: str,
    ways: Mapping[str, str],
) -> PublicConsultation:  # fmt: skip
    """Prepare a consultation. ``ways`` maps 网上/信函/电子邮件/电话 to where opinions go, for example {"信函": "温县黄河路1号"}."""
    require(act, Role.DRAFTER, agency_id=agency.id)
    refuse_if(_draft_reasons(kind, title, draft_text, explanation, contact, ways))
    with transaction.atomic():
        consultation = PublicConsultation.objects.create(
            agency=agency, kind=kind, title=title, draft_text=draft_text, explanation=explanation, contact=contact,
            ways=dict(ways), drafted_by=act.actor_id,
        )  # fmt: skip
        take(act, CONSULTATION, consultation.pk)
        tell(act, consultation, "drafted")
    return consultation


def redraft_consultation(
    *, act: Act, consultation_id: int, kind: str, title: str, draft_text: str, explanation: str, contact: str,
    ways: Mapping[str, str],
) -> PublicConsultation:  # fmt: skip
    """Change what was prepared, before it is opened; whoever changes it counts as its drafter and cannot open it."""
    with transaction.atomic():
        consultation = lock_consultation(consultation_id)
        require(act, Role.DRAFTER, agency_id=consultation.agency_id)
        reasons = _state_reasons(consultation, (State.DRAFT,), "修改")
        refuse_if([*reasons, *_draft_reasons(kind, title, draft_text, explanation, contact, ways)])
        _save(
            consultation, kind=kind, title=title, draft_text=draft_text, explanation=explanation, contact=contact,
            ways=dict(ways), drafted_by=act.actor_id,
        )  # fmt: skip
        take(act, CONSULTATION, consultation.pk)
        tell(act, consultation, "redrafted")
    return consultation


def open_consultation(
    *, act: Act, consultation_id: int, ends_on: date | None, shorter_reason: str = ""
) -> PublicConsultation:
    """Open it to the public from today to ``ends_on``; a period shorter than the law's needs a reason, which is published.

    The first day is the act's own: a consultation is never back-dated. Never by the person who drafted it.
    """
    with transaction.atomic():
        consultation = lock_consultation(consultation_id)
        act = act.at_one_moment()
        require(act, Role.PUBLISHER, Role.APPROVER, agency_id=consultation.agency_id)
        if ends_on is None:
            raise Refused([Reason("ends_on", "请填写截止日期，例如 2022-06-30")])
        refuse_if(_opening_reasons(act, consultation, ends_on, shorter_reason))
        _save(
            consultation, state=State.OPEN, starts_on=act.today, ends_on=ends_on, shorter_reason=shorter_reason,
            opened_by=act.actor_id,
        )  # fmt: skip
        ConsultationOpened.objects.create(
            consultation=consultation, agency_id=consultation.agency_id, happened_on=act.today, recorded_at=act.now
        )
        publication = publish(
            act=act, subject_kind="consultation", subject_id=consultation.id, agency=consultation.agency,
            column=COLUMN, title=consultation.title, payload=payload_of(consultation, act.today),
        )  # fmt: skip
        _save(consultation, publication=publication)
        tell(act, consultation, "opened", {"from": act.today, "to": ends_on})
    return consultation


def close_consultation(*, act: Act, consultation_id: int) -> PublicConsultation:
    """Close it after its last day (by an officer of the agency, or by the system itself)."""
    with transaction.atomic():
        consultation = lock_consultation(consultation_id)
        if act.source != "system":
            require(act, Role.DRAFTER, Role.PUBLISHER, Role.OFFICE_HEAD, agency_id=consultation.agency_id)
        refuse_if(_closing_reasons(act, consultation))
        _save(consultation, state=State.CLOSED, closed_on=act.today)
        correct(
            act=act, subject_kind="consultation", subject_id=consultation.id, title=consultation.title,
            payload=payload_of(consultation, act.today), note="征集结束",
        )  # fmt: skip
        tell(act, consultation, "closed")
    return consultation


def cancel_consultation(*, act: Act, consultation_id: int, reason: str) -> PublicConsultation:
    """Cancel it before its feedback, with a reason the public reads; that it had been opened stays counted."""
    with transaction.atomic():
        consultation = lock_consultation(consultation_id)
        require(act, Role.PUBLISHER, Role.APPROVER, agency_id=consultation.agency_id)
        was_open = consultation.starts_on is not None
        reasons = _state_reasons(consultation, (State.DRAFT, State.OPEN, State.CLOSED), "取消")
        if not reason.strip():
            reasons.append(Reason("reason", "取消意见征集须说明理由"))
        refuse_if([*reasons, *too_long(("reason", reason, "取消理由", 300))])
        _save(consultation, state=State.CANCELLED, cancelled_reason=reason)
        if was_open:
            correct(
                act=act, subject_kind="consultation", subject_id=consultation.id, title=consultation.title,
                payload=payload_of(consultation, act.today), note=f"意见征集已取消：{reason}",
            )  # fmt: skip
        tell(act, consultation, "cancelled")
    return consultation


def lock_consultation(consultation_id: int) -> PublicConsultation:
    rows = PublicConsultation.objects.select_for_update(of=("self",)).select_related("agency")
    found = rows.filter(pk=consultation_id).first()
    if found is None:
        raise NotFound([Reason("consultation", "没有这项意见征集")])
    return found


def tell(
    act: Act, consultation: PublicConsultation, event: str, facts: Mapping[str, str | int | date] | None = None
) -> None:
    key = public_id(consultation.id)
    record(
        act, f"engagement.consultation_{event}", "consultation", key, facts=dict(facts or {}),
        chain=act.agency_code or consultation.agency.code,
    )  # fmt: skip
    add(f"consultation.{event}", key, act.now, {"agency": consultation.agency.code})


def payload_of(consultation: PublicConsultation, day: date) -> dict[str, Any]:
    """What the public reads of a consultation; ``day`` is that of a first edition."""
    return {
        **public_page(
            agency=consultation.agency,
            column_zh="意见征集",
            title=consultation.title,
            day=consultation.starts_on or day,
            sections=_sections(consultation),
        ),
        "kind": PublicConsultation.Kind(consultation.kind).label,
        "draft_text": consultation.draft_text,
        "explanation": consultation.explanation,
        "ways": consultation.ways,
        "contact": consultation.contact,
        "starts_on": consultation.starts_on,
        "ends_on": consultation.ends_on,
        "shorter_reason": consultation.shorter_reason,
        "state": PublicConsultation.State(consultation.state).label,
        "cancelled_reason": consultation.cancelled_reason,
        "live": f"/hdjl/zj/{public_id(consultation.id)}/",
    }


def _sections(consultation: PublicConsultation) -> tuple[tuple[str, object], ...]:
    return (
        ("状态", PublicConsultation.State(consultation.state).label),
        ("取消理由", consultation.cancelled_reason),
        ("征集时间", f"{consultation.starts_on}至{consultation.ends_on}"),
        ("缩短期限的理由", consultation.shorter_reason),
        ("征求意见稿", consultation.draft_text),
        ("起草说明", consultation.explanation),
        ("反馈方式", "\n".join(f"{way}：{place}" for way, place in consultation.ways.items() if place)),
        ("联系方式", consultation.contact),
    )


def _save(consultation: PublicConsultation, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(consultation, name, value)
    consultation.save(update_fields=list(changes))


def _state_reasons(consultation: PublicConsultation, allowed: tuple[State, ...], doing: str) -> list[Reason]:
    return reasons_of_state("意见征集", State(consultation.state), allowed, doing)


def _draft_reasons(
    kind: str, title: str, draft_text: str, explanation: str, contact: str, ways: Mapping[str, str]
) -> Iterator[Reason]:
    if kind not in PublicConsultation.Kind.values:
        yield Reason("kind", f"“{kind}”不在可选范围；可选：{'、'.join(PublicConsultation.Kind.values)}")
    for field, text, label in (
        ("title", title, "标题"),
        ("draft_text", draft_text, "征求意见稿"),
        ("explanation", explanation, "起草说明"),
        ("contact", contact, "联系方式"),
    ):
        if not text.strip():
            yield Reason(field, f"请填写{label}", "DECN 15")
    if len(title) > 200:
        yield Reason("title", f"标题最多200字，现有{len(title)}字")
    yield from too_long(("contact", contact, "联系方式", 200))
    yield from too_long(*(("ways", str(place), f"{way}的反馈方式", 200) for way, place in ways.items()))
    if not any(str(place).strip() for place in ways.values()):
        yield Reason("ways", "请至少写明一种反馈方式，例如：信函：温县黄河路1号县政府办公室", "DECN 15")


def _opening_reasons(
    act: Act, consultation: PublicConsultation, ends_on: date, shorter_reason: str
) -> Iterator[Reason]:
    yield from _state_reasons(consultation, (State.DRAFT,), "开始征集")
    if consultation.drafted_by == act.actor_id:
        yield Reason("opened_by", "意见征集由拟稿人以外的人发布")
    if ends_on <= act.today:
        yield Reason("ends_on", f"截止日期{ends_on}须晚于今天{act.today}")
        return
    yield from too_far("ends_on", "截止日期", ends_on, act.today)
    yield from too_long(("shorter_reason", shorter_reason, "缩短期限的理由", 300))
    earliest = earliest_end(consultation.kind, act.today, consultation.agency)
    if earliest is not None and ends_on < earliest.day and not shorter_reason.strip():
        article = str(earliest.why[0].basis)
        yield Reason("ends_on", f"截止日期最早为{earliest.day}；缩短期限须说明理由并公布", article)


def _closing_reasons(act: Act, consultation: PublicConsultation) -> Iterator[Reason]:
    yield from _state_reasons(consultation, (State.OPEN,), "结束")
    if consultation.ends_on is not None and act.today <= consultation.ends_on:
        yield Reason("ends_on", f"征集到{consultation.ends_on}截止，次日起才能结束")
