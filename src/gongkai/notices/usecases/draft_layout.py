"""Bring a DOCX layout of letters, in force from a day once a second person has approved it (``decide_block``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.files.store import read, store_upload
from gongkai.files.uploads import Upload
from gongkai.notices.layouts import layout_faults
from gongkai.notices.models import LAYOUT, BlockVersion
from gongkai.notices.usecases.draft_block import WRITERS
from gongkai.numbering.keys import public_id


def draft_layout(*, act: Act, agency: Agency, name: str, content: bytes | Upload, effective_on: date) -> BlockVersion:
    """A draft for the own agency and those below it. It must show everything a letter says, and never begins in the past."""
    require(act, *WRITERS, agency_id=agency.pk)
    if not act.actor_id.isdecimal():
        raise NotAllowed([Reason("", "此操作须由工作人员本人办理")])
    refuse_if(_day_faults(act, effective_on))
    with transaction.atomic():
        file = store_upload(act=act, agency_id=agency.pk, name=name, content=content, kinds=("docx",))
        refuse_if(layout_faults(read(file)))
        version = BlockVersion.objects.create(
            agency=agency, block=LAYOUT, text=file.name, layout=file, effective_on=effective_on,
            drafted_by_id=int(act.actor_id), drafted_at=act.now,
        )  # fmt: skip
        record(
            act, "notices.block_drafted", "notice_block", public_id(version.pk), chain=agency.code,
            facts={"block": LAYOUT, "effective_on": effective_on}, changed={"file": file.sha256},
        )  # fmt: skip
    return version


def _day_faults(act: Act, effective_on: date) -> Iterator[Reason]:
    if effective_on < act.today:
        yield Reason("effective_on", f"启用日期 {effective_on} 早于今天 {act.today}，已发出的文书不能改变")
