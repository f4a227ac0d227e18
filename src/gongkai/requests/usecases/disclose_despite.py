"""Disclose although a third party objected, for the public interest, and tell it what and why in writing (REG 32)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import not_in_future, reasons_if_archived
from gongkai.requests.models import Consultation, OutgoingLetter
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.proceedings import conclude, opened

_ARTICLE = "《中华人民共和国政府信息公开条例》第三十二条"


def disclose_despite(
    *, act: Act, request_id: int, ref: str, because: str, on: date | None = None, proof: str = ""
) -> OutgoingLetter:
    """``because`` says what will be disclosed and which public interest asks for it."""
    day = on or act.today
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.OFFICE_HEAD)
        asked = Consultation.objects.filter(request=proceeding.request, ref=ref).first()
        refuse_if([
            *_reasons(asked, ref, because), *not_in_future("on", day, act.today),
            *reasons_if_archived(proceeding.request.archived_on),
        ])  # fmt: skip
        assert asked is not None
        asked.overridden = True
        asked.save(update_fields=["overridden"])
        letter = send_letter(
            proceeding, LetterKind.DISCLOSURE_TOLD, because, day, proof=proof, approved=True, addressee=asked.name
        )
        conclude(proceeding, "disclosed_despite", {"on": day, "ref": ref, "letter": letter.number})
    return letter


def _reasons(asked: Consultation | None, ref: str, because: str) -> Iterator[Reason]:
    if asked is None or asked.party != "THIRD_PARTY":
        yield Reason("ref", f"没有编号为“{ref}”的第三方征求意见书", _ARTICLE)
    elif asked.answer != Consultation.Answer.OBJECTS:
        yield Reason("ref", "只有第三方不同意公开的，才需要作出公共利益的决定", _ARTICLE)
    elif asked.overridden:
        yield Reason("ref", "这一决定已经告知第三方")
    if not because.strip():
        yield Reason("because", "请写明决定公开的政府信息内容和理由", _ARTICLE)
