"""Put information beside the reply that is being written (附件), or take it away again; what went out with a reply stays."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import public_id
from gongkai.requests.models import Reply, ReplyAttachment
from gongkai.requests.proceedings import officer_id, opened, tell
from gongkai.requests.replies import reply_in_work

CHANGEABLE = (Reply.Stage.DRAFT, Reply.Stage.RETURNED)


def attach_to_reply(
    *, act: Act, request_id: int, file: StoredFile, title: str, is_severed: bool = False
) -> ReplyAttachment:
    """``is_severed`` marks a copy from which what stays withheld is gone (REG 37)."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.DRAFTER, Role.REQUEST_OFFICER)
        reply = reply_in_work(proceeding.request)
        problems = _reasons(reply)
        if not title.strip():
            problems.append(Reason("title", "请填写附件名称，它将列入答复书"))
        if file.agency_id != proceeding.request.agency_id:
            problems.append(Reason("file", "文件不属于本单位"))
        if reply is not None and ReplyAttachment.objects.filter(reply=reply, file=file).exists():
            problems.append(Reason("file", f"“{file.name}”已经是附件"))
        refuse_if(problems)
        assert reply is not None
        made = ReplyAttachment.objects.create(
            reply=reply, file=file, title=title.strip()[:200], is_severed=is_severed, attached_by_id=officer_id(act),
            attached_at=proceeding.act.now,
        )  # fmt: skip
        tell(proceeding.act, proceeding.request, "reply_attached", {"file": public_id(file.pk), "severed": is_severed})
    return made


def detach_from_reply(*, act: Act, request_id: int, attachment_id: int) -> None:
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, Role.DRAFTER, Role.REQUEST_OFFICER)
        found = ReplyAttachment.objects.filter(pk=attachment_id, reply__request=proceeding.request).first()
        if found is None:
            raise NotFound([Reason("attachment", "这件申请没有此附件")])
        refuse_if(_reasons(found.reply))
        tell(proceeding.act, proceeding.request, "reply_detached", {"file": public_id(found.file_id)})
        found.delete()


def _reasons(reply: Reply | None) -> list[Reason]:
    if reply is None:
        return [Reason("", "请先起草答复书，再添加附件")]
    if reply.stage not in CHANGEABLE:
        return [Reason("", f"答复书处于“{reply.get_stage_display()}”，附件只能在起草、退回修改时改动")]
    return []
