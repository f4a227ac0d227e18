"""What the answers of a questionnaire add up to: by question, by choice, by group."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gongkai.engagement.models import Survey
from gongkai.engagement.survey_questions import GRADES, Question, of

PUBLIC = "公众"


@dataclass(frozen=True, slots=True)
class Row:
    """One question: how often each choice was taken, and by how many it was answered."""

    question: Question
    counts: tuple[tuple[str, int], ...]
    answered: int

    def share(self, number: int) -> float:
        return round(100 * number / self.answered, 1) if self.answered else 0.0

    @property
    def satisfied(self) -> float | None:
        """满意 and 基本满意 among those who graded, in percent; None for what is no grade or has no answer."""
        if self.question.kind != "GRADE" or not self.answered:
            return None
        return self.share(sum(number for choice, number in self.counts if choice != GRADES[-1]))


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """``groups`` counts the answers of the public and of those a link was meant for."""

    answers: int
    groups: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]

    @property
    def satisfied(self) -> float | None:
        """The mean over all graded questions, in percent."""
        grades = [row.satisfied for row in self.rows if row.satisfied is not None]
        return round(sum(grades) / len(grades), 1) if grades else None


def result_of(survey: Survey) -> SurveyResult:
    """Counted from the answers, whenever asked; the published edition keeps what was counted at its time."""
    questions = of(survey.questions)
    counts: dict[str, Counter[str]] = {question.key: Counter() for question in questions}
    answered: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for group, chosen in survey.answers.values_list("group", "chosen").iterator(chunk_size=2000):
        groups[group or PUBLIC] += 1
        for key, values in chosen.items():
            counts[key].update(values)
            answered[key] += bool(values)
    rows = tuple(
        Row(
            question,
            tuple((choice, counts[question.key][choice]) for choice in question.choices),
            answered[question.key],
        )
        for question in questions
        if question.kind != "WORDS"
    )
    return SurveyResult(groups.total(), tuple(sorted(groups.items(), key=lambda one: (one[0] != PUBLIC, one[0]))), rows)
