"""Put out what is clear of a batch: a publisher who did not import it vouches that it was public on the old site on those days.

Each portion is one transaction; a killed run goes on where it stopped, for a row that is out is out. What stands on the list to clear
waits, and goes out with the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Attachment, Item, NormativeDocument, Release
from gongkai.catalogue.numbers import reserve_used_number
from gongkai.catalogue.terms import Terms
from gongkai.catalogue.usecases.issue_document import bring_into_force
from gongkai.catalogue.usecases.publish_item import put_out
from gongkai.moving.examining import examine_row, item_of
from gongkai.moving.models import OldAddress, SiteImport, SiteRow
from gongkai.moving.selectors import batch_for
from gongkai.numbering.keys import public_id

PORTION = 20


def vouch_for_batch(*, act: Act, batch_id: int) -> SiteImport:
    """The act of the second person; what goes out later of the same batch is vouched for as well."""
    require(act, Role.PUBLISHER)
    with transaction.atomic():
        batch = batch_for(act, batch_id)
        batch = SiteImport.objects.select_for_update(of=("self",)).select_related("agency").get(pk=batch.pk)
        refuse_if(_reasons(act, batch))
        if batch.vouched_by_id != person_of(act):
            batch.vouched_by_id, batch.vouched_by_name, batch.vouched_at = person_of(act), act.actor_name, act.now
            batch.save(update_fields=["vouched_by", "vouched_by_name", "vouched_at"])
            record(
                act, "moving.vouched", "moving.import", public_id(batch.pk), chain=batch.agency.code,
                facts={"number": batch.number, "clear": batch.rows.filter(state=SiteRow.State.CLEAR).count()},
            )  # fmt: skip
    return batch


def publish_batch(*, act: Act, batch_id: int, told: Callable[[int, int], None] = lambda done, of: None) -> SiteImport:
    """Publish every row that is clear; call ``vouch_for_batch`` first. Raises NotAllowed, Refused."""
    require(act, Role.PUBLISHER)
    batch = batch_for(act, batch_id)
    refuse_if(_reasons(act, batch))
    refuse_if([] if batch.vouched_by_id == person_of(act) else [Reason("vouched_by", "请先担保")])
    keys = list(batch.rows.filter(state=SiteRow.State.CLEAR).order_by("line").values_list("pk", flat=True))
    out = 0
    for start in range(0, len(keys), PORTION):
        with transaction.atomic():
            rows = batch.rows.select_for_update(of=("self",)).filter(
                pk__in=keys[start : start + PORTION], state=SiteRow.State.CLEAR
            )  # fmt: skip
            out += sum(_out(act.at_one_moment(), batch, row) for row in rows.select_related("agency").order_by("line"))
        told(min(start + PORTION, len(keys)), len(keys))
    with transaction.atomic():
        if not batch.rows.filter(state__in=(SiteRow.State.WAITING, SiteRow.State.CLEAR)).exists():
            SiteImport.objects.filter(pk=batch.pk).update(state=SiteImport.State.PUBLISHED)
        record(
            act, "moving.published", "moving.import", public_id(batch.pk), chain=batch.agency.code,
            facts={"number": batch.number, "out": out},
        )  # fmt: skip
    return batch_for(act, batch.pk)


def _out(act: Act, batch: SiteImport, row: SiteRow) -> int:
    """One row, looked at again by the gate: what was clear yesterday may not be today. 1 where it went out."""
    if examine_row(row, batch, act.now).state != SiteRow.State.CLEAR:
        row.save(update_fields=["findings", "state", "examined_at"])
        return 0
    try:
        with transaction.atomic():
            row.item = _item(act, batch, row)
    except IntegrityError:  # the number was given to another document meanwhile
        row.state, row.reason = SiteRow.State.WAITING, "发文字号或者原网址已被占用，请修改后重新导入"
        row.save(update_fields=["state", "reason"])
        return 0
    row.state = SiteRow.State.OUT
    row.save(update_fields=["state", "item", "findings", "examined_at"])
    return 1


def _item(act: Act, batch: SiteImport, row: SiteRow) -> Item:
    item, files = item_of(row, batch)
    item.origin_vouched_by_id = batch.vouched_by_id
    item.created_at = item.changed_at = act.now
    item.save(force_insert=True)
    Attachment.objects.bulk_create(files)
    Release.objects.bulk_create(_releases(item, row))
    if item.rules.document_type:
        _register(act, item, row)
    reserve_used_number(item.agency, item.document_number)
    put_out(act, item, files)
    OldAddress.objects.create(host=row.host, path=row.path, item=item)
    return item


def _register(act: Act, item: Item, row: SiteRow) -> None:
    """A rule or normative document stands in the register with its own day of issue, as inherited ones do."""
    terms = Terms(effective_on=_day(row, "effective_on"), expires_on=_day(row, "expires_on"))
    document = NormativeDocument.objects.create(
        item=item, document_type=KINDS[item.kind].document_type, terms=terms.as_json()
    )
    assert item.date_of_document is not None  # asked for in the table
    bring_into_force(act, document, item.date_of_document, inherited=True)


def _releases(item: Item, row: SiteRow) -> Iterator[Release]:
    for one in row.findings:
        if given := one.get("released"):
            yield Release(
                item=item, key=one["key"], sentence=one["sentence"][:500], reason=given["reason"], officer_id=given["officer"],
                officer_name=given["name"], at=datetime.fromisoformat(given["at"]),
            )  # fmt: skip


def _day(row: SiteRow, name: str) -> date | None:
    return date.fromisoformat(row.values[name]) if row.values.get(name) else None


def _reasons(act: Act, batch: SiteImport) -> Iterator[Reason]:
    if batch.state == SiteImport.State.STAGING:
        yield Reason("state", "这个批次还没有读完")
    if person_of(act) == batch.importer_id:
        yield Reason("officer", "导入人不得担保并发布自己导入的内容，请由其他发布员办理")
    if batch.rows.filter(state__in=(SiteRow.State.WAITING, SiteRow.State.CLEAR), examined_at__isnull=True).exists():
        yield Reason("state", "还有没有检查完的信息，请先完成检查")
