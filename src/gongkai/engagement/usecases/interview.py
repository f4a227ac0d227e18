"""An online interview: drafted, announced, questions and answers, transcript, held; or cancelled with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, reasons_of_state, refuse_if, too_far, too_long
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.clock import SHANGHAI, legal_day
from gongkai.editions.publish import correct, publish
from gongkai.engagement.models import InterviewGuest, InterviewHeld, OnlineInterview
from gongkai.engagement.open_work import INTERVIEW
from gongkai.engagement.personal_traces import personal_traces
from gongkai.engagement.public_page import public_page
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add

COLUMN = "hdjl-interviews"
State = OnlineInterview.State


def draft_interview(
    *, act: Act, agency: Agency, topic: str, announcement: str, planned_at: datetime,
    guests: Sequence[tuple[str, str]], host: str = "",
) -> OnlineInterview:  # fmt: skip
    """Prepare an interview; ``guests`` are pairs of name and post, for example ("李明", "县医保局局长")."""
    require(act, Role.DRAFTER, agency_id=agency.id)
    refuse_if(_draft_reasons(act, topic, announcement, host, guests, planned_at))
    with transaction.atomic():
        interview = OnlineInterview.objects.create(
            agency=agency, topic=topic, announcement=announcement, host=host, planned_at=planned_at,
            drafted_by=act.actor_id,
        )  # fmt: skip
        InterviewGuest.objects.bulk_create(
            InterviewGuest(interview=interview, place=place, name=name, post=post)
            for place, (name, post) in enumerate(guests, 1)
        )
        take(act, INTERVIEW, interview.pk)
        tell(act, interview, "drafted")
    return interview


def redraft_interview(
    *, act: Act, interview_id: int, topic: str, announcement: str, planned_at: datetime,
    guests: Sequence[tuple[str, str]], host: str = "",
) -> OnlineInterview:  # fmt: skip
    """Change what was prepared, before it is announced; whoever changes it counts as its drafter."""
    with transaction.atomic():
        interview = lock_interview(interview_id)
        require(act, Role.DRAFTER, agency_id=interview.agency_id)
        refuse_if(
            [
                *_state_reasons(interview, (State.DRAFT,), "修改"),
                *_draft_reasons(act, topic, announcement, host, guests, planned_at),
            ]
        )
        _save(
            interview, topic=topic, announcement=announcement, planned_at=planned_at, host=host, drafted_by=act.actor_id
        )
        interview.guests.all().delete()
        InterviewGuest.objects.bulk_create(
            InterviewGuest(interview=interview, place=place, name=name, post=post)
            for place, (name, post) in enumerate(guests, 1)
        )
        take(act, INTERVIEW, interview.pk)
        tell(act, interview, "redrafted")
    return interview


def announce_interview(*, act: Act, interview_id: int) -> OnlineInterview:
    """Announce it to the public; from now on questions may be asked. Never by the person who drafted it."""
    with transaction.atomic():
        interview = lock_interview(interview_id)
        require(act, Role.PUBLISHER, Role.APPROVER, agency_id=interview.agency_id)
        refuse_if(_announcing_reasons(act, interview))
        _save(interview, state=State.ANNOUNCED, announced_by=act.actor_id)
        publication = publish(
            act=act, subject_kind="interview", subject_id=interview.id, agency=interview.agency, column=COLUMN,
            title=interview.topic, payload=_payload(interview, act.today),
        )  # fmt: skip
        _save(interview, publication=publication)
        tell(act, interview, "announced")
    return interview


def record_transcript(*, act: Act, interview_id: int, transcript: str, recording_url: str = "") -> OnlineInterview:
    """Enter the transcript (访谈实录) of an announced interview; it may be entered again until it is published."""
    with transaction.atomic():
        interview = lock_interview(interview_id)
        require(act, Role.DRAFTER, agency_id=interview.agency_id)
        reasons = _state_reasons(interview, (State.ANNOUNCED,), "录入实录")
        if not transcript.strip():
            reasons.append(Reason("transcript", "请填写访谈实录"))
        if recording_url and not recording_url.startswith(("https://", "http://")):
            reasons.append(
                Reason(
                    "recording_url", "录像地址须以 https:// 或 http:// 开头，例如 https://www.example.gov.cn/ft/1.html"
                )
            )
        reasons += too_long(("recording_url", recording_url, "录像地址", 200))
        refuse_if([*reasons, *personal_traces(transcript, "transcript")])
        _save(interview, transcript=transcript, transcript_by=act.actor_id, recording_url=recording_url)
        take(act, INTERVIEW, interview.pk)
        tell(act, interview, "transcript_recorded")
    return interview


def close_interview(*, act: Act, interview_id: int, held_on: date | None = None) -> OnlineInterview:
    """Publish the transcript: the interview was held (on ``held_on``, else on the planned day). Not by who entered it."""
    with transaction.atomic():
        interview = lock_interview(interview_id)
        require(act, Role.PUBLISHER, Role.APPROVER, agency_id=interview.agency_id)
        day = held_on or legal_day(interview.planned_at)
        refuse_if(_closing_reasons(act, interview, day))
        _save(interview, state=State.HELD, held_on=day, closed_by=act.actor_id)
        InterviewHeld.objects.create(
            interview=interview, agency_id=interview.agency_id, happened_on=day, recorded_at=act.now
        )
        correct(
            act=act, subject_kind="interview", subject_id=interview.id, title=interview.topic,
            payload=_payload(interview, act.today), note="访谈实录",
        )  # fmt: skip
        tell(act, interview, "held", {"on": day})
    return interview


def cancel_interview(*, act: Act, interview_id: int, reason: str) -> OnlineInterview:
    """Cancel an interview that was not held; the public reads why when it had been announced."""
    with transaction.atomic():
        interview = lock_interview(interview_id)
        require(act, Role.PUBLISHER, Role.APPROVER, agency_id=interview.agency_id)
        reasons = _state_reasons(interview, (State.DRAFT, State.ANNOUNCED), "取消")
        if not reason.strip():
            reasons.append(Reason("reason", "取消访谈须说明理由"))
        refuse_if([*reasons, *too_long(("reason", reason, "取消理由", 300))])
        was_public = interview.state == State.ANNOUNCED
        _save(interview, state=State.CANCELLED, cancelled_reason=reason)
        if was_public:
            correct(
                act=act, subject_kind="interview", subject_id=interview.id, title=interview.topic,
                payload=_payload(interview, act.today), note=f"访谈已取消：{reason}",
            )  # fmt: skip
        tell(act, interview, "cancelled")
    return interview


def lock_interview(interview_id: int) -> OnlineInterview:
    rows = OnlineInterview.objects.select_for_update(of=("self",)).select_related("agency")
    found = rows.filter(pk=interview_id).first()
    if found is None:
        raise NotFound([Reason("interview", "没有这期访谈")])
    return found


def tell(act: Act, interview: OnlineInterview, event: str, facts: dict[str, str | date] | None = None) -> None:
    key = public_id(interview.id)
    record(
        act, f"engagement.interview_{event}", "interview", key, facts=facts,
        chain=act.agency_code or interview.agency.code,
    )  # fmt: skip
    add(f"interview.{event}", key, act.now, {"agency": interview.agency.code})


def _save(interview: OnlineInterview, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(interview, name, value)
    interview.save(update_fields=list(changes))


def _state_reasons(interview: OnlineInterview, allowed: tuple[State, ...], doing: str) -> list[Reason]:
    return reasons_of_state("访谈", State(interview.state), allowed, doing)


def _draft_reasons(
    act: Act, topic: str, announcement: str, host: str, guests: Sequence[tuple[str, str]], planned_at: datetime
) -> Iterator[Reason]:
    if not topic.strip() or len(topic) > 200:
        yield Reason("topic", f"请填写访谈主题，最多200字；现有{len(topic)}字")
    if not announcement.strip():
        yield Reason("announcement", "请填写访谈预告")
    if not guests or not all(name.strip() and post.strip() for name, post in guests):
        yield Reason("guests", "请填写每位嘉宾的姓名和职务，例如：李明，县医疗保障局局长")
    for name, post in guests:
        yield from too_long(("guests", name, "嘉宾姓名", 60), ("guests", post, "嘉宾职务", 120))
    yield from too_long(("host", host, "主持人", 80))
    yield from too_far("planned_at", "访谈日期", planned_at.astimezone(SHANGHAI).date(), act.today)


def _announcing_reasons(act: Act, interview: OnlineInterview) -> Iterator[Reason]:
    yield from _state_reasons(interview, (State.DRAFT,), "发布预告")
    if interview.drafted_by == act.actor_id:
        yield Reason("announced_by", "访谈预告由拟稿人以外的人发布")
    if legal_day(interview.planned_at) < act.today:
        yield Reason("planned_at", f"计划日期{legal_day(interview.planned_at)}已过，请修改后再发布预告")


def _closing_reasons(act: Act, interview: OnlineInterview, day: date) -> Iterator[Reason]:
    yield from _state_reasons(interview, (State.ANNOUNCED,), "发布实录")
    if not interview.transcript:
        yield Reason("transcript", "尚未录入访谈实录")
    elif interview.transcript_by == act.actor_id:
        yield Reason("closed_by", "访谈实录由录入人以外的人发布")
    if day > act.today:
        yield Reason("held_on", f"举办日期{day}晚于今天{act.today}")


def _payload(interview: OnlineInterview, day: date) -> dict[str, Any]:
    guests = [{"name": guest.name, "post": guest.post} for guest in interview.guests.order_by("place")]
    planned = interview.planned_at.astimezone(SHANGHAI)
    sections = (
        ("状态", State(interview.state).label),
        ("取消理由", interview.cancelled_reason),
        ("访谈时间", f"{planned:%Y-%m-%d %H:%M}"),
        ("嘉宾", "\n".join(f"{guest['name']}，{guest['post']}" for guest in guests)),
        ("主持人", interview.host),
        ("访谈预告", interview.announcement),
        ("访谈实录", interview.transcript),
    )
    return {
        **public_page(agency=interview.agency, column_zh="在线访谈", title=interview.topic, day=day, sections=sections),
        "topic": interview.topic,
        "announcement": interview.announcement,
        "host": interview.host,
        "planned_at": interview.planned_at,
        "guests": guests,
        "state": State(interview.state).label,
        "held_on": interview.held_on,
        "transcript": interview.transcript,
        "recording_url": interview.recording_url,
        "cancelled_reason": interview.cancelled_reason,
        "live": f"/hdjl/ft/{public_id(interview.id)}/",
    }
