"""Take down what this room has made public: an answered letter, a consultation, its feedback, an interview, a questionnaire's result.

The pages of this room show only what is public, so the edition's standing decides. A purge erases the public words here as well, and the
copies of files that were made for the public; what a citizen wrote and what was answered stay encrypted as they are: the file of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.editions.models import Publication
from gongkai.editions.publish import withdraw
from gongkai.editions.withdrawable import Withdrawable
from gongkai.engagement.models import (
    AdoptionFeedback,
    FeedbackPoint,
    InterviewAnswer,
    InterviewGuest,
    OnlineInterview,
    PublicConsultation,
    Survey,
)
from gongkai.files.models import StoredFile
from gongkai.files.store import discard
from gongkai.numbering.keys import key_of, public_id

ERASED = "（内容已清除）"


def _consultation(key: int) -> None:
    PublicConsultation.objects.filter(pk=key).update(title=ERASED, draft_text=ERASED, explanation=ERASED, contact="")


def _feedback(key: int) -> None:
    AdoptionFeedback.objects.filter(pk=key).update(summary=ERASED)
    FeedbackPoint.objects.filter(feedback_id=key).update(opinion=ERASED, reason=ERASED)


def _interview(key: int) -> None:
    rows = OnlineInterview.objects.filter(pk=key)
    rows.update(topic=ERASED, announcement=ERASED, host="", recording_url="")
    rows.exclude(transcript="").update(transcript=ERASED)
    InterviewGuest.objects.filter(interview_id=key).update(name=ERASED, post=ERASED)
    InterviewAnswer.objects.filter(question__interview_id=key).update(text=ERASED)


def _survey(key: int) -> None:
    Survey.objects.filter(pk=key).update(title=ERASED, introduction=ERASED, feedback=ERASED)


def _letter(key: int) -> None:
    """Its public words stand in the edition alone."""


_ERASE: Mapping[str, Callable[[int], None]] = {
    "letter": _letter, "consultation": _consultation, "adoption_feedback": _feedback, "interview": _interview, "survey": _survey,
}  # fmt: skip


def _public_files(publication: Publication) -> list[StoredFile]:
    """Copies in the clear that the editions name: made when they were published and used by nothing else."""
    shown = [file for edition in publication.editions.all() for file in edition.payload.get("attachments", ())]
    return list(StoredFile.objects.filter(pk__in={key_of(file["file"]) for file in shown}))


def take_off(act: Act, publication: Publication, kind: str, reason: str, officer: int) -> None:
    subject, key = publication.subject_kind, publication.subject_id
    files = _public_files(publication) if kind == Publication.State.PURGED else []
    withdraw(act=act, subject_kind=subject, subject_id=key, state=kind)
    if kind == Publication.State.PURGED:
        _ERASE[subject](key)
        for stored in files:
            discard(stored)
    record(
        act, "engagement.withdrawn", subject, public_id(key), facts={"kind": kind}, changed={"reason": reason},
    )  # fmt: skip


WITHDRAWABLE = (
    Withdrawable("letter", "公开来信", take_off),
    Withdrawable("consultation", "意见征集", take_off),
    Withdrawable("adoption_feedback", "采纳情况反馈", take_off),
    Withdrawable("interview", "在线访谈", take_off),
    Withdrawable("survey", "问卷结果", take_off),
)
