"""Tie a published consultation or interview to a published document, and undo a wrong tie."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.editions.models import Publication
from gongkai.links.models import Tie
from gongkai.numbering.keys import key_of, public_id
from gongkai.outbox.write import add

KINDS = {"consultation": Tie.Kind.RESULT, "interview": Tie.Kind.INTERVIEW}
_ID = re.compile(r"([0-9a-hjkmnp-tv-z]{13})(?:\.html)?/?$")


def tie_document(*, act: Act, source: Publication | None, document: str) -> Tie:
    """``source`` is the publication of a consultation or an interview, ``document`` the address or id of a published document."""
    with transaction.atomic():
        require(act, Role.DRAFTER, Role.PUBLISHER, agency_id=source.agency_id if source else None)
        found = _document(document)
        refuse_if(_reasons(source, found, document))
        assert source is not None
        assert found is not None
        tie = Tie.objects.create(
            kind=KINDS[source.subject_kind], source=source, document=found, tied_by=act.actor_id,
            tied_by_name=act.actor_name, tied_at=act.now,
        )  # fmt: skip
        _tell(act, tie, "tied")
    return tie


def untie(*, act: Act, source: Publication | None, tie: str) -> None:
    """Take a wrong tie away; the log keeps that there was one."""
    with transaction.atomic():
        found = Tie.objects.select_related("source").filter(pk=_key(tie), source=source).first()
        if found is None:
            raise NotFound([Reason("tie", "没有这项关联")])
        require(act, Role.DRAFTER, Role.PUBLISHER, agency_id=found.source.agency_id)
        _tell(act, found, "untied")
        found.delete()


def _reasons(source: Publication | None, found: Publication | None, typed: str) -> Iterator[Reason]:
    if source is None or source.state != Publication.State.PUBLISHED:
        yield Reason("source", "公布以后才能关联文件")
    if found is None:
        yield Reason(
            "document", f"“{typed[:60]}”不是已公开的文件；请粘贴文件页面的地址，例如 /content/0123456789abc.html"
        )
    elif source is not None and Tie.objects.filter(source=source, document=found).exists():
        yield Reason("document", f"已经关联“{found.title}”")
    elif (
        source is not None
        and source.subject_kind == "consultation"
        and found.first_published_at < source.first_published_at
    ):
        yield Reason("document", f"“{found.title}”在征集意见之前就已公布，不是这次征集的结果")


def _document(text: str) -> Publication | None:
    key = _key(text)
    rows = Publication.objects.filter(subject_kind=SUBJECT_KIND, state=Publication.State.PUBLISHED)
    return rows.filter(pk=key).first() if key else None


def _key(text: str) -> int:
    match = _ID.search(text.strip())
    try:
        return key_of(match.group(1)) if match else 0
    except ValueError:
        return 0


def _tell(act: Act, tie: Tie, event: str) -> None:
    facts = {"source": public_id(tie.source_id), "document": public_id(tie.document_id), "kind": str(tie.kind)}
    record(act, f"links.{event}", "tie", public_id(tie.pk), facts=facts)
    add(
        f"links.{event}",
        public_id(tie.pk),
        act.now,
        {"document": public_id(tie.document_id), "source": public_id(tie.source_id)},
    )
