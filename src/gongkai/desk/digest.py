"""待办邮件: an officer who asked for it gets the own to-do list by e-mail, once a day from eight in the morning; nothing when nothing waits.

An e-mail leaves the house: it says how much waits where and until when, never titles, names or numbers of a case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.agencies.rights import act_of
from gongkai.audit.acts import Act, system_act
from gongkai.clock import SHANGHAI, StoppedClock, legal_day
from gongkai.desk.entry import officer_view, show
from gongkai.desk.given import done
from gongkai.desk.menu import SECTIONS
from gongkai.desk.todo import Task, tasks_of
from gongkai.jobs.recurring import Recurring
from gongkai.messages.models import DailyDigest, Message
from gongkai.messages.send import send
from gongkai.messages.usecases.choose_digest import choose_digest
from gongkai.numbering.keys import public_id

FIRST_HOUR = 8


@officer_view()
@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: HttpRequest, act: Act) -> HttpResponse:
    if request.method == "POST":
        is_on = "is_on" in request.POST
        address = request.POST.get("address", "")
        says = "已订阅，每天早上发送。" if is_on else "已停止发送。"
        return done(request, lambda: choose_digest(act=act, is_on=is_on, address=address), says, reverse("desk:digest"))
    kept = DailyDigest.objects.filter(officer_id=int(act.actor_id)).first()
    return show(request, act, "desk/digest.html", kept=kept, first_hour=FIRST_HOUR)


def send_digests(moment: datetime) -> int:
    """Those that have not gone out on this legal day; how many messages. Each officer in a transaction of the own."""
    if moment.astimezone(SHANGHAI).hour < FIRST_HOUR:
        return 0
    day = legal_day(moment)
    reverse("desk:home")  # the addresses of the desk, and with them what waits, are loaded when they are first needed
    keys = list(
        DailyDigest.objects.filter(is_on=True, officer__is_active=True)
        .exclude(last_on=day)
        .values_list("pk", flat=True)
    )
    return sum(_send(key, moment, day) for key in keys)


def _send(key: int, moment: datetime, day: date) -> int:
    with transaction.atomic():
        kept = (
            DailyDigest.objects.select_for_update(of=("self",)).select_related("officer__agency").filter(pk=key, is_on=True)
            .exclude(last_on=day).first()
        )  # fmt: skip
        if kept is None:
            return 0
        clock = StoppedClock(moment)
        tasks = tasks_of(act_of(kept.officer, clock))
        kept.last_on = day
        kept.save(update_fields=["last_on"])
        if not tasks:
            return 0
        send(
            act=system_act("digest", clock, kept.officer.agency.code), channel=Message.Channel.EMAIL, to=kept.address,
            subject=f"工作台待办 {len(tasks)} 项", text=words(tasks, day), about=("officer", public_id(kept.officer_id)),
            agency_id=kept.officer.agency_id,
        )  # fmt: skip
    return 1


def words(tasks: Sequence[Task], day: date) -> str:
    """How much waits where, the earliest limit, and how much is overdue."""
    labels = {entry.route: entry.label for _, entries in SECTIONS for entry in entries}
    places: defaultdict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        places[labels.get(task.entry, "其他")].append(task)
    lines = [f"截至 {day:%Y-%m-%d}，工作台上等您办理的事项共 {len(tasks)} 项："]
    for label, found in places.items():
        dues = sorted(task.due for task in found if task.due is not None)
        late = sum(due < day for due in dues)
        said = [
            f"{label} {len(found)} 项",
            *([f"最早期限 {dues[0]:%Y-%m-%d}"] if dues else []),
            *([f"逾期 {late} 项"] if late else []),
        ]
        lines.append("，".join(said))
    return "\n".join([*lines, "请登录工作台办理。不再需要的，可以在工作台“待办邮件”中停止。"])[:2000]


RECURRING = (Recurring("desk.digests", timedelta(minutes=10), send_digests),)
