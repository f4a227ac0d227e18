"""The course of one matter, the same from each of its ends: consultation, opinions, feedback, document, interpretation, interview, end.

Read when asked from what is public at that moment; what was withdrawn drops out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.catalogue.interpretations import documents_explained_by, interpretations_of
from gongkai.catalogue.models import DocumentEnded
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.clock import legal_day
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.engagement.models import AdoptionFeedback, PublicConsultation
from gongkai.links.models import Tie
from gongkai.numbering.keys import public_id

_PUBLISHED = Publication.State.PUBLISHED


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: what it is called, the title, where it is read (empty for a mere fact), its day. ``is_here``: the page one is on."""

    label: str
    title: str
    address: str
    day: date | None
    is_here: bool = False


def chain_of(here: Publication | None) -> tuple[Stage, ...]:
    """All stages in their order; empty where nothing is tied to this publication."""
    if here is None or here.state != _PUBLISHED:
        return ()
    start = _consultation_publication(here)
    documents = list(_documents(start))
    sources = [start] if start.subject_kind in ("consultation", "interview") else []
    tied = Tie.objects.filter(document__in=[one.pk for one in documents], source__state=_PUBLISHED).select_related(
        "source"
    )
    sources += [tie.source for tie in tied.order_by("source__first_published_at", "id") if tie.source_id != start.pk]
    stages = [*_before(sources, here), *_document_stages(documents, here), *_after(sources, here), *_ends(documents)]
    return tuple(stages) if documents and len(stages) > 1 else ()


def _consultation_publication(here: Publication) -> Publication:
    """A page of feedback stands for its consultation."""
    if here.subject_kind == "adoption_feedback":
        feedback = (
            AdoptionFeedback.objects.select_related("consultation__publication").filter(pk=here.subject_id).first()
        )
        if feedback is not None and feedback.consultation.publication is not None:
            return feedback.consultation.publication
    return here


def _documents(start: Publication) -> Iterator[Publication]:
    if start.subject_kind == SUBJECT_KIND:
        explained = list(documents_explained_by(start))
        yield from explained or [start]
    else:
        rows = Tie.objects.filter(source=start, document__state=_PUBLISHED).select_related("document")
        yield from (tie.document for tie in rows.order_by("document__first_published_at", "id"))


def _before(sources: Iterable[Publication], here: Publication) -> Iterator[Stage]:
    for source in sources:
        if source.subject_kind != "consultation":
            continue
        found = PublicConsultation.objects.select_related("feedback__publication").get(pk=source.subject_id)
        address = f"/hdjl/zj/{public_id(found.pk)}/"
        yield Stage("意见征集", found.title, address, found.starts_on, is_here=source.pk == here.pk)
        yield Stage("收到意见", f"{found.opinions.count()}条", "", found.ends_on)
        feedback = getattr(found, "feedback", None)
        if feedback is not None and feedback.publication is not None and feedback.publication.state == _PUBLISHED:
            yield Stage("采纳情况反馈", feedback.publication.title, f"{address}#feedback", feedback.published_on)


def _document_stages(documents: Iterable[Publication], here: Publication) -> Iterator[Stage]:
    for document in documents:
        yield _stage("出台文件", document, here)
        for one in interpretations_of(document):
            yield _stage("政策解读", one, here)


def _after(sources: Iterable[Publication], here: Publication) -> Iterator[Stage]:
    for source in sources:
        if source.subject_kind == "interview":
            address = f"/hdjl/ft/{public_id(source.subject_id)}/"
            yield Stage(
                "在线访谈", source.title, address, legal_day(source.first_published_at), is_here=source.pk == here.pk
            )


def _ends(documents: Iterable[Publication]) -> Iterator[Stage]:
    items = [one.subject_id for one in documents]
    rows = DocumentEnded.objects.current().filter(document__item_id__in=items).select_related("basis_item__publication")
    for end in rows.order_by("happened_on", "id"):
        basis = end.basis_item.publication if end.basis_item else None
        is_public = basis is not None and basis.state == _PUBLISHED
        label = DocumentEnded.How(end.how).label
        yield Stage(label, end.basis, content_address(basis.pk) if basis and is_public else "", end.happened_on)


def _stage(label: str, one: Publication, here: Publication) -> Stage:
    return Stage(
        label, one.title, content_address(one.pk), legal_day(one.first_published_at), is_here=one.pk == here.pk
    )
