"""Write an internal note into a case: for colleagues, never for the applicant, never changed."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.audit.acts import Act
from gongkai.requests.models import CaseNote
from gongkai.requests.proceedings import conclude, officer_id, opened
from gongkai.requests.working import require_worker

LONGEST = 5000


def add_note(*, act: Act, request_id: int, text: str) -> CaseNote:
    """Any officer who works on cases of the agency; the text is encrypted and stands in no log."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require_worker(act)
        problems = []
        if not text.strip():
            problems.append(Reason("text", "请填写备注内容"))
        if len(text) > LONGEST:
            problems.append(Reason("text", f"备注最多 {LONGEST} 个字，现有 {len(text)} 个字"))
        refuse_if(problems)
        note = CaseNote.objects.create(
            request=proceeding.request, text=text.strip(), written_by_id=officer_id(act), written_at=proceeding.act.now
        )
        conclude(proceeding, "noted")
    return note
