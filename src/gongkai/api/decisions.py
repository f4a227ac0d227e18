"""Public decisions for programs: the same look-up as /sgs/, in pages that continue."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import BeforeValidator

from gongkai.agencies.models import Agency
from gongkai.api.answers import AGENCY_CODE, BadQuestion, Missing, Problem, Refused
from gongkai.clock import SystemClock, legal_day
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.lookup import LARGEST_PAGE, PAGE, Sought, cursor, look_up, read_cursor
from gongkai.decisions.models import DecisionVersion, Kind
from gongkai.decisions.open_data import as_document
from gongkai.decisions.public import PUBLIC_KINDS, Standing, current_version, standing, visible
from gongkai.numbering.keys import key_of

router = Router(tags=["decisions"])
_KINDS = {kind.value: kind for kind in PUBLIC_KINDS}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KIND = "^(permit|penalty|coercion)$"


class Decision(Schema):
    """``fields``: national field name (such as CF_WFXW) -> text; persons masked."""

    id: str
    kind: str
    document_number: str
    decided_on: date
    organ_name: str
    organ_code: str
    address: str
    fields: dict[str, str]


class Decisions(Schema):
    """``after`` leads to the next page; null: this was the last. A page may hold fewer than ``limit`` and still go on."""

    items: list[Decision]
    after: str | None


def _as_written(given: object) -> object:
    """Only YYYY-MM-DD: a bare number would be read as seconds, 20220301 as a day of 1970."""
    if isinstance(given, str) and not _DAY.fullmatch(given):
        raise ValueError("a day is written YYYY-MM-DD")
    return given


Day = Annotated[date, BeforeValidator(_as_written)]


class Asked(Schema):
    kind: str | None = Field(None, pattern=KIND)
    document_number: str = Field("", max_length=128)
    code: str = Field("", pattern="^([0-9A-Za-z]{18})?$")
    name: str = Field("", max_length=200)
    organ: str | None = Field(None, pattern=AGENCY_CODE)
    first: Day | None = None
    last: Day | None = None
    after: str | None = Field(None, max_length=40)
    limit: int = Field(PAGE, ge=1, le=LARGEST_PAGE)


def today() -> date:
    return legal_day(SystemClock().now())


@router.get("", response={200: Decisions, 400: BadQuestion}, summary="Public decisions, newest first")
def decisions(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Permits, penalties and coercive measures in publicity. Natural persons are not found by name."""
    if asked.first and asked.last and asked.first > asked.last:
        raise Refused(("first", asked.first), ("last", asked.last))
    found = look_up(_sought(asked), today(), asked.limit)
    return {"items": [as_document(record) for record in found.records], "after": cursor(found.after) or None}


@router.get(
    "/{kind}/{id}",
    response={200: Decision, 400: BadQuestion, 404: Problem, 410: Problem},
    summary="One decision",
)
def decision(request: HttpRequest, kind: str, id: str) -> dict[str, Any]:
    """The decision as it stands now; 410 when it was revoked or its publicity ended."""
    if kind not in _KINDS:
        raise Refused(("kind", kind))
    record = _visible(_KINDS[kind], id)
    shown = standing(record, today()) if record else Standing.COUNTED_ONLY
    if record is None or shown is Standing.COUNTED_ONLY:
        raise Missing("没有公示这样的决定")
    if shown is Standing.REVOKED:
        raise Missing(
            "该决定已依法变更、撤销、确认违法或者确认无效，公示信息已撤回（行政处罚法第四十八条第二款）", gone=True
        )
    if shown is Standing.ENDED:
        raise Missing("公示期限已届满（或者已完成信用修复），停止公示", gone=True)
    return as_document(record)


def _sought(asked: Asked) -> Sought:
    return Sought(
        kind=_KINDS[asked.kind] if asked.kind else None, document_number=asked.document_number, code=asked.code, name=asked.name,
        agency_id=agency_of(asked.organ), first=asked.first, last=asked.last, after=_place(asked.after),
    )  # fmt: skip


def agency_of(code: str | None) -> int | None:
    """Raises Refused for a code no agency has."""
    if code is None:
        return None
    key = Agency.objects.filter(code=code).values_list("id", flat=True).first()
    if key is None:
        raise Refused(("organ", code))
    return key


def _place(text: str | None) -> tuple[date, int] | None:
    if not text:
        return None
    try:
        return read_cursor(text)
    except ValueError as error:
        raise Refused(("after", text)) from error


def _visible(kind: Kind, public: str) -> DecisionVersion | None:
    try:
        key = key_of(public)
    except ValueError as error:
        raise Refused(("id", public)) from error
    named = LEDGERS[kind].model.objects.filter(pk=key, batch__committed_at__isnull=False).first()
    if named is None:
        return None
    found: DecisionVersion | None = visible(kind).filter(pk=key).first() or current_version(named)
    return found
