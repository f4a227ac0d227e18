"""Take an anonymous answer once per token. No line in the log, no event: both would tell when somebody answered.

The token's digest and the answer are written together or not at all, so that none is lost and none is doubled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db import IntegrityError, transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.audit.acts import Act
from gongkai.engagement.models import Survey, SurveyAnswer, UsedToken
from gongkai.engagement.survey_questions import Question, answer_reasons, of
from gongkai.privacy.cipher import blind_index


def answer_survey(*, act: Act, survey_id: int, token: str, said: Mapping[str, Sequence[str]], group: str = "") -> bool:
    """True when the answer was taken, False when this token had brought one before. Raises Refused with all reasons."""
    survey = Survey.objects.filter(pk=survey_id).first()
    if survey is None:
        raise NotFound([Reason("survey", "没有这份问卷")])
    questions = of(survey.questions)
    refuse_if([*_period_reasons(act, survey), *answer_reasons(questions, said)])
    chosen, words = _split(questions, said)
    try:
        with transaction.atomic():
            UsedToken.objects.create(digest=blind_index(token, f"survey {survey.pk}"), survey=survey)
            SurveyAnswer.objects.create(survey=survey, group=group[:40], chosen=chosen, words=words)
    except IntegrityError:
        if not was_used(survey, token):
            raise
        return False
    return True


def was_used(survey: Survey, token: str) -> bool:
    return UsedToken.objects.filter(pk=blind_index(token, f"survey {survey.pk}")).exists()


def _split(questions: Sequence[Question], said: Mapping[str, Sequence[str]]) -> tuple[dict[str, list[str]], str]:
    chosen, words = {}, []
    for question in questions:
        values = [value.strip() for value in said.get(question.key, ()) if value.strip()]
        if question.kind == "WORDS":
            words += [f"{question.text}\n{value}" for value in values]
        else:
            chosen[question.key] = sorted(set(values), key=question.choices.index)
    return chosen, "\n".join(words)


def _period_reasons(act: Act, survey: Survey) -> Iterator[Reason]:
    if survey.state != Survey.State.OPEN:
        yield Reason("survey", f"问卷{Survey.State(survey.state).label}，不再接收答卷")
    elif survey.ends_on is not None and act.today > survey.ends_on:
        yield Reason("survey", f"问卷已于{survey.ends_on}截止，不再接收答卷")
