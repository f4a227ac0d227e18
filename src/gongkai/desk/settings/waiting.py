"""What waits of the settings: what every page of a government's site must show at its foot and nobody has filled in yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.agencies.rights import agencies_written_for
from gongkai.agencies.roles import Role
from gongkai.agencies.settings import SETTINGS, chosen
from gongkai.audit.acts import Act
from gongkai.desk.todo import Task

SHOWN_AT_THE_FOOT = ("site.domain", "site.id_code", "site.icp", "site.police", "site.contact")
"""By the State Council's rules for government sites (domain 6.2, 10)."""


def tasks(act: Act) -> Iterator[Task]:
    if Role.SYSTEM_ADMIN not in act.roles or not act.works_for:
        return
    for agency in agencies_written_for(act):
        if not agency.is_government:
            continue
        found = chosen(agency, (*SHOWN_AT_THE_FOOT, "portal.own"), act.today)
        missing = [SETTINGS[name].label_zh for name in SHOWN_AT_THE_FOOT if not found.get(name)]
        if missing and found.get("portal.own", True):
            address = f"{reverse('desk:settings')}?agency={agency.code}"
            yield Task(
                "desk:settings",
                f"{agency.name}的门户页脚缺少：{'、'.join(missing)}",
                "填写后显示在每个页面底部",
                address,
            )
