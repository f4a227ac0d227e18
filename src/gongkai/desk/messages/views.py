"""The list of messages, and sending one again. The words of a message are not shown: they may hold a query code."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import agencies_written_for
from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.messages.addresses import masked
from gongkai.messages.models import Message
from gongkai.messages.selectors import messages_seen_by
from gongkai.messages.settings import BY_CHANNEL
from gongkai.messages.usecases.send_again import SENDERS, send_again
from gongkai.numbering.keys import key_of, public_id

A_PAGE = 50
ABOUT = {
    "request": "依申请公开", "letter": "信件、留言", "consultation": "意见征集", "remedy_case": "复议、诉讼案件",
    "catalogue.item": "公开信息",
}  # fmt: skip
GATEWAYS = {"file": "写入文件", "http": "HTTP 网关", "group": "群机器人", "smtp": "SMTP 邮件服务器"}


@dataclass(frozen=True, slots=True)
class Line:
    message: Message
    public: str
    address: str
    about: str
    may_repeat: bool


@officer_view(*SENDERS)
@require_safe
def messages_list(request: HttpRequest, act: Act) -> HttpResponse:
    rows = messages_seen_by(act).select_related("repeated_by")
    if (state := request.GET.get("state", "")) in Message.State.values:
        rows = rows.filter(state=state)
    if before := _key(request.GET.get("before", "")):
        rows = rows.filter(pk__lt=before)
    found = list(rows[: A_PAGE + 1])
    lines = [_line(message) for message in found[:A_PAGE]]
    following = lines[-1].public if len(found) > A_PAGE else ""
    return show(
        request, act, "desk/messages/list.html", lines=lines, following=following, state=state, states=Message.State,
        is_first=not before, ways=_ways(act),
    )  # fmt: skip


@officer_view(*SENDERS)
@require_POST
def again(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    key = _key(public)
    if key is None:
        raise NotFound([Reason("", "没有找到这条消息，或者它不属于本单位")])
    try:
        send_again(act=act, message_id=key)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, "已重新发送，结果稍后显示在列表中。")
    return HttpResponseRedirect(reverse("desk:messages"))


def _line(message: Message) -> Line:
    address = masked(message.channel, message.address) if message.address else ""
    may_repeat = (
        message.state != Message.State.WAITING
        and not message.forgotten_at
        and getattr(message, "repeated_by", None) is None
    )
    about = ABOUT.get(message.about_kind, message.about_kind)
    return Line(message, public_id(message.pk), address or "—", about, may_repeat)


def _ways(act: Act) -> list[tuple[str, str]]:
    """Which gateway carries each kind of message of this agency today."""
    agency = agencies_written_for(act)[0]
    found = []
    for channel, setting in BY_CHANNEL.items():
        choice = setting_of(agency, setting.name, act.today)
        name = choice.get("gateway", "") if isinstance(choice, dict) else ""
        found.append((Message.Channel(channel).label, GATEWAYS.get(name, "参数有误，请检查")))
    return found


def _key(public: str) -> int | None:
    try:
        return key_of(public)
    except ValueError:
        return None
