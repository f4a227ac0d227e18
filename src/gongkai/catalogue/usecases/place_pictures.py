"""Pictures that stand in the text of a draft: pasted, dropped, out of a document, or put in by a form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.body_pictures import MOST_PICTURES
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import Attachment, Item
from gongkai.catalogue.usecases.edit_item import back_to_draft, reasons_not_to_edit
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.files.models import StoredFile
from gongkai.files.pictures import ReadyPicture
from gongkai.files.store import store_made
from gongkai.numbering.keys import public_id

LABEL = "正文图片"


def place_pictures(
    *, act: Act, item_id: int, version: int, pictures: Sequence[ReadyPicture]
) -> tuple[Item, list[StoredFile]]:
    """Attach pictures to a draft for its text, all in one new version; the files answer to ``pictures`` one by one.

    A picture the draft has already is not kept twice. What this officer has typed and not saved goes along to the new version, so that
    a picture put in loses no words.
    """
    require(act, Role.DRAFTER)
    digests = [hashlib.sha256(one.content).hexdigest() for one in pictures]
    with transaction.atomic():
        item = lock_item(act, item_id)
        rows = list(item.attachments.select_related("file"))
        known = {row.file.sha256: row.file for row in rows}
        new = {digest: one for digest, one in zip(digests, pictures, strict=True) if digest not in known}
        refuse_if([*reasons_not_to_edit(item, version), *_too_many(rows, len(new))])
        number = _last_number(rows)
        for step, (digest, one) in enumerate(new.items(), 1):
            known[digest] = _attached(act, item, len(rows) + step, f"{LABEL}{number + step}", one)
        if new:
            back_to_draft(act, item)
            item.save()
            item.autosaves.filter(officer_id=person_of(act), version=version).update(
                version=item.version, saved_at=act.now
            )
            record(
                act, "catalogue.pictures_placed", "catalogue.item", public_id(item.id),
                facts={"pictures": len(new), "version": item.version}, changed={"content": sorted(new)},
            )  # fmt: skip
    return item, [known[digest] for digest in digests]


def _attached(act: Act, item: Item, place: int, label: str, one: ReadyPicture) -> StoredFile:
    ending = one.name[one.name.rindex(".") :]
    file = store_made(
        act=act, agency_id=item.agency_id, name=label + ending, content=one.content, media_type=one.media_type
    )
    Attachment.objects.create(item=item, place=place, file=file, label=label, in_text=True)
    return file


def _too_many(rows: Sequence[Attachment], new: int) -> Iterator[Reason]:
    there = sum(row.in_text for row in rows)
    if new and there + new > MOST_PICTURES:
        yield Reason(
            "picture", f"正文已有 {there} 张图片，再加 {new} 张超过上限 {MOST_PICTURES} 张；图片多的请做成 PDF 附件"
        )


def _last_number(rows: Sequence[Attachment]) -> int:
    """Numbers are not given again after a picture was taken off."""
    given = (row.label.removeprefix(LABEL) for row in rows if row.in_text)
    return max((int(one) for one in given if one.isdecimal()), default=0)
