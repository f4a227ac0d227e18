"""Correct a published item (更正): drafted with a visible note, reviewed like the item itself, published by another person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Unpack

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.content import attachments_of, content_digest, public_payload
from gongkai.catalogue.endings import current_end, end_payload
from gongkai.catalogue.errors import no_such_item, person_of
from gongkai.catalogue.fields import DAYS, ItemFields, cleaned, field_reasons
from gongkai.catalogue.gate import gate_reasons
from gongkai.catalogue.models import Correction, Item
from gongkai.catalogue.models.items import CORRECTION_KIND, SUBJECT_KIND
from gongkai.catalogue.reviewing import path_of
from gongkai.catalogue.services import reasons_of_kind
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.editions.publish import correct
from gongkai.numbering.keys import public_id
from gongkai.review.models import ReviewSheet
from gongkai.review.standing import reasons_not_to_publish
from gongkai.review.usecases.open_sheet import open_sheet
from gongkai.review.usecases.use_approval import use_approval


def draft_correction(*, act: Act, item_id: int, note: str, **fields: Unpack[ItemFields]) -> Correction:
    """Propose new values for a published item and hand them in for review; the public keeps reading the old edition."""
    require(act, Role.DRAFTER)
    drafter = person_of(act)
    values = {name: _stored(value) for name, value in cleaned(fields).items()}
    with transaction.atomic():
        item = lock_item(act, item_id, "agency")
        refuse_if(
            [
                *_draft_reasons(item, note, values),
                *field_reasons(cleaned(fields), act.today),
                *reasons_of_kind(item.kind, values),
            ]
        )
        correction = Correction.objects.create(
            item=item, number=item.corrections.count() + 1, changes=values, note=note.strip(), drafter_id=drafter,
            drafted_at=act.now,
        )  # fmt: skip
        correction.sheet = open_sheet(
            act=act, subject_kind=CORRECTION_KIND, subject_id=correction.id, agency_id=item.agency_id, title=item.title,
            path=path_of(item, item.agency, act.today), content_digest=_digest(item, correction), authors=[drafter],
        )  # fmt: skip
        correction.save(update_fields=["sheet"])
        take(act, "catalogue.correction", correction.pk)
        record(
            act, "catalogue.correction_drafted", SUBJECT_KIND, public_id(item.id),
            facts={"number": correction.number, "fields": " ".join(sorted(values))}, changed=values | {"note": note},
        )  # fmt: skip
    return correction


def correct_item(*, act: Act, correction_id: int) -> Item:
    """Publish an approved correction: a further edition with its note; the earlier ones stay provable."""
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        correction = Correction.objects.select_related("sheet").filter(pk=correction_id).first()
        if correction is None:
            raise no_such_item()
        item = lock_item(act, correction.item_id, "agency", "column")
        correction.refresh_from_db(fields=["published_at"])
        refuse_if(_publish_reasons(item, correction, person_of(act)))
        use_approval(act=act, sheet=correction.sheet)
        for name, value in correction.changes.items():
            setattr(item, name, date.fromisoformat(value) if name in DAYS and value else value)
        item.version, item.changed_at = item.version + 1, act.now
        item.save()
        correct(
            act=act, subject_kind=SUBJECT_KIND, subject_id=item.id, title=item.title, note=correction.note,
            payload=public_payload(item, attachments_of(item), end_payload(current_end(item), act.today)),
        )  # fmt: skip
        correction.published_at = act.now
        correction.save(update_fields=["published_at"])
        record(act, "catalogue.corrected", SUBJECT_KIND, public_id(item.id), facts={"number": correction.number})
    return item


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _digest(item: Item, correction: Correction) -> str:
    return content_digest(item, attachments_of(item), {**correction.changes, "note": correction.note})


def _draft_reasons(item: Item, note: str, values: Mapping[str, Any]) -> Iterator[Reason]:
    if item.state != Item.State.PUBLISHED:
        yield Reason("state", f"信息当前为“{item.standing_zh}”，只有已发布的信息可以更正")
    if not note.strip() or len(note) > 500:
        yield Reason("note", "更正须附向公众说明的更正内容，最多 500 字，例如“更正附件2第3行金额”")
    if not values:
        yield Reason("fields", "更正须至少改动一项内容")
    alive = (ReviewSheet.State.OPEN, ReviewSheet.State.APPROVED)
    if item.corrections.filter(published_at__isnull=True, sheet__state__in=alive).exists():
        yield Reason("correction", "该信息另有一件更正尚未办结")


def _publish_reasons(item: Item, correction: Correction, person: int) -> Iterator[Reason]:
    if item.state != Item.State.PUBLISHED:
        yield Reason("state", f"信息当前为“{item.standing_zh}”，不能更正")
    if correction.published_at is not None:
        yield Reason("correction", "该更正已经发布")
        return
    if person == correction.drafter_id:
        yield Reason("officer", "拟稿人不得发布自己拟写的更正，请由其他发布员发布")
    yield from gate_reasons(item, attachments_of(item), correction.changes)
    yield from reasons_not_to_publish(correction.sheet, _digest(item, correction))
