"""Hand out the rejected rows in the clear: the officer's own file, but personal data all the same, so it is put on record."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.decisions.mending import file_to_mend
from gongkai.decisions.rights import allow
from gongkai.decisions.transfers import Upload
from gongkai.decisions.vault import CannotOpen
from gongkai.numbering.keys import public_id


def take_to_mend(*, act: Act, upload: Upload) -> Iterator[bytes]:
    """Raises NotAllowed; CannotOpen when the file is no longer there."""
    allow(act, upload.agency, Role.DRAFTER, Role.PUBLISHER)
    if not upload.is_kept(act.now):
        raise CannotOpen("文件已超过保存期限并删除，请重新上传")
    rows = file_to_mend(upload)
    with transaction.atomic():
        record(
            act, "decisions.mend_file_taken", "decisions.upload", public_id(upload.pk), chain=upload.agency.code,
            facts={"rows": upload.findings.get("rejected_rows", 0)},
        )  # fmt: skip
    return rows
