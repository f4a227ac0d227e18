"""The page of one letter: its words, days and course, and the forms of what this officer may do now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act
from gongkai.desk.entry import show
from gongkai.engagement.channel_hints import hints
from gongkai.engagement.letter_duty import duties
from gongkai.engagement.letter_files import KINDS, of_answers, of_writer
from gongkai.engagement.letter_limits import accept_due
from gongkai.engagement.letter_states import OPEN_STATES, LetterState
from gongkai.engagement.models import Letter, LetterAnswer
from gongkai.engagement.public_page import address
from gongkai.engagement.selectors import letters_of_phone, standings
from gongkai.engagement.usecases.see_writer import Writer
from gongkai.files.kinds import KINDS as FILE_KINDS
from gongkai.files.names import size_words
from gongkai.law.masks import mask_person_name, mask_phone
from gongkai.privacy.detection import LABELS_ZH, detect, masked_text


@dataclass(frozen=True, slots=True)
class Proposed:
    """What would be published: the words masked by rule, and what the gate found in them. A person reads and mends them."""

    title: str
    question: str
    answer: str
    found: tuple[tuple[str, str, str], ...]


def letter_page(
    request: HttpRequest, act: Act, letter: Letter, *, status: int = 200, typed: Mapping[str, str] | None = None,
    writer: Writer | None = None,
) -> HttpResponse:  # fmt: skip
    """``typed`` is what a refused form held; ``writer`` only after a logged look."""
    standing = standings([letter], act.today)[0]
    answers = list(letter.answers.order_by("-version"))
    may = {duty.verb for duty in duties(act, letter)}
    if answers and answers[0].verdict == LetterAnswer.Verdict.WAITING and answers[0].drafted_by == act.actor_id:
        may.discard("review")
    own = ids_written_for(act)
    return show(
        request, act, "desk/engagement/letter.html", status=status, letter=letter, standing=standing, may=may,
        typed=typed or {}, writer=writer or Writer(mask_person_name(letter.writer_name), mask_phone(letter.writer_phone)),
        is_plain=writer is not None, handles=letter.agency_id in own or letter.unit_id in own,
        accept_due=accept_due(letter).day, answers=answers, files=list(of_writer(letter)), answer_files=of_answers(answers),
        accept=",".join(ending for key in KINDS for ending in FILE_KINDS[key].endings), size_words=size_words, steps=letter.steps.select_related("unit").order_by("id"),
        assistances=letter.assistances.select_related("unit").order_by("id"), own=own,
        hints=hints(letter.title, letter.text) if letter.state in OPEN_STATES else (),
        units=_units(letter), Letter=Letter, published=address(letter.publication),
        proposed=_proposed(letter, answers) if letter.state == LetterState.REVIEWED else None,
        others=letters_of_phone(act, letter.writer_phone).exclude(pk=letter.pk).order_by("-id")[:5],
    )  # fmt: skip


def _units(letter: Letter) -> list[Agency]:
    """Whom a letter may be handed to: the receiver's area."""
    receiver = letter.agency
    top = receiver.path if receiver.is_government else receiver.path.removesuffix(f"{receiver.code}/")
    return list(Agency.objects.filter(path__startswith=top, abolished_on__isnull=True).order_by("path"))


def _proposed(letter: Letter, answers: list[LetterAnswer]) -> Proposed:
    passed = next(one for one in answers if one.verdict == LetterAnswer.Verdict.PASSED)
    names = (letter.writer_name,)
    texts = (("标题", letter.title), ("来信内容", letter.text), ("答复内容", passed.text))
    found = [(label, LABELS_ZH[finding.kind], finding.masked) for label, text in texts for finding in detect(text)]
    found += [
        (label, "来信人姓名", mask_person_name(letter.writer_name))
        for label, text in texts
        if letter.writer_name in text
    ]
    return Proposed(
        masked_text(letter.title, names), masked_text(letter.text, names), masked_text(passed.text, names), tuple(found)
    )
