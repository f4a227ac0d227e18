"""Guides of government services with their elements: what one needs to build a service finder."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from gongkai.api.answers import AGENCY_CODE, BadQuestion
from gongkai.api.publications import CURSOR, LARGEST, agency_of, require_key
from gongkai.catalogue.services import COLUMN, SERVICE
from gongkai.editions.models import Publication
from gongkai.editions.selectors import PAGE, content_address, page_of, public_rows
from gongkai.numbering.keys import public_id

router = Router(tags=["services"])
ELEMENTS = (
    "audience",
    "subject",
    "basis",
    "conditions",
    "material",
    "place",
    "hours",
    "phone",
    "flow",
    "time_limit",
    "fee",
    "online",
)


class Service(Schema):
    """One guide; an element nobody filled in is empty."""

    id: str
    name: str
    agency: str
    agency_name: str
    address: str
    audience: str
    subject: str
    basis: str
    conditions: str
    material: str
    place: str
    hours: str
    phone: str
    flow: str
    time_limit: str
    fee: str
    online: str


class Services(Schema):
    items: list[Service]
    after: str | None


class AskedServices(Schema):
    organ: str | None = Field(None, pattern=AGENCY_CODE)
    after: str | None = Field(None, pattern=CURSOR)
    limit: int = Field(PAGE, ge=1, le=LARGEST)


@router.get(
    "/services", response={200: Services, 400: BadQuestion}, summary="Guides of government services, newest first"
)
def services(request: HttpRequest, asked: Query[AskedServices]) -> dict[str, Any]:
    agency = agency_of(asked.organ)
    require_key(asked.after)
    rows = public_rows((COLUMN,), (agency,) if agency is not None else ()).filter(kind=SERVICE)
    found = page_of(rows, asked.after or "", asked.limit)
    return {"items": [_service(row) for row in found.rows], "after": found.after}


def _service(row: Publication) -> dict[str, str]:
    elements = (row.current.payload.get("service") or {}) if row.current else {}
    return {
        "id": public_id(row.id), "name": row.title, "agency": row.agency.code, "agency_name": row.agency.name,
        "address": content_address(row.id), **{name: str(elements.get(name, "")) for name in ELEMENTS},
    }  # fmt: skip
