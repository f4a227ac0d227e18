"""业务交接: one act moves all open work of an officer, with its limits and a note, to one or several others; both sides confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, refuse_if, too_long
from gongkai.agencies.models import Officer
from gongkai.agencies.open_work import OpenWork, Piece, kinds
from gongkai.agencies.rights import ids_written_for, roles_of
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add
from gongkai.oversight.models import HandOver, HandOverLine

_MAY_ORDER = {Role.OFFICE_HEAD, Role.SYSTEM_ADMIN}


def open_work_of(officer: Officer) -> list[tuple[OpenWork, Piece]]:
    """Everything under this officer's name, the nearest limit first within a kind."""
    return [(work, piece) for work in kinds() for piece in work.pieces(officer)]


def hand_over(
    *, act: Act, giver_id: int, receiver_id: int, reason: str, notes: str = "", exceptions: Mapping[tuple[str, int], int] | None = None
) -> HandOver:  # fmt: skip
    """Move all open work of ``giver``. ``exceptions``: (kind, key) -> another receiver. All or nothing, one act, one list.

    Ordered by the head of the office or the administrator of the agency, or by the leaving officer. Who receives a piece can go on
    with it: work that lands with somebody without the role would lie there until its limit has passed.
    """
    others = dict(exceptions or {})
    with transaction.atomic():
        giver = _officer(act, giver_id)
        _require(act, giver)
        refuse_if([] if receiver_id else [Reason("receiver", "请选择接收人")])
        receivers = {pk: _officer(act, pk) for pk in {receiver_id, *others.values()}}
        work = open_work_of(giver)
        refuse_if(_reasons(giver, receivers, work, others, reason, notes))
        refuse_if(
            _role_reasons(
                act,
                receivers,
                [(kind, receivers[others.get((kind.kind, piece.key), receiver_id)]) for kind, piece in work],
            )
        )
        handover = HandOver.objects.create(
            agency_id=giver.agency_id, giver=giver, reason=reason.strip(), notes=notes.strip(), on=act.today,
            ordered_by=act.actor_id, ordered_by_name=act.actor_name[:80],
        )  # fmt: skip
        moved = 0
        for kind, piece in work:
            receiver = receivers[others.get((kind.kind, piece.key), receiver_id)]
            moved += kind.move(giver, receiver, (piece.key,))
            HandOverLine.objects.create(
                handover=handover, kind=kind.kind, subject_id=piece.key, title=piece.title[:300], state=piece.state[:60],
                due_on=piece.due, receiver=receiver,
            )  # fmt: skip
        if moved != len(work):
            raise NotFound([Reason("work", "有事项刚刚办结或者已移交，请刷新后重新交接")])
        facts: dict[str, str | int] = {
            "giver": public_id(giver.pk), "receiver": public_id(receiver_id), "moved": moved, "receivers": len(receivers),
        }  # fmt: skip
        record(act, "oversight.handed_over", "handover", public_id(handover.pk), facts=facts)
        add("oversight.handed_over", public_id(handover.pk), act.now, {"moved": moved})
    return handover


def confirm_handover(*, act: Act, handover_id: int) -> HandOver:
    """The leaving officer, or a receiver for the own lines, confirms the list. Nobody confirms for another."""
    with transaction.atomic():
        rows = HandOver.objects.select_for_update(of=("self",)).filter(agency_id__in=ids_written_for(act))
        handover = rows.filter(pk=handover_id).first()
        if handover is None or not act.actor_id.isdigit():
            raise NotFound([Reason("handover", "没有这份交接清单，或者它不属于本单位")])
        me, done = int(act.actor_id), False
        if handover.giver_id == me and handover.giver_confirmed_at is None:
            handover.giver_confirmed_at, done = act.now, True
            handover.save(update_fields=["giver_confirmed_at"])
        own = handover.lines.filter(receiver_id=me)
        done = bool(own.filter(confirmed_at__isnull=True).update(confirmed_at=act.now)) or done
        if not done:
            if handover.giver_id != me and not own.exists():
                raise NotAllowed([Reason("", "只有移交人和接收人可以确认交接清单")])
            refuse_if([Reason("", "您已经确认过这份交接清单")])
        record(act, "oversight.handover_confirmed", "handover", public_id(handover.pk))
    return handover


def _officer(act: Act, officer_id: int) -> Officer:
    found = Officer.objects.filter(pk=officer_id, agency_id__in=ids_written_for(act)).select_related("agency").first()
    if found is None:
        raise NotFound([Reason("officer", "没有这位工作人员，或者不属于本单位")])
    return found


def _require(act: Act, giver: Officer) -> None:
    if not act.roles & _MAY_ORDER and act.actor_id != str(giver.pk):
        raise NotAllowed([Reason("", "业务交接由本人、公开工作机构负责人或者系统管理员办理")])


def _reasons(
    giver: Officer, receivers: Mapping[int, Officer], work: list[tuple[OpenWork, Piece]],
    others: Mapping[tuple[str, int], int], reason: str, notes: str,
) -> Iterator[Reason]:  # fmt: skip
    if not reason.strip():
        yield Reason("reason", "请写明交接原因，如调离、退休、轮岗")
    yield from too_long(("reason", reason, "交接原因", 200), ("notes", notes, "交接说明", 4000))
    if giver.pk in receivers:
        yield Reason("receiver", "接收人不能是移交人本人")
    for officer in receivers.values():
        if not officer.is_active:
            yield Reason("receiver", f"{officer.name}的账号已停用，不能接收")
    known = {(kind.kind, piece.key) for kind, piece in work}
    if not known:
        yield Reason("giver", f"{giver.name}名下没有未办结的事项")
    if set(others) - known:
        yield Reason("exceptions", "另行指定接收人的事项中，有的已经办结或者不在移交人名下，请刷新后重试")


def _role_reasons(act: Act, receivers: Mapping[int, Officer], work: list[tuple[OpenWork, Officer]]) -> Iterator[Reason]:
    """By name: which receiver lacks the role for which kind, and for how many pieces."""
    held = {pk: roles_of(officer, act.today) for pk, officer in receivers.items()}
    for (kind, officer), count in Counter((kind, officer) for kind, officer in work).items():
        if not held[officer.pk].intersection(kind.roles):
            needed = "或者".join(role.label for role in kind.roles)
            yield Reason(
                "receiver",
                f"{officer.name}没有{needed}的角色，不能接收{kind.label_zh}{count}项；请先由系统管理员授予角色，或者为这些事项另选接收人",
            )
