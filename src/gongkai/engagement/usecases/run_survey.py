"""A questionnaire from its draft to its published result. Answers have their own file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, Refused, reasons_of_state, refuse_if, too_far
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.editions.publish import publish
from gongkai.engagement.models import Survey, SurveyOpened, SurveyResultPublished
from gongkai.engagement.open_work import SURVEY
from gongkai.engagement.personal_traces import personal_traces
from gongkai.engagement.public_page import public_page
from gongkai.engagement.survey_questions import questions_in, stored
from gongkai.engagement.survey_results import SurveyResult, result_of
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add

COLUMN = "hdjl-surveys"
State = Survey.State


def draft_survey(
    *, act: Act, agency: Agency, kind: str, year: int, title: str, introduction: str, questions: str
) -> Survey:
    """Prepare a questionnaire; ``questions`` as ``survey_questions`` reads them."""
    require(act, Role.DRAFTER, agency_id=agency.id)
    refuse_if(_draft_reasons(kind, year, title, introduction))
    rows = stored(questions_in(questions))
    with transaction.atomic():
        survey = Survey.objects.create(
            agency=agency, kind=kind, year=year, title=title, introduction=introduction, questions=rows,
            drafted_by=act.actor_id,
        )  # fmt: skip
        take(act, SURVEY, survey.pk)
        _tell(act, survey, "drafted", {"questions": len(rows)})
    return survey


def open_survey(*, act: Act, survey_id: int, ends_on: date | None) -> Survey:
    """Open it from today to ``ends_on``. Never by the person who drafted it; its questions do not change any more."""
    with transaction.atomic():
        survey = lock_survey(survey_id)
        act = act.at_one_moment()
        require(act, Role.PUBLISHER, Role.APPROVER, agency_id=survey.agency_id)
        if ends_on is None:
            raise Refused([Reason("ends_on", "请填写截止日期，例如 2022-06-30")])
        reasons = reasons_of_state("问卷", State(survey.state), (State.DRAFT,), "开始")
        if survey.drafted_by == act.actor_id:
            reasons.append(Reason("opened_by", "问卷由拟稿人以外的人发布"))
        if ends_on <= act.today:
            reasons.append(Reason("ends_on", f"截止日期{ends_on}须晚于今天{act.today}"))
        refuse_if([*reasons, *too_far("ends_on", "截止日期", ends_on, act.today)])
        _save(survey, state=State.OPEN, starts_on=act.today, ends_on=ends_on, opened_by=act.actor_id)
        SurveyOpened.objects.create(
            survey=survey, agency_id=survey.agency_id, happened_on=act.today, recorded_at=act.now
        )
        _tell(act, survey, "opened", {"to": ends_on})
    return survey


def close_survey(*, act: Act, survey_id: int) -> Survey:
    """Close it after its last day; how many answers there are then stands in the log."""
    with transaction.atomic():
        survey = lock_survey(survey_id)
        if act.source != "system":
            require(act, Role.DRAFTER, Role.PUBLISHER, Role.OFFICE_HEAD, agency_id=survey.agency_id)
        reasons = reasons_of_state("问卷", State(survey.state), (State.OPEN,), "结束")
        if survey.ends_on is not None and act.today <= survey.ends_on:
            reasons.append(Reason("ends_on", f"问卷到{survey.ends_on}截止，次日起才能结束"))
        refuse_if(reasons)
        _save(survey, state=State.CLOSED, closed_on=act.today)
        _tell(act, survey, "closed", {"answers": survey.answers.count()})
    return survey


def write_feedback(*, act: Act, survey_id: int, feedback: str) -> Survey:
    """Write what follows from the result; it is published with it."""
    with transaction.atomic():
        survey = lock_survey(survey_id)
        require(act, Role.DRAFTER, agency_id=survey.agency_id)
        reasons = reasons_of_state("问卷", State(survey.state), (State.CLOSED,), "起草反馈")
        if not feedback.strip():
            reasons.append(Reason("feedback", "请填写对结果的反馈和改进措施"))
        refuse_if([*reasons, *personal_traces(feedback, "feedback")])
        _save(survey, feedback=feedback, feedback_by=act.actor_id)
        take(act, SURVEY, survey.pk)
        _tell(act, survey, "feedback_written")
    return survey


def publish_result(*, act: Act, survey_id: int) -> Survey:
    """Publish result and feedback. Never by the person who wrote the feedback; free words of citizens are not published."""
    with transaction.atomic():
        survey = lock_survey(survey_id)
        act = act.at_one_moment()
        require(act, Role.PUBLISHER, Role.APPROVER, agency_id=survey.agency_id)
        reasons = reasons_of_state("问卷", State(survey.state), (State.CLOSED,), "公布结果")
        if not survey.feedback:
            reasons.append(Reason("feedback", "尚未起草对结果的反馈"))
        elif survey.feedback_by == act.actor_id:
            reasons.append(Reason("published_by", "结果由起草反馈以外的人公布"))
        refuse_if(reasons)
        publication = publish(
            act=act, subject_kind="survey", subject_id=survey.id, agency=survey.agency, column=COLUMN,
            title=f"{survey.title}结果", payload=_payload(survey, result_of(survey), act.today),
        )  # fmt: skip
        _save(survey, state=State.PUBLISHED, published_by=act.actor_id, publication=publication)
        SurveyResultPublished.objects.create(
            survey=survey, agency_id=survey.agency_id, answers=survey.answers.count(), happened_on=act.today,
            recorded_at=act.now,
        )  # fmt: skip
        _tell(act, survey, "result_published")
    return survey


def lock_survey(survey_id: int) -> Survey:
    found = Survey.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=survey_id).first()
    if found is None:
        raise NotFound([Reason("survey", "没有这份问卷")])
    return found


def tell_links(act: Act, survey: Survey, group: str, number: int) -> None:
    """That links were handed out, for how many; never the links."""
    with transaction.atomic():
        _tell(act, survey, "links_made", {"number": number}, {"group": group})


def _tell(
    act: Act, survey: Survey, event: str, facts: Mapping[str, int | date] | None = None,
    changed: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    key = public_id(survey.id)
    record(
        act, f"engagement.survey_{event}", "survey", key, facts=dict(facts or {}), changed=changed,
        chain=act.agency_code or survey.agency.code,
    )  # fmt: skip
    add(f"survey.{event}", key, act.now, {"agency": survey.agency.code})


def _save(survey: Survey, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(survey, name, value)
    survey.save(update_fields=list(changes))


def _draft_reasons(kind: str, year: int, title: str, introduction: str) -> Iterator[Reason]:
    if kind not in Survey.Kind.values:
        yield Reason("kind", f"“{kind}”不在可选范围；可选：{'、'.join(Survey.Kind.labels)}")
    if not 2000 <= year <= 2100:
        yield Reason("year", f"年度{year}不正确，请填写四位年份，例如2022")
    if not title.strip() or len(title) > 200:
        yield Reason("title", f"请填写标题，最多200字；现有{len(title)}字")
    if not introduction.strip():
        yield Reason("introduction", "请填写说明：为什么调查、怎样使用结果")


def _payload(survey: Survey, result: SurveyResult, day: date) -> dict[str, Any]:
    lines = [
        (
            f"{place}．{row.question.text}",
            "\n".join(f"{choice}：{number}人，{row.share(number)}%" for choice, number in row.counts),
        )
        for place, row in enumerate(result.rows, 1)
    ]
    groups = "，".join(f"{group}{number}份" for group, number in result.groups)
    overall = f"\n总体满意率{result.satisfied}%。" if result.satisfied is not None else ""
    sections = (
        ("调查时间", f"{survey.starts_on}至{survey.ends_on}"),
        ("回收情况", f"共收到{result.answers}份（{groups}）。{overall}" if result.answers else "没有收到答卷。"),
        *lines,
        ("反馈", survey.feedback),
    )
    return {
        **public_page(
            agency=survey.agency, column_zh="调查问卷", title=f"{survey.title}结果", day=day, sections=sections
        ),
        "kind": Survey.Kind(survey.kind).label,
        "year": survey.year,
        "answers": result.answers,
        "groups": [list(group) for group in result.groups],
        "satisfied": result.satisfied,
        "questions": [
            {"text": row.question.text, "answered": row.answered, "counts": [list(one) for one in row.counts]}
            for row in result.rows
        ],
        "feedback": survey.feedback,
        "live": f"/hdjl/dc/{public_id(survey.id)}/",
    }
