"""Give the applicant the registration receipt (登记回执): number, day of receipt, last day of the reply, query code."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.requests.correspondence import send_letter
from gongkai.requests.errors import reasons_if_archived
from gongkai.requests.models import InformationRequest, OutgoingLetter
from gongkai.requests.models.letters import LetterKind
from gongkai.requests.numbers import new_query_code, query_code_digest
from gongkai.requests.proceedings import Proceeding, conclude, opened


def acknowledge(*, act: Act, request_id: int, query_code: str = "", is_new_code: bool = False) -> OutgoingLetter:
    """The receipt once the day of receipt is fixed, and again after a correction. The system keeps no query code: it is given
    by who has just registered, or a new one takes its place (``is_new_code``) and the earlier no longer opens the request."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.REQUEST_OFFICER)
        refuse_if(_reasons(proceeding, query_code, is_new_code))
        code = new_query_code() if is_new_code else query_code.strip()
        if is_new_code:
            proceeding.change(query_code_digest=query_code_digest(code))
        letter = send_letter(proceeding, LetterKind.ACKNOWLEDGEMENT, code, act.today)
        conclude(proceeding, "acknowledged", {"letter": letter.number, "new_code": is_new_code})
    return letter


def _reasons(proceeding: Proceeding, query_code: str, is_new_code: bool) -> Iterator[Reason]:
    request: InformationRequest = proceeding.request
    yield from reasons_if_archived(request.archived_on)
    if request.date_of_receipt is None:
        yield Reason("", "还没有确定收到申请之日，不能出具登记回执", "《中华人民共和国政府信息公开条例》第三十一条")
    if not is_new_code and query_code_digest(query_code.strip()) != request.query_code_digest:
        yield Reason("query_code", "查询码与登记时发放的不一致；查询码不留存，遗失的请选择发放新的查询码")
