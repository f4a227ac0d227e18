"""Draft an item: a draft may be incomplete, but what it has must be right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.attributes import Attribute, attribute_reasons
from gongkai.catalogue.errors import agency_of, person_of
from gongkai.catalogue.fields import ItemFields, cleaned, field_reasons
from gongkai.catalogue.kinds import KEPT_FOR, KINDS, ItemKind
from gongkai.catalogue.models import Column, Item, NormativeDocument
from gongkai.catalogue.services import reasons_of_kind
from gongkai.catalogue.terms import NO_TERMS, Terms, term_reasons
from gongkai.law.reference import REG
from gongkai.numbering.keys import public_id


def draft_item(
    *, act: Act, kind: str, column: str, attribute: Attribute | None = None, terms: Terms = NO_TERMS,
    agency_id: int | None = None, **fields: Unpack[ItemFields],
) -> Item:  # fmt: skip
    """Start an item of the acting officer's agency in a column, with the attribute the drafter proposes (it may follow later).

    ``agency_id`` names the government an officer of its office drafts for. ``terms`` say from when and how long a rule or normative document is to be in force.
    """
    drafter, agency = person_of(act), agency_id or agency_of(act)
    require(act, Role.DRAFTER, agency_id=agency)
    values = cleaned(fields)
    place = Column.objects.filter(code=column, closed_on__isnull=True).first()
    proposed = attribute or Attribute("")
    refuse_if(
        [
            *place_reasons(kind, column, place, agency),
            *field_reasons(values, act.today),
            *reasons_of_kind(kind, values),
            *(attribute_reasons(proposed) if attribute else ()),
            *term_reasons(terms, bool(kind in KINDS and KINDS[kind].document_type)),
        ]
    )
    assert place is not None  # refused above
    with transaction.atomic():
        item = Item.objects.create(
            agency_id=agency, kind=kind, column=place, drafter_id=drafter, authors=[drafter],
            attribute=proposed.value, ground=proposed.ground, ground_kind=proposed.ground_kind,
            attribute_reason=proposed.reason, created_at=act.now, changed_at=act.now, **values,
        )  # fmt: skip
        if item.rules.document_type:
            NormativeDocument.objects.create(item=item, document_type=item.rules.document_type, terms=terms.as_json())
        record(
            act, "catalogue.drafted", "catalogue.item", public_id(item.id),
            facts={"kind": kind, "column": column, "attribute": proposed.value, "ground": proposed.ground},
            changed={"title": item.title, "body": item.body_html},
        )  # fmt: skip
    return item


def place_reasons(kind: str, code: str, column: Column | None, agency_id: int) -> Iterator[Reason]:
    """Why an item of a kind may not stand in a column."""
    if kind not in KINDS:
        yield Reason("kind", f"信息类型“{kind}”不存在；可选：{'、'.join(KINDS)}")
    if column is None or column.agency_id not in (None, agency_id):
        yield Reason("column", f"栏目“{code}”不存在或者已关闭；法定主动公开栏目如 A20-01、A20-07，动态栏目如 zwdt")
    elif kind in KINDS:
        yield from _kind_reasons(KINDS[kind], column)


def _kind_reasons(kind: ItemKind, column: Column) -> Iterator[Reason]:
    if column.statutory and not kind.statutory:
        yield Reason("column", f"政府信息公开专栏应当专栏姓专：{kind.label_zh}不得放入“{column.name}”", REG(24).zh)
    elif kind.column and column.code != kind.column:
        yield Reason("column", f"{kind.label_zh}只能放在栏目“{kind.column}”，所选：{column.name}")
    elif column.code in KEPT_FOR and kind.column != column.code:
        yield Reason("column", f"栏目“{column.name}”只放{KEPT_FOR[column.code]}，{kind.label_zh}请放其他栏目")
