"""Tell a writer by SMS that something happened to the letter. What it says names no person and no query code."""

from __future__ import annotations

from gongkai.audit.acts import Act
from gongkai.engagement.models import Letter
from gongkai.messages.addresses import found_in
from gongkai.messages.send import send
from gongkai.numbering.keys import public_id


def tell_writer(act: Act, letter: Letter, news: str) -> None:
    """Queue the message inside the caller's transaction; a writer who left only a landline is told by the query page alone."""
    found = found_in(letter.writer_phone)
    if found is None:
        return
    channel, to = found
    text = f"【{letter.agency.short_name}】您的来信{letter.number}{news}，请凭编号和查询码在政府网站“来信查询”查看。"
    send(act=act, channel=channel, to=to, text=text, about=("letter", public_id(letter.id)), agency_id=letter.agency_id)
