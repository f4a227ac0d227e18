"""How what an officer types becomes fields of an item: days, several organs, an attribute, terms. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.agencies.errors import Reason, Refused
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.fields import ItemFields
from gongkai.catalogue.models import Item
from gongkai.catalogue.services import LABELS
from gongkai.catalogue.terms import NO_TERMS, Terms, terms_from
from gongkai.desk.documents.previews import stored_body

WORDS = ("title", "summary", "source", "keywords", "subject_class", "genre", "body_html")
DAYS = {"formed_on": "信息形成日期", "date_of_document": "成文日期"}
TERM_DAYS = {"effective_on": "施行日期", "expires_on": "失效日期"}
ATTRIBUTE = ("attribute", "ground", "ground_kind", "attribute_reason")
SERVICE = tuple(f"service_{name}" for name in LABELS)
TYPED = (*WORDS, *SERVICE, *DAYS, "issuing_agencies", *TERM_DAYS, "valid_years", *ATTRIBUTE)
"""Names of the form's inputs: what is kept by autosave and shown again when a form is refused."""


def typed(post: Mapping[str, Any]) -> dict[str, str]:
    """Only what the form has: an input that was not sent changes nothing."""
    given = {name: str(post.get(name, "")).replace("\r\n", "\n") for name in TYPED if name in post}
    return given | ({"body_html": stored_body(given["body_html"])} if "body_html" in given else {})


def as_typed(item: Item) -> dict[str, str]:
    """An item the way it stands in the form."""
    words = {name: getattr(item, name) for name in WORDS}
    days = {name: (day.isoformat() if (day := getattr(item, name)) else "") for name in DAYS}
    terms = terms_from(item.document.terms) if item.rules.document_type else NO_TERMS
    given = {name: (day.isoformat() if (day := getattr(terms, name)) else "") for name in TERM_DAYS}
    return {
        **words, **days, **given, "valid_years": str(terms.valid_years or ""),
        **{f"service_{name}": text for name, text in item.service.items()},
        "issuing_agencies": "、".join(item.issuing_agencies),
        "attribute": item.attribute, "ground": item.ground, "ground_kind": item.ground_kind,
        "attribute_reason": item.attribute_reason,
    }  # fmt: skip


def fields_from(given: Mapping[str, str]) -> ItemFields:
    """Raises Refused with every day that is not one."""
    problems: list[Reason] = []
    fields: dict[str, Any] = {name: given[name] for name in WORDS if name in given}
    fields |= {name: _day(name, label, given[name], problems) for name, label in DAYS.items() if name in given}
    if any(name in given for name in SERVICE):
        fields["service"] = {
            name.removeprefix("service_"): given[name] for name in SERVICE if given.get(name, "").strip()
        }
    if "issuing_agencies" in given:
        words = given["issuing_agencies"].replace("，", "、").replace(",", "、").replace("\n", "、")
        fields["issuing_agencies"] = [name for name in words.split("、") if name.strip()]
    if problems:
        raise Refused(problems)
    return fields  # type: ignore[return-value]  # the names are those of ItemFields


def terms_of(given: Mapping[str, str]) -> Terms | None:
    """None where the form has no terms. Raises Refused for a day or a number that is none."""
    if "valid_years" not in given:
        return None
    problems: list[Reason] = []
    days = {name: _day(name, label, given.get(name, ""), problems) for name, label in TERM_DAYS.items()}
    years = given["valid_years"].strip()
    if years and not years.isdecimal():
        problems.append(Reason("valid_years", f"有效期年数应为整数，例如 5；所填：{years[:20]}"))
    if problems:
        raise Refused(problems)
    return Terms(**days, valid_years=int(years) if years else None)


def attribute_of(given: Mapping[str, str]) -> Attribute:
    """Grounds are read only with 不予公开, so that a choice taken back leaves nothing behind."""
    value = given.get("attribute", "")
    if value != "WITHHELD":
        return Attribute(value)
    ground, _, kind = given.get("ground", "").partition("|")
    return Attribute(value, ground, kind or given.get("ground_kind", ""), given.get("attribute_reason", "").strip())


def day_of(name: str, label: str, text: str) -> date | None:
    """Raises Refused for a text that is no day; empty text is None."""
    problems: list[Reason] = []
    day = _day(name, label, text, problems)
    if problems:
        raise Refused(problems)
    return day


def _day(name: str, label: str, text: str, problems: list[Reason]) -> date | None:
    text = text.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Reason(name, f"{label}“{text[:20]}”不是日期，请按 2022-06-30 的格式填写"))
        return None
