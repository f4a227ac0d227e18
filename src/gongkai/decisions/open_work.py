"""Ledger files being checked or mended, and credit repairs that wait for their decision."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.agencies.in_hand import kept_in_hand
from gongkai.agencies.open_work import Piece
from gongkai.agencies.roles import Role
from gongkai.clock import legal_day
from gongkai.decisions.kept import RepairApplication
from gongkai.decisions.transfers import Upload


def uploads(keys: Collection[int]) -> Iterator[Piece]:
    """A file is open as long as it is kept and something of it is not in the ledger: not imported yet, or with rejected rows."""
    for upload in Upload.objects.filter(pk__in=keys, removed_at__isnull=True).order_by("uploaded_at", "id"):
        rejected = upload.findings.get("rejected_rows", 0)
        if rejected or upload.imported_at is None:
            state = f"{rejected}行退回待更正" if rejected else "待导入"
            yield Piece(
                upload.pk,
                f"{upload.get_kind_display()}：{upload.file_name}"[:300],
                state,
                legal_day(upload.kept_until),
            )


def repairs(keys: Collection[int]) -> Iterator[Piece]:
    rows = RepairApplication.objects.filter(pk__in=keys, decision__isnull=True).order_by("happened_on", "id")
    for one in rows.defer("evidence"):
        yield Piece(one.pk, f"信用修复申请：{one.document_number}", "待决定")


OPEN_WORK = (
    kept_in_hand(
        "decisions.upload", "执法台账导入、更正", "许可、处罚信息自作出决定之日起7个工作日内公示；退回的行更正后重新上传，文件只保存一天", uploads,
        Role.DRAFTER, Role.PUBLISHER,
    ),
    kept_in_hand("decisions.repair", "信用修复", "登记人以外的人作出决定；同意的，公示于当日终止", repairs, Role.DRAFTER, Role.PUBLISHER),
)  # fmt: skip
