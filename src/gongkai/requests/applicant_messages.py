"""Tell an applicant by SMS or e-mail that something happened. No name and nothing of the request's text is in it.

The first message carries number and query code to the address the applicant gave, so that a lost receipt is no dead end; messages are
kept encrypted and each stands in the log (``messages``). Whoever left only a landline is told by letters and the portal.
"""

from __future__ import annotations

from gongkai.audit.acts import Act
from gongkai.messages.addresses import found_in
from gongkai.messages.send import send
from gongkai.numbering.keys import public_id
from gongkai.requests.models import InformationRequest

_WHERE = "请凭申请编号和查询码在政府网站“依申请公开—查询办理进度”查看。"


def tell_registered(act: Act, request: InformationRequest, query_code: str) -> bool:
    """Number and query code, right after an online request; inside the caller's transaction."""
    return _tell(
        act, request, f"您的政府信息公开申请已登记，编号{request.number}，查询码{query_code}，请妥善保存。{_WHERE}"
    )


def tell_news(act: Act, request: InformationRequest, news: str) -> bool:
    """``news`` in a few words: 已发出补正告知书."""
    return _tell(act, request, f"您的政府信息公开申请{request.number}{news}，{_WHERE}")


def _tell(act: Act, request: InformationRequest, text: str) -> bool:
    contact = InformationRequest.objects.filter(pk=request.pk).values_list("applicant_contact", flat=True).get()
    found = found_in(contact)
    if found is None:
        return False
    channel, to = found
    send(
        act=act, channel=channel, to=to, text=f"【{request.agency.short_name}】{text}", subject="政府信息公开申请办理通知",
        about=("request", public_id(request.pk)), agency_id=request.agency_id,
    )  # fmt: skip
    return True
