"""Everything published in one file: JSON (with the whole snapshots) or CSV (the metadata), streamed in portions."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.timezone import localtime
from ninja import Query, Router

from gongkai.api.answers import BadQuestion
from gongkai.api.publications import AskedExport, agency_of
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address, public_rows, year_of
from gongkai.numbering.keys import public_id

router = Router(tags=["publications"])
_PORTION = 500
HEADINGS = (
    "id", "标题", "索引号", "发文字号", "发布机构", "栏目", "栏目代码", "信息类别", "主题分类", "成文日期", "发布时间", "有效性", "更正说明", "网址",
)  # fmt: skip


def _streamed(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    """What the document says of an answer that is streamed: the framework sees no model behind it."""
    return {"responses": {200: {"description": "OK", "content": {media_type: {"schema": schema}}}}}


@router.get(
    "/publications.json",
    response={400: BadQuestion},
    openapi_extra=_streamed("application/json", {"type": "array", "items": {"type": "object"}}),
    summary="Everything published as one JSON list, with the snapshots",
)
def as_json(request: HttpRequest, asked: Query[AskedExport]) -> StreamingHttpResponse:
    return _file(_json_pieces(_rows(asked)), "application/json; charset=utf-8", "publications.json")


@router.get(
    "/publications.csv",
    response={400: BadQuestion},
    openapi_extra=_streamed("text/csv", {"type": "string"}),
    summary="Everything published as CSV, without the texts",
)
def as_csv(request: HttpRequest, asked: Query[AskedExport]) -> StreamingHttpResponse:
    return _file(_csv_pieces(_rows(asked)), "text/csv; charset=utf-8", "publications.csv")


def _file(pieces: Iterator[str], media_type: str, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse((piece.encode() for piece in pieces), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _rows(asked: AskedExport) -> Iterator[Publication]:
    """In order of their keys, portion by portion: memory stays small, and a reader may take long."""
    agency = agency_of(asked.organ)
    rows = public_rows(
        columns=[asked.column] if asked.column else (), agency_ids=[agency] if agency is not None else ()
    )  # fmt: skip
    rows = rows if asked.year is None else year_of(rows, asked.year)
    return _portions(rows)


def _portions(rows: Any) -> Iterator[Publication]:
    after = 0
    while portion := list(rows.filter(id__gt=after).select_related("agency", "current").order_by("id")[:_PORTION]):
        yield from portion
        after = portion[-1].id


def _json_pieces(rows: Iterator[Publication]) -> Iterator[str]:
    first = True
    yield "["
    for row in rows:
        edition = row.current
        if edition is None:
            continue
        text = json.dumps({
            "id": public_id(row.id), "title": row.title, "agency": row.agency.code, "column": row.column, "number": edition.number,
            "first_published_at": row.first_published_at, "published_at": edition.published_at, "note": edition.note,
            "digest": edition.digest, "payload": edition.payload,
        }, ensure_ascii=False, cls=DjangoJSONEncoder)  # fmt: skip
        yield text if first else f",\n{text}"
        first = False
    yield "]\n"


class _Line:
    """What csv writes into: keeps the last line."""

    def write(self, text: str) -> str:
        return text


def _csv_pieces(rows: Iterator[Publication]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow(HEADINGS)
    for row in rows:
        if row.current is not None:
            yield writer.writerow([_harmless(cell) for cell in _cells(row, row.current.payload, row.current.note)])


def _cells(row: Publication, payload: dict[str, Any], note: str) -> list[str]:
    document = payload.get("document") if isinstance(payload.get("document"), dict) else None
    standing = (
        ""
        if not document
        else "失效"
        if document.get("ended_how") == "EXPIRED"
        else "废止"
        if document.get("ended_on")
        else "有效"
    )
    told = [payload.get(name) for name in ("index_number", "document_number")]
    more = [payload.get(name) for name in ("column_zh", "column", "kind_zh", "subject_class", "date_of_document")]
    return [
        str(cell or "")
        for cell in (
            public_id(row.id), row.title, *told, row.agency.name, *more[:1], row.column, *more[2:],
            localtime(row.first_published_at).strftime("%Y-%m-%d %H:%M"), standing, note, content_address(row.id),
        )
    ]  # fmt: skip


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
