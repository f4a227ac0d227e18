"""Documents published without the rooms above editions, for tests of citizens' pages."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.editions.models import Publication
from gongkai.editions.publish import publish


def published(
    cast: Cast, number: int = 1, *, column: str = "A20-01-02", agency: Agency | None = None, **more: Any
) -> Publication:
    """A normative document in force unless ``more`` says otherwise."""
    organ = agency or cast.government
    payload = {
        "title": f"办法第{number}号", "body_html": f"<p>正文第{number}号</p>", "kind": "normative_document", "kind_zh": "行政规范性文件",
        "column": column, "column_zh": "行政规范性文件", "column_type": "政策文件", "subject_class": "综合政务\\政务公开",
        "agency": {"code": organ.code, "name": organ.name}, "issuing_agencies": [organ.name], "source": organ.name,
        "index_number": f"X/2022-{number:05d}", "document_number": f"温政规〔2022〕{number}号", "published_on": "2022-03-01",
        "document": {"document_type": "normative_documents", "effective_on": "2022-03-01", "expires_on": None}, "attachments": [], **more,
    }  # fmt: skip
    with transaction.atomic():
        return publish(
            act=cast.act(Role.PUBLISHER), subject_kind="catalogue.item", subject_id=number, agency=organ, column=column,
            title=str(payload["title"]), payload=payload,
        )  # fmt: skip
