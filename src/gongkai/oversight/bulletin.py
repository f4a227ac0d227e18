"""The monthly bulletin (月度通报): what came in and was done in a month, what is late today, what inspection found, unit by unit."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.inspection.models import Finding, InspectionOrder, Level
from gongkai.inspection.rules import RULES
from gongkai.measures.duties import kinds
from gongkai.measures.registry import Question, measure
from gongkai.oversight.overview import Cell, overview
from gongkai.oversight.papers import Heading, Paper, Table, Text

# Per unit in the month: what the bulletin counts.
COUNTED: tuple[tuple[str, str], ...] = (
    ("网站公开信息", "catalogue.items_published"),
    ("新收申请", "requests.received"),
    ("办结申请", "requests.closed"),
    ("收到来信", "engagement.letters_received"),
    ("办结来信", "engagement.letters_closed"),
    ("新媒体信息", "newmedia.posts"),
)


def monthly_bulletin(act: Act, year: int, month: int) -> Paper:
    """The bulletin of a month for the area this act sees. Raises Refused for a month that has not begun."""
    begins = date(year, month, 1) if 1 <= month <= 12 and 2000 <= year <= 2100 else None
    refuse_if([] if begins and begins <= act.today else [Reason("month", f"{year}年{month}月尚未开始或者不是月份")])
    first, last = date(year, month, 1), min(date(year, month, monthrange(year, month)[1]), act.today)
    ids = visible_agency_ids(act)
    agencies = list(Agency.objects.filter(pk__in=ids).order_by("path"))
    question = Question(ids, first, last, act.today)
    by_unit = {name: measure(name).grouped(question, ("agency",)) for _, name in COUNTED}
    totals = [f"{label}{sum(by_unit[name].values())}{measure(name).unit}" for label, name in COUNTED]
    return Paper(
        title=f"政务公开工作月度通报（{year}年{month}月）", subtitle=f"统计期间：{first}至{last}",
        issuer=_issuer(act), issued_on=act.today,
        blocks=(
            Heading("一、总体情况"), Text(f"本月{'，'.join(totals)}。"),
            *_work(agencies, by_unit),
            Heading("二、逾期和临期事项"), *_late(act),
            Heading("三、检查发现和整改"), *_found(ids, first, last),
        ),
    )  # fmt: skip


def _work(agencies: Sequence[Agency], by_unit: Mapping[str, Mapping[tuple[int], int]]) -> Iterator[Table]:
    """What each unit did in the month; units that did nothing are left out, and so is an empty table."""
    lines = [(one, [by_unit[name].get((one.pk,), 0) for _, name in COUNTED]) for one in agencies]
    rows = tuple((one.short_name, *map(str, counts)) for one, counts in lines if any(counts))
    if rows:
        yield Table(
            ("单位", *(label for label, _ in COUNTED)), rows, frozenset(range(1, 1 + len(COUNTED))), "各单位工作量"
        )


def _issuer(act: Act) -> str:
    name: str = Agency.objects.values_list("name", flat=True).get(pk=act.agency_id or 0)
    return name


def _late(act: Act) -> tuple[Text, Table] | tuple[Text]:
    seen = overview(act)
    late = [line for line in seen.lines if line.overdue or line.soon]
    total = sum(cell.overdue for cell in seen.totals.values())
    if not late:
        return (Text("截至编发之日，各单位没有逾期或者七日内到期的事项。"),)
    rows = tuple((line.agency.short_name, str(line.overdue), str(line.soon), _kinds(line.cells)) for line in late)
    return (
        Text(f"截至{seen.today}，共有{len([one for one in late if one.overdue])}个单位{total}项逾期。"),
        Table(("单位", "逾期", "七日内到期", "逾期事项"), rows, frozenset({1, 2}), "逾期和临期"),
    )


def _kinds(cells: Mapping[str, Cell]) -> str:
    labels = {kind.key: kind.label_zh for kind in kinds()}
    return "、".join(f"{labels[key]}{cell.overdue}项" for key, cell in cells.items() if cell.overdue) or "—"


def _found(ids: tuple[int, ...], first: date, last: date) -> tuple[Text, ...] | tuple[Text, Table]:
    found = Finding.objects.filter(agency_id__in=ids, seen_since__range=(first, last), level=Level.VIOLATION)
    rows = []
    for rule in RULES:
        own = found.filter(rule=rule.id)
        n = own.count()
        if n:
            rows.append((rule.scope.label_zh, rule.label_zh, str(n), str(own.filter(cleared_on__isnull=False).count())))
    orders = InspectionOrder.objects.filter(agency_id__in=ids, issued_on__range=(first, last))
    text = f"本月发现问题{found.count()}个，发出整改通知{orders.count()}份，其中已确认整改{orders.filter(confirmed_on__isnull=False).count()}份。"
    if not rows:
        return (Text(text),)
    return Text(text), Table(("范围", "检查项", "发现", "已消除"), tuple(rows), frozenset({2, 3}), "检查发现")
