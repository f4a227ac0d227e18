"""Tie an interpretation to the document it explains; the page of either then leads to the other."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.kinds import INTERPRETATION
from gongkai.catalogue.models import InterpretationLink, Item
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add


def link_interpretation(*, act: Act, interpretation_id: int, document_id: int) -> InterpretationLink:
    """Link an interpretation of the own agency to a document: the own agency's, or any that is public.

    Whoever drafted the document interprets it (谁起草、谁解读), so a department explains what its government issued.
    """
    require(act, Role.DRAFTER, Role.PUBLISHER)
    officer = person_of(act)
    with transaction.atomic():
        interpretation = lock_item(act, interpretation_id)
        document = Item.objects.filter(pk=document_id).first()
        refuse_if(_reasons(interpretation, document))
        assert document is not None  # refused above
        link = InterpretationLink.objects.create(
            interpretation=interpretation, document=document, linked_by_id=officer, linked_at=act.now
        )
        facts = {"document": public_id(document_id)}
        record(act, "catalogue.interpretation_linked", "catalogue.item", public_id(interpretation_id), facts=facts)
        add("catalogue.interpretation_linked", link.id, act.now, {"items": [interpretation_id, document_id]})
    return link


def _reasons(interpretation: Item, document: Item | None) -> Iterator[Reason]:
    if interpretation.kind != INTERPRETATION:
        yield Reason("interpretation", f"“{interpretation.title}”是{interpretation.rules.label_zh}，不是政策解读")
    own = document is not None and document.agency_id == interpretation.agency_id
    if document is None or not (own or document.state == Item.State.PUBLISHED):
        yield Reason("document", "没有这份文件，或者它尚未公开")
    elif not document.rules.interpretable:
        yield Reason("document", f"“{document.title}”是{document.rules.label_zh}，解读应当对应政策文件")
    elif InterpretationLink.objects.filter(interpretation=interpretation, document=document).exists():
        yield Reason("document", "该解读已与这份文件关联")
