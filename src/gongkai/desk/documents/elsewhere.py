"""What the public can see and a takedown sheet cannot take off: where it is, and what is done about it there (撤稿处置)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse

from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.decisions.lookup import Sought, look_up
from gongkai.decisions.public import address as decision_address
from gongkai.engagement.models import InterviewQuestion, Survey
from gongkai.engagement.selectors import public_interviews, surveys_for
from gongkai.numbering.keys import public_id
from gongkai.search.everything_public import Hit, compact

MOST = 50
REPORT = "annual_report"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """``public`` is where citizens read it, ``desk`` where an officer acts; ``what`` says how."""

    kind_zh: str
    title: str
    agency: str
    what: str
    public: str
    desk: str


def elsewhere(act: Act, words: str, others: Iterable[Hit]) -> list[Elsewhere]:
    """``others``: publications with the words whose kind is not withdrawn by a sheet."""
    return list(
        islice(
            (*map(_publication, others), *_decisions(act, words), *_questions(act, words), *_surveys(act, words)), MOST
        )
    )


def _publication(hit: Hit) -> Elsewhere:
    row = hit.publication
    desk = reverse("desk:report", args=[public_id(row.subject_id)]) if row.subject_kind == REPORT else ""
    return Elsewhere(
        "年度报告" if row.subject_kind == REPORT else "其他", row.title, row.agency.short_name, "不撤稿，在年度报告中更正",
        f"/content/{public_id(row.id)}.html", desk,
    )  # fmt: skip


def _decisions(act: Act, words: str) -> Iterator[Elsewhere]:
    """Ledgers of millions are asked by their indexes: the whole name of a counterparty, the whole number of a document."""
    ids, seen = visible_agency_ids(act), set()
    for sought in (Sought(name=words), Sought(document_number=words)):
        for row in look_up(sought, act.today, size=20).records:
            if row.agency_id in ids and row.pk not in seen:
                seen.add(row.pk)
                desk = reverse("desk:decision", args=[row.KIND.value, public_id(row.pk)])
                yield Elsewhere(
                    "行政执法决定",
                    row.document_number,
                    row.agency.short_name,
                    "在执法台账中更正，或者登记撤销、信用修复",
                    decision_address(row),
                    desk,
                )


def _questions(act: Act, words: str) -> Iterator[Elsewhere]:
    """Questions and answers stand encrypted or outside the edition: those that are shown are read one by one."""
    wanted = compact(words)
    shown = InterviewQuestion.objects.filter(
        interview__in=public_interviews(), interview__agency_id__in=visible_agency_ids(act), hidden_reason=""
    ).exclude(shown_by="")  # fmt: skip
    for row in shown.select_related("interview__agency", "answer").order_by("-id").iterator(chunk_size=200):
        answer = getattr(row, "answer", None)
        if wanted in compact(f"{row.nickname}\n{row.text}\n{answer.text if answer else ''}"):
            key = public_id(row.interview_id)
            yield Elsewhere(
                "访谈提问", row.interview.topic, row.interview.agency.short_name, "在访谈中将该提问设为不公开", f"/hdjl/ft/{key}/",
                reverse("desk:interview", args=[key]),
            )  # fmt: skip


def _surveys(act: Act, words: str) -> Iterator[Elsewhere]:
    """A questionnaire that runs has no edition yet."""
    wanted = compact(words)
    for row in surveys_for(act).filter(state__in=(Survey.State.OPEN, Survey.State.CLOSED)):
        if wanted in compact(f"{row.title}{row.introduction}{row.questions}"):
            key = public_id(row.pk)
            yield Elsewhere(
                "调查问卷",
                row.title,
                row.agency.short_name,
                "在问卷中取消",
                f"/hdjl/dc/{key}/",
                reverse("desk:survey", args=[key]),
            )
