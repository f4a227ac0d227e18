"""Reads of hand-overs: the list as a paper, and what each role's steps mean for a newcomer."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.open_work import kind_of
from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.oversight.models import HandOver
from gongkai.oversight.papers import Paper, Table, Text

_ORDERING = {Role.OFFICE_HEAD, Role.SYSTEM_ADMIN}
# What an officer of a role does, and under which article: the newcomer's guide.
STEPS: dict[Role, tuple[str, str]] = {
    Role.DRAFTER: ("起草文稿并在起草时提出公开属性，送审后按审核意见修改", "《条例》第十六条、第二十六条"),
    Role.SECRECY_REVIEWER: (
        "对拟公开的信息作保密审查，结论和依据不可修改",
        "《条例》第十七条，《保守国家秘密法》第三十五条",
    ),
    Role.FIRST_REVIEWER: ("初审：事实、文字、公开属性", "三审三校"),
    Role.SECOND_REVIEWER: ("复审：政策、口径、是否涉及第三方", "三审三校，《条例》第十五条"),
    Role.APPROVER: ("终审签发；自己起草的不能签发", "《条例》第十七条"),
    Role.PUBLISHER: ("把已签发的内容发布出去，更正和撤稿", "《条例》第二十六条"),
    Role.REQUEST_OFFICER: (
        "登记申请、当场确认收到之日，要求补正（7个工作日内）、征求意见、收费、送达",
        "《条例》第二十九条至第三十六条",
    ),
    Role.LEGAL_REVIEWER: ("审核答复的事实、依据和救济途径", "《条例》第三十六条、第五十一条"),
    Role.OFFICE_HEAD: ("批准延期、收费和答复，交办来信，组织业务交接", "《条例》第四条、第三十三条"),
    Role.SUPERVISOR: ("监督检查、督促整改、考核、责任追究", "《条例》第四十六条、第四十七条、第五十三条"),
    Role.SYSTEM_ADMIN: ("管理账号和参数，不办理业务", "三员分立"),
    Role.SECURITY_ADMIN: ("管理授权和安全", "三员分立"),
    Role.AUDITOR: ("查看和校验操作日志", "三员分立"),
}


def handovers_for(act: Act) -> QuerySet[HandOver]:
    """Those of the own agency: colleagues see what went to whom, the notes only whom they concern (``may_read_notes``)."""
    rows = HandOver.objects.filter(agency_id__in=ids_written_for(act))
    return rows.select_related("giver", "agency").prefetch_related("lines").order_by("-on", "-id")


def may_read_notes(act: Act, handover: HandOver) -> bool:
    """Both sides, the head of the office and the administrator."""
    sides = {str(handover.giver_id), *(str(line.receiver_id) for line in handover.lines.all())}
    return bool(act.roles & _ORDERING) or act.actor_id in sides


def handover_for(act: Act, key: int) -> HandOver:
    found = handovers_for(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("handover", "没有这份交接清单，或者它不属于本单位")])
    return found


def kind_label(kind: str) -> str:
    known = kind_of(kind)
    return known.label_zh if known else kind


def handover_paper(handover: HandOver, *, with_notes: bool = False) -> Paper:
    """业务交接清单, with lines for both to sign."""
    lines = list(handover.lines.select_related("receiver"))
    rows = tuple(
        (str(number), kind_label(line.kind), line.title, line.state, str(line.due_on or "—"), line.receiver.name)
        for number, line in enumerate(lines, 1)
    )
    receivers = list(dict.fromkeys(line.receiver.name for line in lines))
    texts = [Text(f"因{handover.reason}，{handover.giver.name}名下未办结的{len(lines)}项工作移交如下，办理期限不变。")]
    if handover.notes and with_notes:
        texts.append(Text(f"交接说明：{handover.notes}"))
    return Paper(
        "业务交接清单", handover.agency.name, handover.on,
        (*texts, Table(("序号", "类别", "事项", "状态", "期限", "接收人"), rows, frozenset({0}))),
        signers=(f"移交人{handover.giver.name}", *(f"接收人{name}" for name in receivers)),
    )  # fmt: skip


def steps_for(roles: frozenset[str]) -> list[tuple[str, str, str]]:
    """Role, what it does, article, for the roles held."""
    return [(role.label, *STEPS[role]) for role in Role if role in roles]
