"""Which review path an item takes: that of its kind, unless the agency has chosen another; the urgent one only with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency, AgencySetting
from gongkai.agencies.settings import setting_of
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import Act
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Disclosure, Item
from gongkai.review.lending import PATHS_CHOSEN, REVIEWED_BY
from gongkai.review.paths import CHOOSABLE

AFTERWARDS_HOURS = 24


def path_of(item: Item, agency: Agency, day: date) -> str:
    """A choice that names no path any more counts as none."""
    chosen: Any = setting_of(agency, PATHS_CHOSEN, day)
    wanted = chosen.get(item.kind) if isinstance(chosen, Mapping) else None
    return wanted if wanted in CHOOSABLE else item.rules.path


def urgent_reasons(item: Item, reason: str) -> Iterator[Reason]:
    """The urgent path is for what cannot wait: never for a document that is numbered, nor for one that is withheld."""
    if len(reason.strip()) < 5 or len(reason) > 500:
        yield Reason("urgent_reason", "应急发布须写明原因（5 至 500 字），例如“暴雨红色预警，须立即发布避险提示”")
    if item.rules.numbered:
        yield Reason("urgent_reason", f"{item.rules.label_zh}须经签发，不能应急发布")
    if item.attribute != Disclosure.PROACTIVE:
        yield Reason("urgent_reason", "只有主动公开的信息可以应急发布")


def choose_paths(*, act: Act, agency: Agency, paths: Mapping[str, str], reviewed_by: str, since: date) -> AgencySetting:
    """An agency's paths by kind (those that are as usual are left out), and who reviews for it. Both are dated settings."""
    usual = {key: path for key, path in paths.items() if key in KINDS and path != KINDS[key].path}
    refuse_if(_choice_reasons(agency, paths, reviewed_by))
    row = choose_setting(act=act, agency=agency, name=PATHS_CHOSEN, value=usual, since=since)
    if reviewed_by != setting_of_own(agency, since):
        choose_setting(act=act, agency=agency, name=REVIEWED_BY, value=reviewed_by, since=since)
    return row


def setting_of_own(agency: Agency, day: date) -> str:
    """Who reviews for the agency: its own latest choice, not an ancestor's."""
    rows = AgencySetting.objects.filter(agency=agency, name=REVIEWED_BY, since__lte=day)
    return str(rows.order_by("-since", "-recorded_at", "-id").values_list("value", flat=True).first() or "")


def _choice_reasons(agency: Agency, paths: Mapping[str, str], reviewed_by: str) -> Iterator[Reason]:
    for key, path in paths.items():
        if key not in KINDS or path not in CHOOSABLE:
            yield Reason("paths", f"审核路径“{path}”不可用；可选：{'、'.join(CHOOSABLE.values())}")
            break
    if reviewed_by and (reviewed_by == agency.code or not Agency.objects.filter(code=reviewed_by).exists()):
        yield Reason("reviewed_by", f"没有代码为“{reviewed_by}”的其他单位")
