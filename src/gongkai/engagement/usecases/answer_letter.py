"""Answer a letter: one person drafts, another reviews, the answer is told (in public or privately)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.editions.publish import publish
from gongkai.engagement.letter_files import Kept, attach, too_many
from gongkai.engagement.letter_states import state_reasons
from gongkai.engagement.models import Letter, LetterAnswer, LetterFile
from gongkai.engagement.open_work import LETTER
from gongkai.engagement.personal_traces import personal_traces
from gongkai.engagement.public_page import public_page
from gongkai.engagement.usecases.letter_moves import lock_letter, move, require_unit
from gongkai.engagement.writer_messages import tell_writer
from gongkai.files.store import discard, read_sealed, store_made, store_publishable
from gongkai.numbering.keys import public_id

COLUMN = "hdjl-letters"
LONGEST_ANSWER = 5000


def answer_letter(
    *, act: Act, letter_id: int, text: str, files: Sequence[Kept] = (), carried: Collection[int] = ()
) -> LetterAnswer:
    """Draft an answer (a further version after a return). ``carried``: files of the version before that go on with this one."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_unit(act, letter, Role.DRAFTER)
        reasons = state_reasons(letter.state, "answer")
        if not text.strip():
            reasons.append(Reason("text", "请填写答复内容"))
        elif len(text) > LONGEST_ANSWER:
            reasons.append(Reason("text", f"答复最多{LONGEST_ANSWER}字，现有{len(text)}字"))
        earlier = letter.answers.order_by("-version").first()
        going_on = LetterFile.objects.filter(answer=earlier, pk__in=carried) if earlier else LetterFile.objects.none()
        refuse_if([*reasons, *too_many([*files, *going_on])])
        answer = LetterAnswer.objects.create(
            letter=letter, version=letter.answers.count() + 1, text=text, drafted_by=act.actor_id,
            drafted_by_name=act.actor_name, drafted_at=act.now,
        )  # fmt: skip
        going_on.update(answer=answer)
        attach(act, letter, files, answer)
        take(act, LETTER, letter.pk)
        move(act, letter, "answer")
    return answer


def review_answer(*, act: Act, letter_id: int, passed: bool, note: str = "") -> LetterAnswer:
    """Pass the drafted answer or return it with what to mend. Never by the person who drafted it."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_unit(act, letter, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD)
        doing = "pass_answer" if passed else "return_answer"
        refuse_if(state_reasons(letter.state, doing))
        answer = letter.answers.get(verdict=LetterAnswer.Verdict.WAITING)
        refuse_if(_review_reasons(act, answer, passed, note))
        answer.verdict = LetterAnswer.Verdict.PASSED if passed else LetterAnswer.Verdict.RETURNED
        answer.reviewed_by, answer.reviewed_by_name = act.actor_id, act.actor_name
        answer.reviewed_at, answer.review_note = act.now, note
        answer.save(update_fields=["verdict", "reviewed_by", "reviewed_by_name", "reviewed_at", "review_note"])
        if passed:
            move(act, letter, doing, note=note, answered_on=act.today)
        else:
            move(act, letter, doing, note=note)
    return answer


def publish_answer(
    *, act: Act, letter_id: int, title: str, question: str, answer: str, files: Collection[int] = ()
) -> Letter:
    """Tell the answer in public, in words that name nobody: all three texts and the chosen files of the answer pass the gate.

    What the writer sent is never published. Only a letter whose writer wished it; the writer's own words and the reviewed answer stay encrypted as they are.
    """
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_unit(act, letter, Role.PUBLISHER)
        chosen = list(LetterFile.objects.select_related("stored").filter(letter=letter, pk__in=files))
        refuse_if([
            *state_reasons(letter.state, "publish"), *_publication_reasons(letter, title, question, answer), *_file_reasons(chosen),
        ])  # fmt: skip
        attached = [_made_public(act, letter, file) for file in chosen]
        publication = publish(
            act=act, subject_kind="letter", subject_id=letter.id, agency=letter.agency, column=COLUMN, title=title,
            payload={**_payload(act, letter, title, question, answer), "attachments": attached},
        )  # fmt: skip
        move(act, letter, "publish", publicity=Letter.Publicity.PUBLISHED, publication=publication)
        tell_writer(act, letter, "已答复")
    return letter


def keep_answer_private(*, act: Act, letter_id: int) -> Letter:
    """Tell the answer to the writer alone (by number and query code)."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_unit(act, letter, Role.PUBLISHER)
        refuse_if(state_reasons(letter.state, "keep_private"))
        move(act, letter, "keep_private", publicity=Letter.Publicity.PRIVATE)
        tell_writer(act, letter, "已答复")
    return letter


def _review_reasons(act: Act, answer: LetterAnswer, passed: bool, note: str) -> Iterator[Reason]:
    if answer.drafted_by == act.actor_id:
        yield Reason("reviewed_by", f"答复由{answer.drafted_by_name}拟稿，须由另一人审核")
    if not passed and not note.strip():
        yield Reason("note", "退回修改须写明意见")


def _publication_reasons(letter: Letter, title: str, question: str, answer: str) -> Iterator[Reason]:
    if not letter.wishes_public:
        yield Reason("publicity", "来信人选择不公开，只能单独答复")
    own = tuple(str(value) for agency in (letter.agency, letter.unit) if agency for value in agency.contact.values())
    for field, text, label in (
        ("title", title, "公开标题"),
        ("question", question, "公开的来信内容"),
        ("answer", answer, "公开的答复内容"),
    ):
        if not text.strip():
            yield Reason(field, f"请填写{label}")
        yield from personal_traces(text, field, (letter.writer_name,), (letter.writer_phone,), own)


def _file_reasons(files: Iterable[LetterFile]) -> Iterator[Reason]:
    for file in files:
        if file.answer is None or file.answer.verdict != LetterAnswer.Verdict.PASSED:
            yield Reason("files", f"“{file.name}”不是已审核答复的附件，不能公开")
        if file.unread and not file.stored.media_type.startswith("image/"):  # a picture was looked at by the reviewer
            yield Reason("files", f"“{file.name}”的内容无法检查（扫描图片等），不能公开；可以只提供给来信人")
        if file.personal:
            found = "、".join(f"{label}{number}处" for label, number in file.personal.items())
            yield Reason("files", f"“{file.name}”中有{found}，不能公开", "REG 15")


def _made_public(act: Act, letter: Letter, file: LetterFile) -> dict[str, object]:
    """A copy in the clear, without its author's data, as documents carry their attachments."""
    plain = store_made(
        act=act, agency_id=letter.agency_id, name=file.name, content=read_sealed(file.stored), media_type=file.stored.media_type
    )  # fmt: skip
    shown, _ = store_publishable(act=act, stored=plain)
    if shown.pk != plain.pk:
        discard(plain)  # it still told its author
    return {
        "file": public_id(shown.pk), "label": file.name, "media_type": shown.media_type, "size": shown.size, "sha256": shown.sha256,
    }  # fmt: skip


def _payload(act: Act, letter: Letter, title: str, question: str, answer: str) -> dict[str, object]:
    unit = letter.unit or letter.agency
    sections = (
        ("来信内容", question),
        ("来信时间", letter.submitted_on),
        ("答复单位", unit.name),
        ("答复内容", answer),
        ("答复时间", letter.answered_on),
    )
    return {
        **public_page(agency=letter.agency, column_zh="来信选登", title=title, day=act.today, sections=sections),
        "number": letter.number,
        "channel": Letter.Channel(letter.channel).label,
        "kind": Letter.Kind(letter.kind).label,
        "question": question,
        "answer": answer,
        "unit": unit.name,
        "received_on": letter.submitted_on,
        "answered_on": letter.answered_on,
    }
