"""Values of a letter as a case would give them, with a name of rare characters."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.tests.factories import Cast
from gongkai.law.letters import LETTERS
from gongkai.notices.document import LetterDocument
from gongkai.notices.make import make

DAY = date(2022, 3, 21)
RARE = "喆玥䶮"
VALUES: dict[str, object] = {
    "number": "温公公开告〔2022〕1号",
    "addressee": RARE,
    "request_number": "WENXIAN-GAJ2022-0001",
    "received_on": date(2022, 3, 1),
    "received_why": "该申请当面提交，以提交之日为收到申请之日",
    "subject": "滨河路道路维修资金安排",
    "channel": "当面提交",
    "reply_due": date(2022, 3, 29),
    "former_due": date(2022, 3, 29),
    "query_code": "k7m2p-9xq4w",
    "points": "一、写明所需信息的名称；\n二、写明年度。",
    "days": 10,
    "correction_due": date(2022, 4, 6),
    "consulted_on": date(2022, 3, 2),
    "fee_method": "按件计收",
    "fee_steps": "第31至40件，每件200元；本件为第31件",
    "amount": 200,
    "pay_by": date(2022, 4, 20),
    "unit_due": date(2022, 3, 10),
    "description": "申请公开温县滨河路2021年道路维修资金安排文件",
    "decision": "现将《温县2021年道路维修资金安排表》提供给您。",
    "grounds": "《中华人民共和国政府信息公开条例》第三十六条第（二）项",
    "remedies": "如不服本答复，可以自收到本答复书之日起60日内向温县人民政府申请行政复议，或者自收到本答复书之日起6个月内向温县人民法院提起行政诉讼。",
    "earlier_reply": "温公公开答〔2021〕7号，2021年12月1日",
}  # fmt: skip
PLACES = {"phone": "0391-6123456", "address": "温县黄河路1号"}


def known(cast: Cast) -> Agency:
    """The police with telephone and address on file."""
    cast.police.contact = PLACES
    cast.police.save(update_fields=["contact"])
    return cast.police


def made(cast: Cast, kind: str, **changed: object) -> LetterDocument:
    return make(kind, agency=known(cast), values=VALUES | changed, made_on=DAY)


ALL = tuple(LETTERS)
