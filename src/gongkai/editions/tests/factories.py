"""Publishing by the machinery alone, without the room above that would own the object."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.editions.models import Publication
from gongkai.editions.publish import correct, publish, withdraw


def published(cast: Cast, subject_id: int = 1, title: str = "温县养犬管理办法", **payload: Any) -> Publication:
    with transaction.atomic():
        return publish(
            act=cast.act(Role.PUBLISHER), subject_kind="test", subject_id=subject_id, agency=cast.office, column="tests",
            title=title, payload={"title": title, "text": "第一条……"} | payload,
        )  # fmt: skip


def corrected(cast: Cast, subject_id: int = 1, note: str = "更正第一条", **payload: Any) -> Publication:
    with transaction.atomic():
        return correct(
            act=cast.act(Role.PUBLISHER), subject_kind="test", subject_id=subject_id, title="温县养犬管理办法",
            payload={"title": "温县养犬管理办法", "text": "第一条 更正"} | payload, note=note,
        )  # fmt: skip


def withdrawn(cast: Cast, state: str, subject_id: int = 1) -> Publication:
    with transaction.atomic():
        return withdraw(act=cast.act(Role.PUBLISHER), subject_kind="test", subject_id=subject_id, state=state)
