"""Take in what the government above sent back: its notes stand with the package they are about."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.returns.models import Dispatch
from gongkai.returns.notes import read_notes


def take_notes(*, act: Act, name: str, content: bytes) -> Dispatch:
    """Raises Refused for a file that is no such notes, NotFound where the package was not made here."""
    require(act, Role.DRAFTER, Role.PUBLISHER, Role.OFFICE_HEAD, Role.SUPERVISOR)
    digest, reason, notes = read_notes(name, content)
    with transaction.atomic():
        rows = Dispatch.objects.select_for_update(of=("self",)).select_related("version__report")
        dispatch = rows.filter(digest=digest, version__report__agency_id__in=ids_written_for(act)).first()
        if dispatch is None:
            raise NotFound([Reason("file", "退回意见所指的报送包不是本单位生成的")])
        dispatch.notes, dispatch.notes_reason, dispatch.notes_taken_at = notes, reason, act.now
        dispatch.save(update_fields=["notes", "notes_reason", "notes_taken_at"])
        facts = {"notes": len(notes), "number": dispatch.number}
        record(act, "returns.notes_taken", "annual_report", public_id(dispatch.version.report_id), facts=facts)
    return dispatch
