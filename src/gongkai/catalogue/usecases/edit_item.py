"""Edit a draft, attach files to it and take them off. An item in review is not edited: it is returned or recalled first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.fields import ItemFields, cleaned, field_reasons
from gongkai.catalogue.models import Attachment, Item
from gongkai.catalogue.services import reasons_of_kind
from gongkai.catalogue.terms import Terms, term_reasons
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import public_id

LONGEST_LABEL = 200


def edit_item(
    *, act: Act, item_id: int, version: int, terms: Terms | None = None, **fields: Unpack[ItemFields]
) -> Item:
    """Change a draft. Whoever edits becomes an author and can review nothing of it any more; review starts again.

    ``version`` is the one the officer saw: if somebody saved in between, the edit is refused and nothing is lost.
    """
    require(act, Role.DRAFTER)
    values = cleaned(fields)
    with transaction.atomic():
        item = lock_item(act, item_id)
        refuse_if(
            [
                *reasons_not_to_edit(item, version),
                *field_reasons(values, act.today),
                *reasons_of_kind(item.kind, values),
                *(term_reasons(terms, bool(item.rules.document_type)) if terms is not None else ()),
            ]
        )
        for name, value in values.items():
            setattr(item, name, value)
        if terms is not None and item.rules.document_type:
            item.document.terms = terms.as_json()
            item.document.save(update_fields=["terms"])
        back_to_draft(act, item)
        item.save()
        item.autosaves.filter(officer_id=person_of(act)).delete()
        changed = {**values, **({"terms": terms.as_json()} if terms else {})}
        record(
            act,
            "catalogue.edited",
            "catalogue.item",
            public_id(item.id),
            facts={"version": item.version},
            changed=changed,
        )
    return item


def attach_file(*, act: Act, item_id: int, version: int, file: StoredFile, label: str) -> Item:
    """Attach a stored file of the own agency to a draft, under the name citizens will see."""
    require(act, Role.DRAFTER)
    name = " ".join(label.split())
    with transaction.atomic():
        item = lock_item(act, item_id)
        refuse_if([*reasons_not_to_edit(item, version), *_file_reasons(item, file, name)])
        Attachment.objects.create(item=item, place=item.attachments.count() + 1, file=file, label=name)
        back_to_draft(act, item)
        item.save()
        record(
            act, "catalogue.attached", "catalogue.item", public_id(item.id),
            facts={"file": public_id(file.id), "version": item.version}, changed={"label": name, "content": file.sha256},
        )  # fmt: skip
    return item


def detach_file(*, act: Act, item_id: int, version: int, attachment_id: int) -> Item:
    """Take a file off a draft; the stored file stays where earlier rounds of review name it."""
    require(act, Role.DRAFTER)
    with transaction.atomic():
        item = lock_item(act, item_id)
        attachment = item.attachments.filter(pk=attachment_id).select_related("file").first()
        missing = [] if attachment else [Reason("file", "该附件已经移除")]
        refuse_if([*reasons_not_to_edit(item, version), *missing])
        assert attachment is not None  # refused above
        stored = attachment.file
        attachment.delete()
        for place, row in enumerate(item.attachments.order_by("place"), 1):
            if row.place != place:
                row.place = place
                row.save(update_fields=["place"])
        back_to_draft(act, item)
        item.save()
        record(
            act, "catalogue.detached", "catalogue.item", public_id(item.id),
            facts={"file": public_id(stored.id), "version": item.version},
        )  # fmt: skip
    return item


def back_to_draft(act: Act, item: Item) -> None:
    """What every change means: a new version by one more author, and no review any more. The caller saves."""
    me = person_of(act)
    item.authors = item.authors if me in item.authors else [*item.authors, me]
    item.version += 1
    item.state, item.sheet, item.changed_at = Item.State.DRAFT, None, act.now


def reasons_not_to_edit(item: Item, version: int) -> Iterator[Reason]:
    if not item.is_editable:
        cure = "已发布的请办理更正" if item.state == Item.State.PUBLISHED else "请先由审核人退回修改或者由拟稿人撤回"
        yield Reason("state", f"信息当前为“{item.standing_zh}”，不能直接修改；{cure}")
    if version != item.version:
        yield Reason(
            "version", f"您打开的是第 {version} 版，现已是第 {item.version} 版：他人已保存修改，请重新打开后再改"
        )


def _file_reasons(item: Item, file: StoredFile, name: str) -> Iterator[Reason]:
    if file.agency_id != item.agency_id:
        yield Reason("file", "只能附本单位上传的文件")
    if not name or len(name) > LONGEST_LABEL:
        yield Reason("label", f"附件须有公众看得懂的名称，最多 {LONGEST_LABEL} 字，例如“附件1：2022年部门预算表”")
