"""Published documents in a folder of their own, for the benchmarks of the portal. Not a benchmark itself."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import islice
from typing import Any

COLUMNS = ("A20-01-02", "A20-03", "A20-04", "A20-07-01", "A20-12", "zwdt", "tzgg")
_PARAGRAPH = "为贯彻落实上级决策部署，结合我县实际，经县政府同意，现就有关事项通知如下，请各乡镇人民政府、街道办事处和县直有关部门认真组织实施。"
BODY = "".join(
    [f"<p>{_PARAGRAPH}</p>" for _ in range(18)]
    + ["<table><tr><th>项目</th><th>金额（万元）</th><th>完成时限</th></tr>"]
    + [
        f"<tr><td>项目{number}</td><td>{number * 13}</td><td>2022年{number % 12 + 1}月底</td></tr>"
        for number in range(1, 25)
    ]
    + ["</table>"]
)


def set_up(folder: str) -> Any:
    """Django on an empty database in ``folder``, with one county and 60 units. The county's agency."""
    os.makedirs(folder, exist_ok=True)
    os.environ.update(GONGKAI_HOME=folder, GONGKAI_KEY="33" * 32)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    import_module("django").setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    establish = import_module("gongkai.agencies.usecases.establish").establish_agency
    code_of = import_module("gongkai.law.codes").make_credit_code
    county = establish(
        act=act, code="wenxian", name="温县人民政府", short_name="县政府", kind="county_government", region_code="410825",
        uscc=code_of("11", "410825", 1),
    )  # fmt: skip
    for number in range(60):
        establish(
            act=act, code=f"unit{number:02d}", name=f"温县第{number}局", short_name=f"第{number}局", kind="county_department",
            region_code="410825", uscc=code_of("11", "410825", 100 + number), parent=county,
        )  # fmt: skip
    import_module("gongkai.agencies.usecases.appoint").choose_setting(
        act=act,
        agency=county,
        name="site.domain",
        value="www.wenxian.gov.cn",
        since=datetime.now(UTC).date() - timedelta(days=1),
    )
    return county


SHORT_BODY = "".join(f"<p>{_PARAGRAPH}</p>" for _ in range(6))


def payload_of(number: int, agency: Any, column: str, body: str = BODY) -> dict[str, Any]:
    return {
        "title": f"温县关于第{number}号事项的通知", "body_html": body, "kind": "notice", "kind_zh": "通知公告", "column": column,
        "column_zh": "通知公告", "column_type": "信息公开目录", "agency": {"code": agency.code, "name": agency.name},
        "issuing_agencies": [agency.name], "source": agency.name, "index_number": f"X/2022-{number:05d}",
        "document_number": f"温政〔2022〕{number}号", "subject_class": "综合政务\\政务公开", "published_on": "2022-03-01",
        "document": None, "attachments": [],
    }  # fmt: skip


def publish_one(number: int, agency: Any) -> Any:
    """As a use case would: edition, log event, outbox rows, in one transaction."""
    column = COLUMNS[number % len(COLUMNS)]
    payload = payload_of(number, agency, column)
    with import_module("django.db").transaction.atomic():
        return import_module("gongkai.editions.publish").publish(
            act=import_module("gongkai.audit.acts").system_act("benchmark"), subject_kind="catalogue.item", subject_id=number,
            agency=agency, column=column, title=payload["title"], payload=payload,
        )  # fmt: skip


def fill(count: int, first: int = 1_000_000) -> None:
    """``count`` documents of six paragraphs over ten years, written in bulk: as if their deliveries had long been made."""
    models = import_module("gongkai.editions.models")
    agencies = list(import_module("gongkai.agencies.models").Agency.objects.order_by("path"))
    rows = _rows(count, first, agencies, models)
    while portion := list(islice(rows, 2000)):
        models.Publication.objects.bulk_create(publication for publication, _ in portion)
        models.Edition.objects.bulk_create(edition for _, edition in portion)
        for publication, edition in portion:
            publication.current = edition
        models.Publication.objects.bulk_update([publication for publication, _ in portion], ["current"], batch_size=500)


def _rows(count: int, first: int, agencies: list[Any], models: Any) -> Iterator[tuple[Any, Any]]:
    begin = datetime.now(UTC) - timedelta(days=3650)
    digest_of = import_module("gongkai.editions.publish").digest_of
    facets_of = import_module("gongkai.editions.facets").facets_of
    for place in range(count):
        number, agency = first + place, agencies[place % len(agencies)]
        column, at = COLUMNS[place % len(COLUMNS)], begin + timedelta(days=3649 * place / count)
        payload, salt = payload_of(number, agency, column, SHORT_BODY), secrets.token_bytes(16)
        publication = models.Publication(
            subject_kind="catalogue.item", subject_id=number, agency=agency, column=column, title=payload["title"],
            first_published_at=at, changed_at=at, **facets_of(payload),
        )  # fmt: skip
        yield publication, models.Edition(
            publication=publication, number=1, payload=payload, salt=salt, digest=digest_of(salt, payload), published_at=at
        )  # fmt: skip
