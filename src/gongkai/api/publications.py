"""What was published: agencies, items with their current edition."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from gongkai.agencies.models import Agency
from gongkai.api.answers import AGENCY_CODE, YEARS, BadQuestion, Missing, Problem, Refused
from gongkai.api.decisions import agency_of
from gongkai.editions.models import Publication
from gongkai.editions.selectors import PAGE, content_address, public_list, publication
from gongkai.numbering.keys import key_of, public_id

router = Router(tags=["publications"])
LARGEST = 100
CURSOR = r"^[0-9]{1,17}-[0-9a-z]{13}$"


class AgencyLine(Schema):
    code: str
    name: str
    kind: str
    uscc: str


class Item(Schema):
    id: str
    title: str
    agency_name: str
    column: str
    published_at: datetime
    index_number: str
    address: str


class Items(Schema):
    items: list[Item]
    after: str | None


class Edition(Schema):
    """``payload`` is the published snapshot; its salted ``digest`` stands in the public log."""

    id: str
    title: str
    agency: str
    column: str
    number: int
    first_published_at: datetime
    published_at: datetime
    note: str
    digest: str
    payload: dict[str, Any]


class AskedExport(Schema):
    column: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]{1,60}$")
    organ: str | None = Field(None, pattern=AGENCY_CODE)
    year: int | None = Field(None, ge=YEARS[0], le=YEARS[1])


class AskedItems(AskedExport):
    after: str | None = Field(None, pattern=CURSOR)
    limit: int = Field(PAGE, ge=1, le=LARGEST)


@router.get("/agencies", response=list[AgencyLine], summary="Agencies and their codes")
def agencies(request: HttpRequest) -> list[dict[str, str]]:
    rows = Agency.objects.filter(abolished_on__isnull=True).order_by("path")
    return [{"code": row.code, "name": row.name, "kind": row.kind, "uscc": row.uscc} for row in rows]


@router.get("/publications", response={200: Items, 400: BadQuestion}, summary="Published items, newest first")
def publications(request: HttpRequest, asked: Query[AskedItems]) -> dict[str, Any]:
    agency = agency_of(asked.organ)
    require_key(asked.after)
    found = public_list(
        columns=[asked.column] if asked.column else (), agency_ids=[agency] if agency is not None else (),
        year=asked.year, after=asked.after or "", size=asked.limit,
    )  # fmt: skip
    return {"items": [_item(item) for item in found.items], "after": found.after}


@router.get(
    "/publications/{id}",
    response={200: Edition, 400: BadQuestion, 404: Problem, 410: Problem},
    summary="One item as its current edition has it",
)
def one_publication(request: HttpRequest, id: str) -> dict[str, Any]:
    try:
        found = publication(key_of(id))
    except ValueError as error:
        raise Refused(("id", id)) from error
    if found is not None and found.state == Publication.State.WITHDRAWN_WITH_NOTICE:
        raise Missing("该信息已由发布单位撤下", gone=True)
    if found is None or found.state != Publication.State.PUBLISHED or found.current is None:
        raise Missing("没有这样的公开信息")
    edition = found.current
    return {
        "id": public_id(found.id), "title": found.title, "agency": found.agency.code, "column": found.column,
        "number": edition.number, "first_published_at": found.first_published_at, "published_at": edition.published_at,
        "note": edition.note, "digest": edition.digest, "payload": edition.payload,
    }  # fmt: skip


def require_key(after: str | None) -> None:
    """The list itself would begin anew at a broken cursor; a program is told instead."""
    if after is not None:
        try:
            key_of(after.partition("-")[2])
            datetime.fromtimestamp(int(after.partition("-")[0]) / 1_000_000, UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise Refused(("after", after)) from error


def _item(item: Any) -> dict[str, Any]:
    return {
        "id": public_id(item.key), "title": item.title, "agency_name": item.agency_name, "column": item.column,
        "published_at": item.published_at, "index_number": item.index_number, "address": content_address(item.key),
    }  # fmt: skip
