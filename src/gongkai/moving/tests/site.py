"""An old site as a county would hand it over: a table, a folder, a ZIP; good rows that tests change."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import Act
from gongkai.moving.models import SiteImport, SiteRow
from gongkai.moving.usecases.examine_batch import examine_batch
from gongkai.moving.usecases.import_site import SiteReport, import_site
from gongkai.moving.usecases.publish_batch import publish_batch, vouch_for_batch

HOST = "www.wenxian.gov.cn"
NEWS: Mapping[str, str] = {
    "标题": "县城区供水管网改造完工", "正文": "<p>2019年3月，县城区供水管网改造完工。</p>", "发布日期": "2019-03-04",
    "网址": f"http://{HOST}/art/2019/3/4/art_1_2.html", "栏目": "部门动态", "索引号": "", "文号": "", "成文日期": "", "附件": "",
}  # fmt: skip
NOTICE = {
    **NEWS,
    "标题": "关于申报补贴的通知",
    "网址": "/info.aspx?id=7",
    "栏目": "通知公告",
    "索引号": "000014349/2019-00110",
}
DOCUMENT = {
    **NEWS, "标题": "温县农村宅基地管理办法", "网址": "/art/2018/5/1/art_9_9.html", "栏目": "行政规范性文件", "文号": "温政办〔2018〕7号",
    "成文日期": "2018年4月28日", "发布日期": "2018/5/1 10:22:00",
}  # fmt: skip


class OldSite:
    def __init__(self, cast: Cast, place: Path) -> None:
        self.cast, self._place = cast, place
        self.folder = place / "files"
        self.folder.mkdir()

    def table(self, *rows: Mapping[str, str], name: str = "items.csv") -> Path:
        path = self._place / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream)
            out.writerow(rows[0])
            out.writerows([list(row.values()) for row in rows])
        return path

    def put(self, name: str, content: bytes = b"\xe5\x86\x85\xe5\xae\xb9") -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def zipped(self, parts: Mapping[str, bytes]) -> Path:
        path = self._place / "files.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in parts.items():
                packed.writestr(name, content)
        return path

    def drafter(self) -> Act:
        return self.cast.act(Role.DRAFTER)

    def take(self, *rows: Mapping[str, str], files: Path | None = None, **options: Any) -> SiteReport:
        given: dict[str, Any] = {
            "act": self.drafter(),
            "agency": self.cast.office,
            "site": "原门户网站",
            "host": HOST,
            **options,
        }
        return import_site(path=self.table(*rows), files=files or self.folder, **given)

    def examined(self, *rows: Mapping[str, str], **options: Any) -> SiteImport:
        report = self.take(*rows, **options)
        assert report.batch is not None, report.faults
        return examine_batch(act=self.drafter(), batch_id=report.batch.pk)

    def published(self, *rows: Mapping[str, str], **options: Any) -> SiteImport:
        batch = self.examined(*rows, **options)
        act = self.cast.act(Role.PUBLISHER)
        vouch_for_batch(act=act, batch_id=batch.pk)
        return publish_batch(act=act, batch_id=batch.pk)

    def rows(self) -> list[SiteRow]:
        return list(SiteRow.objects.order_by("id"))
