"""Files with letters and answers: what is taken, how it is kept until the form is whole, and how it is read again.

A citizen's file is hostile until examined and personal for ever: kind, structure and size are judged, its text is looked through for personal
data, and the bytes are kept encrypted. A form that has to be mended names what it brought by a signed key; files of forms that were never sent go
after a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.audit.acts import Act
from gongkai.engagement.models import Letter, LetterAnswer, LetterFile
from gongkai.files.models import StoredFile
from gongkai.files.names import plain_name
from gongkai.files.scanning import findings_in
from gongkai.files.store import discard, store_sealed
from gongkai.jobs.recurring import Recurring
from gongkai.privacy.detection import LABELS_ZH

KINDS = ("pdf", "docx", "xlsx", "jpeg", "png")
MOST, LARGEST_MB = 5, 10
KEPT = timedelta(days=1)
KEPT_AS = "letter-file"
_SALT = "file of a letter"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file taken in and not yet part of a letter. ``signed`` stands in the form that is mended."""

    stored_id: int
    name: str
    size: int
    personal: dict[str, int]
    unread: bool

    @property
    def signed(self) -> str:
        return signing.dumps(
            [str(self.stored_id), self.name, self.size, self.personal, self.unread], salt=_SALT, compress=True
        )


def keep(act: Act, agency: Agency, name: str, size: int, read: Callable[[], bytes]) -> Kept:
    """Take a file in; its size is judged before it is read. Raises Refused with everything that stands against it."""
    shown = plain_name(name)
    refuse_if(
        [Reason("attachment", f"文件“{shown}”有 {size / 1048576:.1f} MB，最大 {LARGEST_MB} MB")]
        if size > LARGEST_MB << 20
        else []
    )
    data = read()
    stored = store_sealed(
        act=act, agency_id=agency.pk, name=shown, content=data, kinds=KINDS, kept_as=KEPT_AS, field="attachment"
    )
    scan = findings_in(shown, data, stored.media_type)
    found = Counter(LABELS_ZH[place.kind] for place in scan.places)
    return Kept(stored.pk, shown, size, dict(found), bool(scan.unscannable))


def kept_again(signed: Iterable[str]) -> list[Kept]:
    """The files a form names again; what was not signed here, or is older than a day, is left out."""
    found = []
    for text in list(signed)[:MOST]:
        try:
            key, name, size, personal, unread = signing.loads(text, salt=_SALT, max_age=KEPT)
        except signing.BadSignature:
            continue
        found.append(Kept(int(key), name, size, personal, unread))
    return found


def too_many(files: Sequence[object]) -> list[Reason]:
    return [Reason("attachment", f"附件最多{MOST}个，现有{len(files)}个")] if len(files) > MOST else []


def attach(act: Act, letter: Letter, files: Sequence[Kept], answer: LetterAnswer | None = None) -> None:
    """Make kept files part of a letter, inside the caller's transaction; one that was forgotten meanwhile is refused."""
    known = set(StoredFile.objects.filter(pk__in=[one.stored_id for one in files]).values_list("pk", flat=True))
    refuse_if(
        [
            Reason("attachment", f"文件“{one.name}”已过保存时间，请重新选择")
            for one in files
            if one.stored_id not in known
        ]
    )
    LetterFile.objects.bulk_create(
        LetterFile(
            letter=letter, answer=answer, stored_id=one.stored_id, name=one.name, size=one.size, personal=one.personal,
            unread=one.unread, added_at=act.now,
        )
        for one in files
    )  # fmt: skip


def forget_unsent(now: datetime) -> int:
    """Files of forms that were never sent, after a day."""
    old = StoredFile.objects.filter(name__startswith=f"{KEPT_AS}.", stored_at__lt=now - KEPT)
    unsent = list(old.exclude(pk__in=LetterFile.objects.values("stored_id"))[:500])
    for stored in unsent:
        discard(stored)
    return len(unsent)


def of_writer(letter: Letter) -> Iterator[LetterFile]:
    return letter.files.filter(answer__isnull=True).order_by("id").iterator()


def of_writer_names(letter: Letter) -> list[str]:
    return [file.name for file in of_writer(letter)]


def of_answers(answers: Collection[LetterAnswer]) -> dict[int, list[LetterFile]]:
    """By answer, oldest first."""
    found: dict[int, list[LetterFile]] = {answer.pk: [] for answer in answers}
    for file in LetterFile.objects.filter(answer__in=answers).order_by("id"):
        found[file.answer_id or 0].append(file)
    return found


RECURRING = (Recurring("engagement.unsent_files", timedelta(hours=1), forget_unsent),)
