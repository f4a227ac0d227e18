"""Issue a signed document: 统一登记、统一编号、统一印发 (domain 2.7). Rules and normative documents begin to count here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.content import attachments_of, content_digest, document_of
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import DocumentEnded, DocumentIssued, Item, NormativeDocument
from gongkai.catalogue.numbers import document_number, prefix_reasons
from gongkai.catalogue.terms import issue_reasons, terms_from
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.clock import legal_day
from gongkai.numbering.keys import public_id
from gongkai.review.standing import reasons_not_approved
from gongkai.review.usecases.use_approval import use_approval


def issue_document(*, act: Act, item_id: int, prefix: str | None = None) -> Item:
    """Give a signed document its 发文字号 and its date, that of the signature; nobody issues what they drafted.

    Without an approved attribute there is no number (domain 2.5). A rule or normative document gets its days in force from its terms and is
    counted as issued today; a set end is recorded with it, as a fact of the day on which it will come.
    """
    require(act, Role.OFFICE_HEAD, Role.PUBLISHER)
    with transaction.atomic():
        item = lock_item(act, item_id, "agency", "sheet", "document")
        act = act.at_one_moment()
        chosen = item.agency.document_prefix if prefix is None else prefix
        refuse_if(_reasons(act, item, chosen))
        use_approval(act=act, sheet=item.sheet)
        item.document_number = document_number(item.agency, chosen, act.today)
        if item.sheet is not None and item.sheet.closed_at is not None:
            item.date_of_document = legal_day(item.sheet.closed_at)
        item.changed_at = act.now
        item.save(update_fields=["document_number", "date_of_document", "changed_at"])
        document = document_of(item)
        if document is not None:
            bring_into_force(act, document, act.today)
        record(
            act, "catalogue.issued", "catalogue.item", public_id(item.id),
            facts={"document_number": item.document_number, "kind": item.kind},
        )  # fmt: skip
    return item


def bring_into_force(act: Act, document: NormativeDocument, issued_on: date, *, inherited: bool = False) -> None:
    """Fix the days in force and write the facts; the transaction is the caller's."""
    document.issued_on = issued_on
    document.effective_on, document.expires_on = terms_from(document.terms).days_in_force(issued_on)
    document.save(update_fields=["issued_on", "effective_on", "expires_on"])
    DocumentIssued.objects.create(
        document=document, agency_id=document.item.agency_id, document_type=document.document_type,
        happened_on=issued_on, effective_on=document.effective_on, inherited=inherited, recorded_at=act.now,
    )  # fmt: skip
    if document.expires_on is not None:
        DocumentEnded.objects.create(
            document=document, agency_id=document.item.agency_id, document_type=document.document_type,
            how=DocumentEnded.How.EXPIRED, happened_on=document.expires_on, basis="有效期届满", recorded_at=act.now,
        )  # fmt: skip


def _reasons(act: Act, item: Item, prefix: str) -> Iterator[Reason]:
    if item.state != Item.State.IN_REVIEW:
        yield Reason("state", f"信息当前为“{item.standing_zh}”，签发后才能编号")
        return
    if not item.rules.numbered:
        yield Reason("kind", f"{item.rules.label_zh}不编发文字号")
    if item.document_number:
        yield Reason("document_number", f"已编号：{item.document_number}；文号一经编定不得更改")
    if person_of(act) in item.authors:
        yield Reason("officer", "拟稿人不得给自己拟写的文件编号")
    yield from prefix_reasons(item.agency, prefix)
    yield from reasons_not_approved(item.sheet, content_digest(item, attachments_of(item)))
    document = document_of(item)
    if document is not None:
        yield from issue_reasons(terms_from(document.terms), act.today)
