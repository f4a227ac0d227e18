"""Ten years of a county as the desk's lists meet them, for ``desk_lists.py``. Not a benchmark itself; imported once Django is set up.

Items are copies of one published item, written in bulk: what a list reads is the row, not how it came about.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle
from typing import Any

from django.test import Client

from gongkai.agencies.models import Agency, AgencyKind, Officer
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Item
from gongkai.catalogue.tests.walk import Walk
from gongkai.completeness.models import StandardItem
from gongkai.completeness.standard_file import HEADINGS
from gongkai.completeness.usecases.import_standard import import_standard
from gongkai.editions.models import Publication
from gongkai.moving.models import SiteImport, SiteRow
from gongkai.numbering.keys import public_id
from gongkai.targets.models import Target, TargetEntry
from gongkai.topics.models import Topic, TopicEntry, TopicSection

KINDS = ("news", "notice", "repost", "policy_document", "budget", "statistics")
STATES = ("DELIVERED", "DELIVERED", "DELIVERED", "WAITING", "WITHDRAWN")
ROLES = (Role.SUPERVISOR, Role.DRAFTER, Role.PUBLISHER, Role.OFFICE_HEAD)
TOPIC_ENTRIES, STANDARD_ITEMS = 500, 100


class County:
    """``places`` are its units, ``first`` the item the others are copies of, ``officer`` holds every role of the lists."""

    def __init__(self, units: int) -> None:
        self.cast = Cast()
        self.places = [
            self.cast.agency(f"unit-{number}", f"单位{number}", f"单位{number}", AgencyKind.COUNTY_DEPARTMENT, self.cast.government)
            for number in range(units)
        ]  # fmt: skip
        self.first = Walk(self.cast, self.cast.office).published()
        self.officer: Officer = self.cast.officer(*ROLES)

    def client(self) -> Client:
        client = Client()
        client.force_login(self.officer, "django.contrib.auth.backends.ModelBackend")
        return client

    def fill(self, items: int) -> tuple[str, ...]:
        """The addresses of the records that are large."""
        self._items(items)
        standard = self._standard()
        rows = self._publications()
        return (
            *self._target(rows), *self._old_site(items), self._topic(rows),
            f"/desk/completeness/standard/{public_id(standard.pk)}/",
            "/desk/completeness/standard/?field=领域1&gaps=1",
            f"/desk/completeness/limits/{self.places[0].code}/publication/?year=2022",
        )  # fmt: skip

    def _items(self, number: int) -> None:
        values = {
            field.attname: getattr(self.first, field.attname) for field in Item._meta.fields if field.name != "id"
        }
        Item.objects.bulk_create((Item(**{**values, **self._own(count)}) for count in range(number)), batch_size=500)

    def _own(self, count: int) -> dict[str, Any]:
        year = 2013 + count % 10
        return {
            "agency_id": self.places[count % len(self.places)].pk, "kind": KINDS[count % 6], "title": f"信息第{count}号",
            "index_number": f"T/{count}", "formed_on": date(year, 2, 20), "published_on": date(year, 3, 1),
            "changed_at": self.first.changed_at + timedelta(minutes=count),
        }  # fmt: skip

    def _standard(self) -> StandardItem:
        """A catalogue whose items concern twenty units each and are found by kind and by words of the title."""
        units = "、".join(place.code for place in self.places[:20])
        lines = [
            (f"T-{count}", f"领域{count // 25}", "综合业务", f"事项{count}", "x", "x", "20个工作日", "各单位", "网站", units, "", "统计信息", f"第{count}")
            for count in range(STANDARD_ITEMS)
        ]  # fmt: skip
        content = "\n".join(",".join(row) for row in (HEADINGS, *lines)).encode()
        import_standard(
            act=self.cast.act(*ROLES), government=self.cast.government, name="catalogue.csv", content=content
        )
        return StandardItem.objects.order_by("id")[0]

    def _publications(self) -> list[Publication]:
        at = self.first.changed_at
        keys = Item.objects.exclude(pk=self.first.pk).values_list("pk", flat=True)
        rows = [
            Publication(
                subject_kind="catalogue.item", subject_id=key, agency=place, column="A20-03", title=f"信息第{count}号",
                first_published_at=at, changed_at=at,
            )
            for count, (key, place) in enumerate(zip(keys, cycle(self.places), strict=False))
        ]  # fmt: skip
        return Publication.objects.bulk_create(rows, batch_size=500)

    def _target(self, rows: list[Publication]) -> tuple[str, ...]:
        at = self.first.changed_at
        target = Target.objects.create(
            agency=self.officer.agency, code="city", kind="TABLE", name="市政府网站", made_by="x", made_at=at
        )
        TargetEntry.objects.bulk_create(
            [
                TargetEntry(target=target, publication=row, state=STATES[count % 5], verb="publish", edition=1, changed_at=at + timedelta(minutes=count))
                for count, row in enumerate(rows)
            ],
            batch_size=500,
        )  # fmt: skip
        address = f"/desk/targets/{public_id(target.pk)}/"
        return address, f"{address}?state=FAILED"

    def _old_site(self, number: int) -> tuple[str, ...]:
        office = self.officer.agency
        importer = Agency.objects.get(pk=office.pk).officers.exclude(pk=self.officer.pk).first() or self.officer
        batch = SiteImport.objects.create(
            agency=office, number="Q-1", site="旧网站", host="www.old.example", file_name="x.csv", sha256="0" * 64, digest="0" * 64,
            state="STAGED", importer=importer, importer_name="x", imported_at=self.first.changed_at,
        )  # fmt: skip
        values = {"title": "信息", "body_html": "<p>正文</p>" * 20, "kind": "notice", "column": "tzgg"}
        SiteRow.objects.bulk_create(
            [
                SiteRow(batch=batch, agency=place, line=count + 2, host="www.old.example", path=f"/{count}.html",
                        title=f"信息第{count}号", values=values, digest="0" * 64, state=("CLEAR", "OUT", "WAITING")[count % 3])
                for count, place in zip(range(number), cycle(self.places), strict=False)
            ],
            batch_size=500,
        )  # fmt: skip
        address = f"/desk/moving/batches/{public_id(batch.pk)}/"
        return address, f"{address}?state=OUT"

    def _topic(self, rows: list[Publication]) -> str:
        item = Item.objects.exclude(pk=self.first.pk).order_by("pk")[0]
        Item.objects.filter(pk=item.pk).update(kind="topic", column="ztzl")
        topic, at = Topic.objects.create(item=item), self.first.changed_at
        section = TopicSection.objects.create(topic=topic, place=1, name="动态", added_by=self.officer, added_at=at)
        TopicEntry.objects.bulk_create(
            TopicEntry(topic=topic, section=section, publication=row, added_by=self.officer, added_at=at)
            for row in rows[:TOPIC_ENTRIES]
        )
        return f"/desk/topics/{public_id(item.pk)}/"
