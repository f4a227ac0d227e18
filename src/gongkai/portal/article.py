"""What the page of a published item shows besides its text: its files, its meta tags (domain section 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime

from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.files.kinds import kind_of
from gongkai.files.names import size_words
from gongkai.portal.site import column_tags


@dataclass(frozen=True, slots=True)
class FileLine:
    address: str
    label: str
    kind: str
    size: str
    is_picture: bool = False
    is_scanned: bool = False
    is_in_text: bool = False


def files_of(found: Publication) -> Iterator[FileLine]:
    base = content_address(found.id).removesuffix(".html")
    payload = found.current.payload if found.current else {}
    for entry in payload.get("attachments", []):
        kind = kind_of(entry.get("media_type", ""))
        yield FileLine(
            f"{base}/{entry['file']}",
            entry["label"],
            kind.label_zh if kind else "文件",
            size_words(entry["size"]),
            entry.get("media_type", "").startswith("image/"),
            bool(entry.get("scanned")),
            bool(entry.get("in_text")),
        )


def article_tags(found: Publication, payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The tags of an article (domain section 10); none is ever blank."""
    return [
        *column_tags(payload["column_zh"], payload["column_zh"], payload["column_type"]),
        ("ArticleTitle", found.title),
        ("PubDate", localtime(found.first_published_at).strftime("%Y-%m-%d %H:%M")),
        ("ContentSource", payload["source"]),
        ("Author", payload["agency"]["name"]),
        ("Keywords", payload.get("keywords") or payload["column_zh"]),
        ("Description", payload.get("summary") or found.title),
        ("Url", content_address(found.id)),
    ]
