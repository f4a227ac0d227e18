"""Ask the thin layer as a server would; behind it stands an application that only says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.editions.models import Publication
from gongkai.editions.publish import publish
from gongkai.publication.wrapping import in_front_of

LIVE = b"the live view"


@dataclass(frozen=True, slots=True)
class Heard:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_live(self) -> bool:
        return self.body == LIVE

    @property
    def text(self) -> str:
        return self.body.decode()


class Asking:
    def __init__(self) -> None:
        self.front = in_front_of(self._live)

    def get(self, address: str, method: str = "GET", **headers: str) -> Heard:
        path, _, query = address.partition("?")
        told: dict[str, Any] = {}

        def start(status: str, given: Iterable[tuple[str, str]]) -> None:
            told.update(status=int(status.split()[0]), headers=dict(given))

        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
        body = b"".join(self.front({**environ, **{f"HTTP_{name}": value for name, value in headers.items()}}, start))
        return Heard(told["status"], told["headers"], body)

    def _live(self, environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return [LIVE]


def publish_one(
    cast: Cast, number: int = 1, *, title: str = "", column: str = "A20-03", agency: Agency | None = None, **more: Any
) -> Publication:
    """A document published without the rooms above editions."""
    organ = agency or cast.government
    payload = {
        "title": title or f"规划第{number}号", "body_html": f"<p>正文第{number}号</p>", "kind": "plan", "kind_zh": "规划计划", "column": column,
        "column_zh": "规划计划", "column_type": "信息公开目录", "agency": {"code": organ.code, "name": organ.name},
        "issuing_agencies": [organ.name], "source": organ.name, "index_number": f"X/2022-{number:05d}", "published_on": "2022-03-01",
        "document": None, "attachments": [], **more,
    }  # fmt: skip
    with transaction.atomic():
        return publish(
            act=cast.act(Role.PUBLISHER), subject_kind="catalogue.item", subject_id=number, agency=organ, column=column,
            title=str(payload["title"]), payload=payload,
        )  # fmt: skip
