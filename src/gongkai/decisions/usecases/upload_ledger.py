"""A ledger file comes in through the desk: kept encrypted for a day, checked and imported by a job of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.decisions import vault
from gongkai.decisions.models import Kind
from gongkai.decisions.rights import allow
from gongkai.decisions.transfers import Upload
from gongkai.jobs.recurring import Recurring
from gongkai.numbering.keys import new_key, public_id

MOST_BYTES = 400 << 20
_ENDINGS = (".csv", ".xlsx", ".txt")


def upload_ledger(
    *, act: Act, agency: Agency, kind: str, file_name: str, size: int, content: Iterable[bytes]
) -> Upload:
    """Keep the file until a day from now; nothing of it is read yet. Files whose day is over are removed first.

    Raises NotAllowed, Refused.
    """
    allow(act, agency, Role.DRAFTER, Role.PUBLISHER)
    refuse_if(_reasons(kind, file_name, size))
    remove_expired(act.now)
    key = new_key()
    stored = vault.put(public_id(key), content)
    with transaction.atomic():
        upload = Upload.objects.create(
            id=key, agency=agency, kind=kind, file_name=file_name[-200:], size=stored, uploaded_by=act.actor_id,
            uploaded_by_name=act.actor_name, uploaded_at=act.now, kept_until=act.now + vault.KEPT,
        )  # fmt: skip
        take(act, "decisions.upload", upload.pk)
        record(
            act, "decisions.uploaded", "decisions.upload", public_id(key), chain=agency.code,
            facts={"kind": kind, "bytes": stored}, changed={"file": file_name},
        )  # fmt: skip
    return upload


def remove_expired(now: datetime) -> int:
    """Remove the bytes of uploads whose day is over, and what killed runs left in the clear."""
    vault.sweep()
    expired = list(Upload.objects.filter(removed_at__isnull=True, kept_until__lte=now))
    for upload in expired:
        discard(upload, now)
    return len(expired)


def discard(upload: Upload, now: datetime) -> None:
    """The bytes go; the row with its counts stays."""
    for name in (public_id(upload.pk), rejects_name(upload)):
        vault.remove(name)
    Upload.objects.filter(pk=upload.pk).update(removed_at=now)
    upload.removed_at = now


def rejects_name(upload: Upload) -> str:
    """Where the list of rejected cells lies beside the file."""
    return f"{public_id(upload.pk)}.rejects"


def _reasons(kind: str, file_name: str, size: int) -> Iterator[Reason]:
    if kind not in Kind.values:
        yield Reason("kind", f"台账种类“{kind}”不存在；可选：{'、'.join(one.label for one in Kind)}")
    if not file_name.lower().endswith(_ENDINGS):
        yield Reason("file", f"文件“{file_name[-60:]}”不是 CSV 或 XLSX")
    if size == 0:
        yield Reason("file", "文件是空的，或者没有选择文件")
    if size > MOST_BYTES:
        yield Reason(
            "file", f"文件有{size >> 20} MiB，网页上传最多{MOST_BYTES >> 20} MiB；更大的文件请拆分，或用命令行导入"
        )


RECURRING = (Recurring("decisions.expired_uploads", timedelta(hours=1), remove_expired),)
"""Nobody has to upload again for yesterday's file to go."""
