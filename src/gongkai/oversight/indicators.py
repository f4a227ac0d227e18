"""How indicators of an assessment are computed: each formula gives two numbers from the records, never a score by itself.

Formulas ask measures by name; what has no measure (dual publicity by batches, open findings) asks its room. A share with nothing to count gives
full points: a unit without requests has not answered late.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from gongkai.agencies.calendars import working_calendar
from gongkai.agencies.models import Agency
from gongkai.decisions.models import Kind
from gongkai.decisions.watch import on_time
from gongkai.inspection.models import Finding, InspectionOrder, Level
from gongkai.inspection.rules import RULES
from gongkai.measures.registry import Question, measure
from gongkai.oversight.models import DisclosureStaff


@dataclass(frozen=True, slots=True)
class Raw:
    """``good`` of ``of``; ``measures`` are those whose records stand behind the two numbers (none where they are no measure)."""

    good: int
    of: int
    measures: tuple[str, ...] = ()

    @property
    def share(self) -> Decimal:
        return Decimal(1) if self.of == 0 else Decimal(self.good) / Decimal(self.of)


@dataclass(frozen=True, slots=True)
class Formula:
    key: str
    label_zh: str
    words: str
    compute: Callable[[Agency, date, date], Raw]


def _question(agency: Agency, first: date, last: date) -> Question:
    return Question((agency.pk,), first, last, last)


def _less(total: str, bad: str) -> Callable[[Agency, date, date], Raw]:
    """The share of ``total`` that is not ``bad``."""

    def compute(agency: Agency, first: date, last: date) -> Raw:
        question = _question(agency, first, last)
        of = measure(total).count(question)
        return Raw(of - min(of, measure(bad).count(question)), of, (total, bad))

    return compute


def _share(part: str, total: str) -> Callable[[Agency, date, date], Raw]:
    def compute(agency: Agency, first: date, last: date) -> Raw:
        question = _question(agency, first, last)
        of = measure(total).count(question)
        return Raw(min(of, measure(part).count(question)), of, (part, total))

    return compute


def _dual_publicity(agency: Agency, first: date, last: date) -> Raw:
    rates = [
        rate
        for kind in (Kind.PERMIT, Kind.PENALTY)
        for rate in on_time(kind, (agency.pk,), first, last, last, working_calendar())
    ]
    return Raw(sum(rate.on_time for rate in rates), sum(rate.published for rate in rates))


def _not_corrected(agency: Agency, first: date, last: date) -> Raw:
    question, concluded = _question(agency, first, last), measure("remedies.concluded")
    of = concluded.count(question)
    return Raw(of - concluded.count(question, {"result": "corrected"}), of, ("remedies.concluded",))


def _no_veto(agency: Agency, first: date, last: date) -> Raw:
    vetoes = [rule.id for rule in RULES if rule.veto]
    found = Finding.objects.filter(agency=agency, rule__in=vetoes, level=Level.VIOLATION, seen_since__lte=last)
    return Raw(0 if found.filter(seen_last__gte=first).exists() else 1, 1)


def _rectified(agency: Agency, first: date, last: date) -> Raw:
    orders = InspectionOrder.objects.filter(agency=agency, issued_on__range=(first, last))
    return Raw(orders.filter(confirmed_on__isnull=False).count(), orders.count())


def _trained(agency: Agency, first: date, last: date) -> Raw:
    return Raw(
        min(1, measure("oversight.trainings").count(_question(agency, first, last))), 1, ("oversight.trainings",)
    )


def _staffed(agency: Agency, first: date, last: date) -> Raw:
    staff = DisclosureStaff.objects.filter(agency=agency, since__lte=last)
    return Raw(int(staff.filter(until__isnull=True).exists() or staff.filter(until__gte=last).exists()), 1)


FORMULAS: dict[str, Formula] = {
    one.key: one
    for one in (
        Formula("publication_on_time", "主动公开按期率", "按期公开条数 ÷ 公开条数（《条例》第二十六条）",
                _less("catalogue.items_published", "catalogue.published_late")),
        Formula("dual_publicity", "行政许可、处罚按期公示率", "7个工作日内公示的决定 ÷ 应公示的决定", _dual_publicity),
        Formula("reply_on_time", "依申请公开按期答复率", "按期办结件数 ÷ 办结件数（《条例》第三十三条）",
                _less("requests.closed", "requests.closed_late")),
        Formula("not_corrected", "复议诉讼未被纠正率", "未被纠正的案件 ÷ 审结案件（表四）", _not_corrected),
        Formula("interpreted", "政策解读率", "已解读的政策文件 ÷ 应解读的政策文件",
                _share("catalogue.documents_interpreted", "catalogue.documents_to_interpret")),
        Formula("letters_on_time", "来信按期答复率", "按期答复的来信 ÷ 答复的来信", _less("engagement.letters_answered", "engagement.letters_late")),
        Formula("no_veto", "无单项否决", "考核期内没有单项否决问题为满分，有即为零分", _no_veto),
        Formula("rectified", "整改完成率", "已确认的整改通知 ÷ 收到的整改通知", _rectified),
        Formula("trained", "开展培训", "考核期内举办培训1次以上为满分（《条例》第四十八条）", _trained),
        Formula("staffed", "落实工作人员", "有专职或者兼职工作人员为满分", _staffed),
    )
}  # fmt: skip

# Domain section 8: group, label, points, formula ("" is judged by people).
TEMPLATE: tuple[tuple[str, str, str, str], ...] = (
    ("主动公开", "主动公开按期率", "15", "publication_on_time"),
    ("主动公开", "法定主动公开内容完整", "10", ""),
    ("主动公开", "公开属性源头认定", "5", ""),
    ("主动公开", "行政许可、处罚按期公示率", "10", "dual_publicity"),
    ("依申请公开", "按期答复率", "12", "reply_on_time"),
    ("依申请公开", "答复依据正确、文书完整", "7", ""),
    ("依申请公开", "复议诉讼未被纠正率", "6", "not_corrected"),
    ("解读回应与互动", "政策解读率", "7", "interpreted"),
    ("解读回应与互动", "来信按期答复率", "8", "letters_on_time"),
    ("平台建设", "网站、新媒体无单项否决", "7", "no_veto"),
    ("平台建设", "指南、目录更新", "3", ""),
    ("监督保障", "整改完成率", "4", "rectified"),
    ("监督保障", "开展培训", "3", "trained"),
    ("监督保障", "落实工作人员", "3", "staffed"),
)
ADJUSTMENT = ("加减分", "创新、通报等加减分（附依据）", "10")


def score_of(points: Decimal, raw: Raw) -> Decimal:
    """Points times the share, to two places."""
    return (points * raw.share).quantize(Decimal("0.01"), ROUND_HALF_UP)
