"""Receive a letter: from the portal by its writer, or entered by a request officer for mail and other systems."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.engagement.letter_columns import number_written, source_called
from gongkai.engagement.letter_files import Kept, attach, of_writer_names, too_many
from gongkai.engagement.letter_states import LetterState
from gongkai.engagement.models import Letter, LetterReceived
from gongkai.engagement.open_work import RECEPTION
from gongkai.engagement.usecases.letter_moves import tell
from gongkai.keyring import subkey
from gongkai.numbering.allocate import allocate
from gongkai.privacy.cipher import blind_index

LONGEST_TITLE, LONGEST_TEXT = 100, 5000
EARLIEST = 2000
_WRITTEN = ("channel", "kind", "title", "text", "writer_name", "writer_phone", "wishes_public")
_CODE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the writer is given: the letter and, this once, the query code in plain text."""

    letter: Letter
    query_code: str
    is_repeat: bool = False


def receive_letter(
    *,
    act: Act,
    agency: Agency,
    channel: str,
    kind: str,
    writer_name: str,
    writer_phone: str,
    title: str,
    text: str,
    wishes_public: bool,
    complexity: str = Letter.Complexity.NORMAL,
    source: str = "",
    source_number: str = "",
    submitted_on: date | None = None,
    submission: str = "",
    files: Sequence[Kept] = (),
) -> Receipt:
    """Take a letter in and give it a number and a query code.

    An officer needs the role 受理员 at ``agency`` and may give the day the letter reached another system; a citizen's
    letter (an act without agency) is received now. A letter of another system is taken once in the whole area, whichever of its units
    enters it: its number there is kept.
    ``submission`` names the filled-in form: sent a second time it gives the same receipt, nothing is doubled.
    """
    day = submitted_on or act.today
    source, source_number = source_called(source), number_written(source_number)
    if act.agency_id is not None:
        require(act, Role.REQUEST_OFFICER, agency_id=agency.id)
    refuse_if(
        [*_reasons(act, channel, kind, complexity, writer_name, writer_phone, title, text, day), *too_many(files)]
    )
    refuse_if(_source_reasons(agency, source, source_number))
    code = query_code_of(submission) if submission else "".join(secrets.choice(_CODE_CHARACTERS) for _ in range(8))
    fields = {
        "agency": agency, "channel": channel, "kind": kind, "complexity": complexity, "source": source,
        "source_number": source_number, "writer_name": writer_name, "writer_phone": writer_phone, "title": title,
        "text": text, "wishes_public": wishes_public, "query_digest": query_digest(code), "submitted_on": day,
        "submission": submission and submission_digest(submission),
    }  # fmt: skip
    earlier = _taken_before(submission)
    if earlier is None:
        try:
            return Receipt(_write(act, fields, files), code)
        except IntegrityError:  # two clicks at one moment: the other was first
            earlier = _taken_before(submission)
            if earlier is None:
                raise
    refuse_if(_repeat_reasons(earlier, fields, files))
    return Receipt(earlier, code, is_repeat=True)


def _write(act: Act, fields: Mapping[str, Any], files: Sequence[Kept]) -> Letter:
    agency, day = fields["agency"], fields["submitted_on"]
    with transaction.atomic():
        number = allocate(f"letter/{agency.code}/{day.year}")
        letter = Letter.objects.create(
            number=f"XJ{day.year}-{number:05d}", writer_name_index=name_index(fields["writer_name"]),
            writer_phone_index=phone_index(fields["writer_phone"]), **fields,
        )  # fmt: skip
        LetterReceived.objects.create(
            letter=letter, agency=agency, channel=letter.channel, happened_on=day, recorded_at=act.now
        )
        attach(act, letter, files)
        if act.agency_id is not None:  # entered at the counter: the officer follows it
            take(act, RECEPTION, letter.pk)
        tell(act, letter, LetterState.SUBMITTED, "receive")
    return letter


def query_code_of(submission: str) -> str:
    """The code that follows from a form: whoever sends the same form again is told the same code."""
    digest = hmac.new(subkey("letter query code"), submission.encode(), hashlib.sha256).digest()
    return "".join(_CODE_CHARACTERS[byte % len(_CODE_CHARACTERS)] for byte in digest[:8])


def submission_digest(submission: str) -> str:
    return blind_index(submission, "letter form")


def _taken_before(submission: str) -> Letter | None:
    """The letter this form has brought, if it was sent before."""
    if not submission:
        return None
    return Letter.objects.select_related("agency").filter(submission=submission_digest(submission)).first()


def of_source(agency: Agency, source: str) -> QuerySet[Letter]:
    """Letters that came from this system to the area the agency lies in: the systems are the area's, not one unit's."""
    top = "/".join(agency.path.split("/")[:2]) + "/"
    return Letter.objects.filter(agency__path__startswith=top, source=source)


def _repeat_reasons(earlier: Letter, fields: Mapping[str, Any], files: Sequence[Kept]) -> Iterator[Reason]:
    """A form sent again says the same, down to who wrote, whether it may be public and which files are with it."""
    is_same = all(getattr(earlier, name) == fields[name] for name in _WRITTEN)
    if not is_same or sorted(of_writer_names(earlier)) != sorted(one.name for one in files):
        yield Reason("token", f"这张表单已经提交，编号{earlier.number}；要另写一封，请重新打开写信页面")


def query_digest(code: str) -> str:
    return blind_index(code, "letter query code")


def name_index(name: str) -> str:
    return blind_index(name, "letter writer name")


def phone_index(phone: str) -> str:
    return blind_index(phone.replace("-", ""), "letter writer phone")


def _reasons(
    act: Act, channel: str, kind: str, complexity: str, name: str, phone: str, title: str, text: str, day: date
) -> Iterator[Reason]:
    for field, value, choices in (
        ("channel", channel, Letter.Channel),
        ("kind", kind, Letter.Kind),
        ("complexity", complexity, Letter.Complexity),
    ):
        if value not in choices.values:
            yield Reason(field, f"“{value}”不在可选范围；可选：{'、'.join(choices.values)}")
    for field, value, label, longest in (
        ("writer_name", name, "姓名", 60),
        ("writer_phone", phone, "联系电话", 40),
        ("title", title, "标题", LONGEST_TITLE),
        ("text", text, "内容", LONGEST_TEXT),
    ):
        if not value.strip():
            yield Reason(field, f"请填写{label}")
        elif len(value) > longest:
            yield Reason(field, f"{label}最多{longest}字，现有{len(value)}字")
    if day.year < EARLIEST:
        yield Reason("submitted_on", f"来信日期{day}过早，请核对年份；最早{EARLIEST}年")
    if day > act.today:
        yield Reason("submitted_on", f"来信日期{day}晚于今天{act.today}")
    if act.agency_id is None and day != act.today:
        yield Reason("submitted_on", "网上来信的日期由系统记录，不能另填")


def _source_reasons(agency: Agency, source: str, source_number: str) -> Iterator[Reason]:
    if bool(source) != bool(source_number):
        yield Reason("source_number", "来自其他系统的信件须同时填写来源系统和原编号，例如：12345热线、202203010017")
    elif source_number:
        known = of_source(agency, source).filter(source_number=source_number).select_related("agency").first()
        if known is not None:
            where = "" if known.agency_id == agency.pk else f"由{known.agency.name}"
            text = f"{source}第{source_number}号信件已{where}登记为{known.number}，同一信件只计一次"
            yield Reason("source_number", text)
        if len(source) > 40 or len(source_number) > 80:
            yield Reason("source_number", "来源系统最多40字，原编号最多80字")
