"""A public decision in labelled fields: official headings, national names, persons masked, free text through the gate.

Numbers of identity documents are never among them, masked or not; of the codes only those of organisations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.decisions.columns import COLUMNS, Column
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.lines import persons_named, yuan
from gongkai.decisions.models import Counterparty, DecisionVersion
from gongkai.law.masks import mask_person_name
from gongkai.privacy.detection import masked_text

_NEVER = frozenset(
    ["person_id", "person_id_type", "representative_id", "representative_id_type", "counterparty_index"]
)  # fmt: skip
_OF_ORGANISATIONS = frozenset(
    ["representative", "registration_number", "organisation_code", "tax_number", "institution_number",
     "social_organisation_number"]
)  # fmt: skip
_EXACT = frozenset(
    ["document_number", "credit_code", "registration_number", "organisation_code", "tax_number", "institution_number",
     "social_organisation_number", "organ_code", "source_code", "happened_on", "valid_from", "valid_until",
     "publicity_end", "permit_kind", "penalty_kinds", "procedure", "coercion_type", "coercion_kind"]
)  # fmt: skip
"""Codes, days and words of fixed lists: no free text in them."""
_ORGANS = frozenset({"organ_name", "source_name"})
_STATUS = {"1": "有效", "2": "无效"}
_NO_END = "2099-12-31"


@dataclass(frozen=True, slots=True)
class Field:
    """``code`` is the national name (CF_WSH), ``label`` the official Chinese heading."""

    attr: str
    code: str
    label: str
    text: str


def counterparty_shown(record: DecisionVersion) -> str:
    """The name of an organisation or a shop, through the gate; of a person the surname and stars."""
    if record.is_person:
        return mask_person_name(record.person_name) or "自然人"
    return masked_text(record.counterparty_name)


def public_fields(record: DecisionVersion) -> tuple[Field, ...]:
    """Every public field that holds something, in the order of the ledger."""
    prefix = LEDGERS[record.KIND].prefix
    return tuple(
        Field(column.attr, prefix + column.code, column.headings[0], text)
        for column in public_columns(record)
        if (text := _shown(record, column.attr))
    )


def public_columns(record_or_model: DecisionVersion | type[DecisionVersion]) -> Iterator[Column]:
    return (column for column in COLUMNS[record_or_model.KIND] if column.attr not in _NEVER)


def _shown(record: DecisionVersion, attr: str) -> str:
    if attr == "counterparty_name":
        return counterparty_shown(record)
    if attr in _OF_ORGANISATIONS and record.counterparty_kind != Counterparty.ORGANISATION:
        return ""
    if attr == "credit_code" and record.is_person:
        return ""
    value = getattr(record, attr)
    if value is None or value == "":
        return ""
    match attr:
        case "counterparty_kind":
            return Counterparty(value).label
        case "representative":
            return mask_person_name(value)
        case "fine_fen" | "confiscated_fen":
            return f"{value / 1_000_000:.6f}"
        case "amount_fen":
            return yuan(value)
        case "valid_until" if str(value) == _NO_END:
            return "长期"
        case "status":
            return _STATUS.get(value, value)
    text = str(value)
    if attr in _EXACT:
        return text
    return _name_of_an_organ(text) if attr in _ORGANS else masked_text(text, persons_named(record))


@lru_cache(maxsize=1_000)
def _name_of_an_organ(text: str) -> str:
    """The same few organs stand in every row."""
    return masked_text(text)
