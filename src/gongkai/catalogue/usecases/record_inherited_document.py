"""Record a rule or normative document issued before this system, with its own day of issue and where that is known from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import IntegrityError, transaction

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import agency_of, person_of
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Column, Disclosure, Item, NormativeDocument
from gongkai.catalogue.numbers import reserve_used_number
from gongkai.catalogue.terms import NO_TERMS, Terms, issue_reasons, term_reasons
from gongkai.catalogue.usecases.issue_document import bring_into_force
from gongkai.numbering.keys import public_id


def record_inherited_document(
    *, act: Act, kind: str, title: str, document_number: str, issued_on: date, source: str, terms: Terms = NO_TERMS,
    column: str = "A20-01-02", published_on: date | None = None,
) -> Item:  # fmt: skip
    """Enter one document of the earlier years; it counts in force from the day it is recorded here, issued on its own day.

    ``source`` is the evidence (the old site's address, the volume of the gazette); ``published_on`` when it was made public there. Its number
    is kept as it was given and is not given again. It is not on this portal until an item with its text is reviewed and published.
    """
    require(act, Role.OFFICE_HEAD)
    officer = person_of(act)
    place = Column.objects.filter(code=column).first()
    refuse_if(
        [
            *_reasons(kind, title, document_number, issued_on, source, place, column, act.today),
            *term_reasons(terms, True),
            *issue_reasons(terms, issued_on),
        ]
    )
    assert place is not None  # refused above
    with transaction.atomic():
        item = _item(act, officer, place, kind, title, document_number, issued_on, source, published_on)
        document = NormativeDocument.objects.create(
            item=item, document_type=KINDS[kind].document_type, terms=terms.as_json()
        )
        bring_into_force(act, document, issued_on, inherited=True)
        reserve_used_number(item.agency, item.document_number)
        record(
            act, "catalogue.inherited", "catalogue.item", public_id(item.id), facts={"kind": kind, "issued_on": issued_on},
            changed={"title": title, "document_number": document_number, "source": source},
        )  # fmt: skip
    return item


def _item(
    act: Act, officer: int, column: Column, kind: str, title: str, number: str, issued_on: date, source: str,
    published_on: date | None,
) -> Item:  # fmt: skip
    try:
        with transaction.atomic():
            return Item.objects.create(
                agency_id=agency_of(act), kind=kind, column=column, state=Item.State.INHERITED, title=title.strip(),
                document_number=number.strip(), formed_on=issued_on, date_of_document=issued_on,
                attribute=Disclosure.PROACTIVE, drafter_id=officer, authors=[officer], created_at=act.now,
                changed_at=act.now, origin_source=source.strip(), origin_published_on=published_on,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused([Reason("document_number", f"本单位已有文号为“{number}”的文件")]) from error


def _reasons(
    kind: str, title: str, number: str, issued_on: date, source: str, place: Column | None, column: str, today: date
) -> Iterator[Reason]:
    if kind not in KINDS or not KINDS[kind].document_type:
        names = "、".join(key for key, row in KINDS.items() if row.document_type)
        yield Reason("kind", f"历史文件的类型须为 {names} 之一，不是“{kind}”")
    if place is None:
        yield Reason("column", f"栏目“{column}”不存在，例如 A20-01-02（行政规范性文件）")
    if not title.strip() or len(title) > 300:
        yield Reason("title", "文件须有标题，最多 300 字")
    if not number.strip() or len(number) > 60:
        yield Reason("document_number", "文件须有原发文字号，例如 温政〔2019〕12号")
    if issued_on > today:
        yield Reason("issued_on", f"制发日期{issued_on}晚于今天（{today}）")
    if not source.strip() or len(source) > 300:
        yield Reason("source", "历史文件须写明来源，例如“县政府公报2019年第3期”，最多 300 字")
