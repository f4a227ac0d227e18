"""What an officer may write into an item, cleaned and checked; which of it may be missing is asked at publication.

``ItemFields`` is the same set for a draft, an edit and a correction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from gongkai.agencies.errors import Reason
from gongkai.catalogue.html import clean_html
from gongkai.catalogue.services import cleaned_service, service_reasons

LENGTHS: dict[str, tuple[str, int]] = {
    "title": ("标题", 300),
    "summary": ("内容概述", 500),
    "source": ("信息来源", 100),
    "keywords": ("主题词", 200),
    "subject_class": ("主题分类", 100),
    "genre": ("体裁分类", 40),
}
DAYS: dict[str, str] = {"formed_on": "信息形成日期", "date_of_document": "成文日期"}
CORRECTABLE = (*LENGTHS, *DAYS, "body_html", "issuing_agencies", "service")


class ItemFields(TypedDict, total=False):
    """Written by officers. Leave out what is not to change."""

    title: str
    body_html: str
    summary: str
    source: str
    keywords: str
    subject_class: str
    genre: str
    issuing_agencies: Sequence[str]
    service: Mapping[str, str]
    formed_on: date | None
    date_of_document: date | None


def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """White space folded, HTML made harmless. Raises TypeError for a field that is not one of ``ItemFields``."""
    unknown = sorted(set(fields) - set(CORRECTABLE))
    if unknown:
        raise TypeError(f"an item has no field {unknown[0]!r}; fields: {', '.join(CORRECTABLE)}")
    values = dict(fields)
    for name in LENGTHS:
        if name in values:
            values[name] = " ".join(str(values[name]).split())
    if "body_html" in values:
        values["body_html"] = clean_html(values["body_html"])
    if "service" in values:
        values["service"] = cleaned_service(values["service"])
    if "issuing_agencies" in values:
        values["issuing_agencies"] = [" ".join(name.split()) for name in values["issuing_agencies"] if name.strip()]
    return values


def field_reasons(values: Mapping[str, Any], today: date) -> Iterator[Reason]:
    """What is wrong with cleaned values: too long, or a day that has not come yet."""
    for name, (label, longest) in LENGTHS.items():
        if len(values.get(name, "")) > longest:
            yield Reason(name, f"{label}最多 {longest} 字，现有 {len(values[name])} 字")
    for name, label in DAYS.items():
        day = values.get(name)
        if day is not None and day > today:
            yield Reason(name, f"{label}{day}晚于今天（{today}）")
    yield from service_reasons(values.get("service", {}))
