"""Refusals of the API: which field, what was given, what is accepted. Nothing of the server shows through."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

ACCEPTED = {
    "kind": "permit, penalty or coercion",
    "document_number": "the whole document number, at most 128 characters",
    "code": "a unified social credit code, 18 characters",
    "name": "the whole name of an organisation, at most 200 characters; persons are not found by name",
    "organ": "the code of an agency as /api/v1/agencies lists it, for example wenxian-gaj",
    "first": "a day as YYYY-MM-DD, not after last",
    "last": "a day as YYYY-MM-DD, not before first",
    "after": "the value of after in the answer before this one, unchanged",
    "limit": "a whole number from 1 to 100",
    "column": "the code of a column, for example gfxwj; at most 60 letters, digits, - and _",
    "year": "a year of four digits, from 2008 to 2099",
    "id": "13 characters of 0-9 and a-z without i, l, o, u",
}
YEARS = (2008, 2099)
AGENCY_CODE = r"^[A-Za-z0-9_-]{1,60}$"


class Fault(Schema):
    field: str
    given: str
    accepted: str


class BadQuestion(Schema):
    """400: everything wrong with the question at once."""

    errors: list[Fault]


class Problem(Schema):
    """404 and 410: why there is nothing."""

    message: str


class Refused(Exception):
    """Raised by a view for values whose form is right but which mean nothing."""

    def __init__(self, *fields: tuple[str, object]) -> None:
        self.faults = [Fault(field=field, given=str(given)[:200], accepted=ACCEPTED[field]) for field, given in fields]
        super().__init__(", ".join(field for field, _ in fields))


class Missing(Exception):
    """Raised by a view; ``gone`` is 410 instead of 404."""

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.message, self.status = message, 410 if gone else 404


def answer_refusals(api: NinjaAPI) -> None:
    """Teach the API to answer what its views raise."""

    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        return api.create_response(request, {"errors": [_fault(request, one) for one in error.errors]}, status=400)

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return api.create_response(request, {"errors": [fault.dict() for fault in error.faults]}, status=400)

    def missing(request: HttpRequest, error: Any) -> HttpResponse:
        return api.create_response(request, {"message": error.message}, status=error.status)

    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(Missing, missing)


def _fault(request: HttpRequest, error: dict[str, Any]) -> dict[str, str]:
    """pydantic's place of the fault is (query, name of the group, field) or (path, field)."""
    field = str(error["loc"][-1])
    given = request.GET.get(field) or (request.resolver_match.kwargs.get(field, "") if request.resolver_match else "")
    return {"field": field, "given": str(given)[:200], "accepted": ACCEPTED.get(field, error["msg"])}
