"""Write a version of a block of letters, in force from a day once a second person has approved it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.notices.models import BlockVersion
from gongkai.notices.templates import faults
from gongkai.notices.wording import WORDING
from gongkai.numbering.keys import public_id

WRITERS = (Role.REQUEST_OFFICER, Role.DRAFTER, Role.OFFICE_HEAD)


def draft_block(*, act: Act, agency: Agency, block: str, text: str, effective_on: date) -> BlockVersion:
    """A draft for the own agency (a government's also for the units below it). It names nothing a letter does not have, keeps
    what the law asks for, and never begins in the past: letters already sent stay as they were."""
    require(act, *WRITERS, agency_id=agency.pk)
    if not act.actor_id.isdecimal():
        raise NotAllowed([Reason("", "此操作须由工作人员本人办理")])
    refuse_if(_reasons(act, block, text, effective_on))
    with transaction.atomic():
        version = BlockVersion.objects.create(
            agency=agency, block=block, text=text.strip(), effective_on=effective_on, drafted_by_id=int(act.actor_id),
            drafted_at=act.now,
        )  # fmt: skip
        record(
            act, "notices.block_drafted", "notice_block", public_id(version.pk), chain=agency.code,
            facts={"block": block, "effective_on": effective_on}, changed={"text": text},
        )  # fmt: skip
    return version


def _reasons(act: Act, block: str, text: str, effective_on: date) -> Iterator[Reason]:
    if block not in WORDING:
        yield Reason("block", f"没有“{block}”这一文书内容")
        return
    yield from faults(block, text)
    if effective_on < act.today:
        yield Reason("effective_on", f"启用日期 {effective_on} 早于今天 {act.today}，已发出的文书不能改变")
