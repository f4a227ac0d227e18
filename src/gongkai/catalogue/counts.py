"""What this room offers to reports: first publications, and documents issued, ended, in force."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.catalogue.kinds import INTERPRETATION, KINDS, TOPIC
from gongkai.catalogue.models import DocumentEnded, DocumentIssued, Item, ItemPublished
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.clock import legal_day
from gongkai.editions.models import Publication
from gongkai.measures.registry import Measure, Question, RecordDetail, RecordLine
from gongkai.numbering.keys import public_id
from gongkai.review.paths import STAGES
from gongkai.review.selectors import sheets_of

PURGED_TITLE = "（内容已清除）"
_SHOWN = (Publication.State.PUBLISHED, Publication.State.WITHDRAWN_WITH_NOTICE)


def items_published(question: Question) -> QuerySet[Any]:
    """First published in the period, as known on the day of knowledge; a later withdrawal takes nothing away. Topics are counted apart."""
    facts = ItemPublished.objects.known_at(question.as_of).happened(question.first, question.last_known)
    return facts.filter(agency_id__in=question.agency_ids).exclude(kind=TOPIC)


def interpretations_published(question: Question) -> QuerySet[Any]:
    return items_published(question).filter(kind=INTERPRETATION)


def documents_issued(question: Question) -> QuerySet[Any]:
    facts = DocumentIssued.objects.known_at(question.as_of).happened(question.first, question.last_known)
    return facts.filter(agency_id__in=question.agency_ids)


def documents_ended(question: Question) -> QuerySet[Any]:
    """Repealed or expired in the period. An end that lies ahead of the day of knowledge has not happened yet."""
    facts = DocumentEnded.objects.known_at(question.as_of).happened(question.first, question.last_known)
    return facts.filter(agency_id__in=question.agency_ids)


def documents_in_force(question: Question) -> QuerySet[Any]:
    """Issued and in effect by the last day, and not ended by it, as known on the day of knowledge."""
    day = question.last_known
    ended = DocumentEnded.objects.known_at(question.as_of).filter(document=OuterRef("document"), happened_on__lte=day)
    issued = DocumentIssued.objects.known_at(question.as_of).filter(happened_on__lte=day, effective_on__lte=day)
    return issued.filter(~Exists(ended), agency_id__in=question.agency_ids)


def _line(item: Item, key: int, day: date, state: str) -> RecordLine:
    published = item.publication
    shown = published is not None and published.state in _SHOWN
    return RecordLine(
        key=key,
        day=day,
        agency_id=item.agency_id,
        number=item.document_number or item.index_number,
        title=item.title or PURGED_TITLE,
        state=state,
        public_url=f"/content/{public_id(published.id)}.html" if shown and published else "",
    )


def item_line(fact: ItemPublished) -> RecordLine:
    return _line(fact.item, fact.pk, fact.happened_on, fact.item.standing_zh)


def issued_line(fact: DocumentIssued) -> RecordLine:
    return _line(fact.document.item, fact.pk, fact.happened_on, "制发（历史文件）" if fact.inherited else "制发")


def ended_line(fact: DocumentEnded) -> RecordLine:
    return _line(fact.document.item, fact.pk, fact.happened_on, DocumentEnded.How(fact.how).label)


def item_detail(fact: ItemPublished) -> RecordDetail:
    return _detail(item_line(fact), fact.item)


def issued_detail(fact: DocumentIssued) -> RecordDetail:
    return _detail(issued_line(fact), fact.document.item)


def ended_detail(fact: DocumentEnded) -> RecordDetail:
    return _detail(ended_line(fact), fact.document.item, (("依据", fact.basis),))


def _detail(line: RecordLine, item: Item, more: tuple[tuple[str, str], ...] = ()) -> RecordDetail:
    fields = (
        ("单位", item.agency.name),
        ("信息类型", KINDS[item.kind].label_zh),
        ("栏目", item.column.name),
        ("标题", line.title),
        ("索引号", item.index_number),
        ("发文字号", item.document_number),
        ("成文日期", str(item.date_of_document or "")),
        ("发布日期", str(item.published_on or "")),
        ("公开属性", item.get_attribute_display()),
        ("来源", item.origin_source),
        *_validity(item),
        *more,
    )
    return RecordDetail(line, tuple((label, value) for label, value in fields if value), _history(item))


def _validity(item: Item) -> tuple[tuple[str, str], ...]:
    if not item.rules.document_type:
        return ()
    document = item.document
    days = (("印发日期", document.issued_on), ("施行日期", document.effective_on), ("失效日期", document.expires_on))
    return tuple((label, str(day)) for label, day in days if day)


def _history(item: Item) -> tuple[tuple[date, str, str], ...]:
    """Who did what when: review, publication, corrections, withdrawals, the end of the document; article beside it."""
    lines = [
        (
            step.at,
            f"{STAGES[step.stage].label_zh}：{step.get_conclusion_display()}（{step.officer_name}）",
            _basis(step.stage),
        )
        for sheet in sheets_of(SUBJECT_KIND, item.id)
        for step in sheet.steps.all()
    ]
    published = item.publication
    if published is not None:
        lines.append((published.first_published_at, "首次发布", "REG 26"))
    lines += [(row.published_at, f"更正：{row.note}", "") for row in item.corrections.all() if row.published_at]
    lines += [(row.at, f"撤稿（{row.get_kind_display()}）", "") for row in item.withdrawals.all()]
    days = [(legal_day(moment), text, basis) for moment, text, basis in sorted(lines, key=lambda line: line[0])]
    if item.rules.document_type:
        ends = DocumentEnded.objects.current().filter(document__item=item)
        days += [(end.happened_on, f"{end.get_how_display()}：{end.basis}", "") for end in ends]
    return tuple(sorted(days, key=lambda line: line[0]))


def _basis(stage: str) -> str:
    return "SEC 35" if stage == "SECRECY" else ""


def _public(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    return rows.filter(**{f"{path}__state": Publication.State.PUBLISHED})


_ITEM = ("item__publication", "item__agency", "item__column", "item__sheet", "item__document")
_DOCUMENT = tuple(f"document__{name}" for name in _ITEM[:-1])
_KIND = {"kind": "kind", "column": "column_code"}
_TYPE = {"document_type": "document_type"}
_items = partial(
    Measure, unit="条", line=item_line, detail=item_detail, related=_ITEM,
    public=partial(_public, path="item__publication"),
)  # fmt: skip
_documents = partial(
    Measure, unit="件", dimensions=_TYPE, related=_DOCUMENT, public=partial(_public, path="document__item__publication")
)

MEASURES: tuple[Measure, ...] = (
    _items(
        "catalogue.items_published", "网站公开信息", means="本期在政府网站首次发布的信息，一条计一次，更正不重复计",
        records=items_published, dimensions=_KIND,
    ),
    _items(
        "catalogue.interpretations_published", "政策解读",
        means="本期在政府网站首次发布的政策解读", records=interpretations_published,
    ),
    _documents(
        "catalogue.documents_issued", "本年制发件数", means="本期制发的规章和行政规范性文件",
        records=documents_issued, line=issued_line, detail=issued_detail,
    ),
    _documents(
        "catalogue.documents_ended", "本年废止件数", means="本期废止、失效的规章和行政规范性文件",
        records=documents_ended, line=ended_line, detail=ended_detail,
    ),
    _documents(
        "catalogue.documents_in_force", "现行有效件数",
        means="本期结束时现行有效的规章和行政规范性文件", records=documents_in_force,
        line=issued_line, detail=issued_detail,
    ),
)  # fmt: skip
