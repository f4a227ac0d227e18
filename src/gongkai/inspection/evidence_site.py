"""Evidence about the website and its columns: how long nothing new appeared, what is empty, whether the site opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from gongkai.clock import end_of_day
from gongkai.inspection.models import Probe
from gongkai.inspection.rules import HALF_YEAR, TWO_WEEKS, YEAR
from gongkai.inspection.scene import Evidence, Scene

PROBES_A_DAY, WINDOW = 20, 7
_LIST = "/zfxxgk/fdzdgknr/?column="


def days_without_update(scene: Scene) -> Iterator[Evidence]:
    last = scene.last_update_anywhere
    if last is not None:
        days = (scene.today - last).days
        yield _site(scene, days, {"最近更新": str(last)})


def stale_news_columns(scene: Scene) -> Iterator[Evidence]:
    """News columns after two weeks, notices and policy documents after six months, together."""
    late = [
        (row.name, days) for row, days, _ in scene.stale((TWO_WEEKS, HALF_YEAR)) if days >= (row.stale_after_days or 0)
    ]
    yield _site(scene, len(late), {"栏目": [f"{name}（{days}天）" for name, days in late]})


def stale_columns(scene: Scene) -> Iterator[Evidence]:
    late = [
        (row.name, days)
        for row, days, _ in scene.stale((TWO_WEEKS, HALF_YEAR, YEAR))
        if days >= (row.stale_after_days or 0)
    ]
    yield _site(scene, len(late), {"栏目": [f"{name}（{days}天）" for name, days in late]})


def empty_columns(scene: Scene) -> Iterator[Evidence]:
    yield _site(scene, len(scene.empty_leaves), {"栏目": [row.name for row in scene.empty_leaves]})


def unreachable_share(scene: Scene) -> Iterator[Evidence]:
    """Nothing where the site was not probed at least twenty times a day: not assessed is not the same as reachable."""
    first = end_of_day(scene.today - timedelta(days=WINDOW))
    probes = list(
        Probe.objects.filter(agency=scene.government, at__gte=first, at__lt=end_of_day(scene.today)).values_list(
            "opened", flat=True
        )
    )
    if len(probes) >= PROBES_A_DAY * WINDOW:
        failed = probes.count(False)
        share = round(100 * failed / len(probes), 2)
        yield _site(scene, share, {"访问次数": len(probes), "未打开": failed})


def news_columns(scene: Scene) -> Iterator[Evidence]:
    yield from _late(scene, TWO_WEEKS)


def policy_columns(scene: Scene) -> Iterator[Evidence]:
    yield from _late(scene, HALF_YEAR)


def yearly_columns(scene: Scene) -> Iterator[Evidence]:
    yield from _late(scene, YEAR)


def each_empty_column(scene: Scene) -> Iterator[Evidence]:
    for row in scene.empty_leaves:
        yield Evidence(row.code, row.name, scene.government.pk, 1, {"栏目": row.name}, _LIST + row.code)


def _late(scene: Scene, window: int) -> Iterator[Evidence]:
    for row, days, last in scene.stale((window,)):
        yield Evidence(
            row.code, row.name, row.agency_id or scene.government.pk, days, {"最近更新": str(last)}, _LIST + row.code
        )


def _site(scene: Scene, value: float, details: dict[str, object]) -> Evidence:
    return Evidence("site", f"{scene.government.name}门户网站", scene.government.pk, value, details, "/")
